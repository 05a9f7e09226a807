"""A document becomes known in ``documents.yml``: its number, title, day and who issued it."""

from __future__ import annotations

from collections.abc import Mapping

from fangxin.base.problem import errors
from fangxin.facts.document_number import ByDocument
from fangxin.office.editing.text import CannotEditError, rendered, with_key
from fangxin.text.yaml.reading import Map, Node, Text, read_yaml

FILE = "programme/documents.yml"


def with_document(text: str, number: str, about: Mapping[str, str]) -> str:
    """The list of documents with one more at its end; one that is there stays as it is, also where
    its number is written otherwise. Raises CannotEditError when anything else would differ."""
    before = _plain(text)
    if number in ByDocument(before):
        return text
    new = with_key(text, (), number, about) if before else text + rendered({number: about})
    if _plain(new) != before | {number: dict(about)}:
        raise CannotEditError(f"the number {number} cannot be a key")
    return new


def _plain(text: str) -> dict[str, object]:
    """Number → what is said of it."""
    root, problems = read_yaml(text.encode(), FILE)
    if root is None and {problem.code for problem in problems} == {"empty-file"}:
        return {}
    if not isinstance(root, Map) or errors(problems):
        raise CannotEditError(str(problems[0]) if problems else "no mapping")
    return {key: _value(node) for key, node in root.entries.items()}


def _value(node: Node) -> object:
    if isinstance(node, Map):
        return {key: _value(child) for key, child in node.entries.items()}
    return node.value if isinstance(node, Text) else repr(node)
