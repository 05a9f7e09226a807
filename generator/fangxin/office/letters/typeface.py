"""The typefaces and the language of what an official types into a letter: Chinese, like the letter.

The template of python-docx names its typefaces by a theme whose East Asian language is Japanese:
what is typed outside a run of ours would come in a Mincho, with Japanese shapes of characters.
"""

from __future__ import annotations

from docx.document import Document as Paper
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_THEMED = tuple(
    qn(f"w:{name}") for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
)
_SECOND = "stylesWithEffects"  # a second sheet of styles for Word 2007, which says the same
_LANGUAGE = {"w:val": "en-US", "w:eastAsia": "zh-CN"}


def in_chinese(document: Paper, latin: str, chinese: str) -> None:
    """Name both typefaces instead of the theme's in every style, and the language everywhere."""
    styles = document.styles.element
    for fonts in styles.iter(qn("w:rFonts")):
        _plain(fonts, latin, chinese)
    for language in styles.iter(qn("w:lang")):
        _speak(language)
    settings = document.settings.element
    for theme in settings.iter(qn("w:themeFontLang")):
        _speak(theme)
    for id, part in list(document.part.rels.items()):
        if part.reltype.endswith(f"/{_SECOND}"):
            del document.part.rels[id]
    normal = document.styles["Normal"].element.get_or_add_rPr()
    _speak(normal.find(qn("w:lang")), normal)


def _plain(fonts: BaseOxmlElement, latin: str, chinese: str) -> None:
    for name in _THEMED:
        fonts.attrib.pop(name, None)
    for name, face in (("ascii", latin), ("hAnsi", latin), ("eastAsia", chinese)):
        fonts.set(qn(f"w:{name}"), face)


def _speak(language: BaseOxmlElement | None, parent: BaseOxmlElement | None = None) -> None:
    if language is None and parent is not None:
        language = OxmlElement("w:lang")
        parent.append(language)
    assert language is not None
    for name, code in _LANGUAGE.items():
        language.set(qn(name), code)
