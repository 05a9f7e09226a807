"""Field tables as widgets of the form: labels, help, choices and shapes come from the one table.

Everything is text to the form, as it is to the reader. What has choices is shown with the code
behind its label (``认定或续期 certified``); ``theme/admin/admin.js`` takes the label off again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from fangxin.text.fields.kinds import Coded, Prose
from fangxin.text.fields.tables import Field, Group, Kind, ListOf, Lists
from fangxin.text.fields.times import Day

Widget = dict[str, Any]
GAP = "\u2002"  # between a label and its code: no text that officials write may hold it
ANYTHING = r"\S"  # what the schema says of free text
YES_NO = {"true": "是", "false": "否"}
SHOWN = 3  # values of an item in its summary
_ELSEWHERE = re.compile(r"[；，]?(?:代码)?见 content/\S+?\.yml；?")  # not where all may be chosen
OPEN = ("decisions", "failures")  # lists whose items are seen at once


def widgets_of(group: Group, lists: Lists) -> list[Widget]:
    """The widgets of a mapping's keys, in the order of the table."""
    return [widget_of(spec, group, lists) for spec in group.fields]


def widget_of(spec: Field, group: Group, lists: Lists) -> Widget:
    """The widget of one key of ``group``."""
    widget: Widget = {"name": spec.key, "label": spec.zh, "required": spec.required}
    widget |= _of_kind(spec, spec.kind, lists)
    if spec.key == "id":  # the next one is put in where none is given
        widget |= {"required": False}
    if spec.key == "recorded" and not any(key == spec.key for key, _ in group.together):
        widget |= {"default": "{{now}}"}
    hint = "；".join(_hints(spec, group, lists))
    return {**widget, "hint": hint} if hint else widget


def choices_of(kind: Kind, lists: Lists) -> Mapping[str, str]:
    """Code → Chinese label of what may be chosen; empty where one may write."""
    schema = kind.schema(lists)
    if "enum" in schema:
        return YES_NO
    return {option["const"]: option["title"] for option in schema.get("oneOf", ())}


def decorated(code: str, label: str) -> str:
    """How the form holds a code: with its label before it, unless both are the same."""
    return code if code == label else f"{label}{GAP}{code}"


def shape_of(group: Group, lists: Lists) -> dict[str, Any]:
    """What ``admin.js`` has to know of a mapping: its keys in order with their labels; below
    ``fields`` those of what it holds, ``one`` where the form has a list of one for it; below
    ``choices`` the labels of codes; ``like``: an id, where ids are put in."""
    shape: dict[str, Any] = {}
    for spec in group.fields:
        shape[spec.key] = {"label": spec.zh, **_shape(spec.kind, lists)}
        if spec.key == "id":
            shape[spec.key]["like"] = spec.example
    return shape


def _shape(kind: Kind, lists: Lists) -> dict[str, Any]:
    if isinstance(kind, Group):
        return {"one": not _only_list(kind), "fields": shape_of(kind, lists)}
    if isinstance(kind, ListOf) and isinstance(kind.item, Group):
        return {"fields": shape_of(kind.item, lists)}
    choices = {} if isinstance(kind, ListOf) else choices_of(kind, lists)
    named = {code: label for code, label in choices.items() if code != label}
    return {"choices": named} if named else {}


def _of_kind(spec: Field, kind: Kind, lists: Lists) -> Widget:
    if isinstance(kind, Group):
        return _of_group(spec, kind, lists)
    if isinstance(kind, ListOf):
        return _of_list(spec, kind, lists)
    if isinstance(kind, Day):
        form = {"format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD", "time_format": False}
        return {"widget": "datetime", **form, "default": ""}
    choices = choices_of(kind, lists)
    if choices:
        options = [decorated(code, label) for code, label in choices.items()]
        return {"widget": "select", "options": [{"label": o, "value": o} for o in options]}
    if isinstance(kind, Prose):
        return {"widget": "text"}
    return {"widget": "string", **_pattern(spec, kind, lists)}


def _of_group(spec: Field, group: Group, lists: Lists) -> Widget:
    """A mapping that holds one list is shown as it is; any other as a list of at most one, so that
    nothing of it need be filled in as long as it is not there."""
    fields = widgets_of(group, lists)
    if _only_list(group):
        fields = [{**widget, "required": False} for widget in fields]
        return {"widget": "object", "collapsed": False, "fields": fields}
    return {**_items(spec, group), "max": 1, "fields": fields}


def _of_list(spec: Field, kind: ListOf, lists: Lists) -> Widget:
    if isinstance(kind.item, Group):
        return {**_items(spec, kind.item), "fields": widgets_of(kind.item, lists)}
    inner = {"name": spec.key, "label": spec.zh, **_of_kind(spec, kind.item, lists)}
    form = {"widget": "list", "default": [], "allow_reorder": False}
    return {**form, "label_singular": spec.zh, "field": inner}


def _items(spec: Field, group: Group) -> Widget:
    told = [known.key for known in group.required if not isinstance(known.kind, Group | ListOf)]
    return {
        "widget": "list",
        "default": [],  # else a new record would come with an item of its inner defaults
        "label_singular": spec.zh,
        "allow_reorder": False,
        "collapsed": True,
        "minimize_collapsed": spec.key not in OPEN,
        "summary": " · ".join(f"{{{{fields.{key}}}}}" for key in told[:SHOWN]),
    }


def _only_list(group: Group) -> bool:
    return len(group.fields) == 1 and isinstance(group.fields[0].kind, ListOf)


def _pattern(spec: Field, kind: Kind, lists: Lists) -> Widget:
    pattern = kind.schema(lists).get("pattern", ANYTHING)
    if pattern == ANYTHING:
        return {}
    shape = kind.zh if isinstance(kind, Coded) else "正确的格式"
    example = f"，例如 {spec.example}" if spec.example else ""
    return {"pattern": [pattern, f"须为{shape}{example}"]}


def _hints(spec: Field, group: Group, lists: Lists) -> Iterator[str]:
    if spec.key == "id":
        yield "留空，保存时自动编号"
    elif told := _ELSEWHERE.sub("", spec.help_zh) if choices_of(spec.kind, lists) else spec.help_zh:
        yield told
    yield from _rules(spec.key, group, lists)
    least, most = getattr(spec.kind, "least", None), getattr(spec.kind, "most", None)
    if least is not None and not isinstance(spec.kind, ListOf):
        yield f"{least} 至 {most} 的整数"
    written = not isinstance(spec.kind, Group | ListOf | Day) and not choices_of(spec.kind, lists)
    if spec.example and written and spec.key != "id" and "…" not in spec.example:
        yield f"例：{spec.example}"


def _rules(key: str, group: Group, lists: Lists) -> Iterator[str]:
    """The rules between keys of a mapping, told at the key that they are about."""
    for when in group.when:
        if key in when.needs and when.level == "error":
            but = f"（{group.table[when.unless].zh}的除外）" if when.unless else ""
            yield f"{_named(when.key, when.values, group, lists)}时必填{but}"
    for only in group.only:
        if key in only.keys:
            yield f"只用于{_named(only.key, only.values, group, lists)}"
    for alone, beside in group.together:
        if key == alone:
            yield f"与“{group.table[beside].zh}”一起填"


def _named(key: str, values: tuple[str, ...], group: Group, lists: Lists) -> str:
    labels = choices_of(group.table[key].kind, lists)
    return f"{group.table[key].zh}为“{'、'.join(labels.get(v, v) for v in values)}”"
