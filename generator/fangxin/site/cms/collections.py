"""What the form lets officials edit: records by category, notices, and the registers in YAML.

Registers in CSV are edited as tables (``fangxin import``), the policy by hand: neither is here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from fangxin.facts.notices.head import HEAD
from fangxin.facts.programme.admin import Admin
from fangxin.facts.programme.programme import Programme
from fangxin.facts.programme.tables import DOCUMENTS
from fangxin.facts.record.schema import lists_of
from fangxin.facts.record.table import MERCHANT
from fangxin.facts.registers.declared import every
from fangxin.facts.registers.reading import lists_of as lists_of_rows
from fangxin.facts.registers.register import Register
from fangxin.site.cms.widgets import Widget, decorated, shape_of, widgets_of
from fangxin.text.fields.kinds import Line, Prose
from fangxin.text.fields.tables import Field, Group, Lists, MapOf

Collection = dict[str, Any]
FILE = "file"  # the widget of a new file's name; the name stands in no file
ROWS = "rows"  # under which the form holds a file that is one list
TEXT = "body"  # under which it holds the text of a notice
BY_HAND = ("redacted",)  # an erasure has two approvers; what a record says of it stays as it is
NUMBER = Field("number", Line(60), "文号", "number", required=True, example="浦消联办〔2026〕1号")


def all_lists(programme: Programme) -> Lists:
    """Every list of the programme that a key may choose from: name → code → label."""
    return {**lists_of_rows(programme), **lists_of(programme)}


def collections_of(programme: Programme, admin: Admin) -> list[Collection]:
    """The collections of Decap's configuration, in the order of the form's menu."""
    lists = all_lists(programme)
    return [
        *_merchants(programme, admin, lists),
        _notices(admin, lists),
        *(_register(admin, one, lists) for one in _registers()),
        _documents(admin, lists),
    ]


def shapes_of(programme: Programme) -> dict[str, Any]:
    """For each format: what ``admin.js`` must know to read and write it."""
    lists = all_lists(programme)
    rows = shape_of(_documents_row(), lists)
    return {
        "record": {"kind": "record", "fields": shape_of(MERCHANT, lists)},
        "notice": {"kind": "notice", "fields": shape_of(HEAD, lists)},
        **{one.name: {"kind": "rows", "fields": shape_of(one.row, lists)} for one in _registers()},
        "documents": {"kind": "map", "key": NUMBER.key, "fields": rows},
    }


def _merchants(programme: Programme, admin: Admin, lists: Lists) -> Iterator[Collection]:
    for code, category in programme.categories.items():
        fields = [one for one in widgets_of(MERCHANT, lists) if one["name"] not in BY_HAND]
        for widget in fields:
            if widget["name"] == "category":
                widget["default"] = decorated(code, category.label)
        name: Widget = {
            "name": FILE,
            "label": "商户编号",
            "widget": "fangxin-id",
            "required": False,
            "hint": "新商户必填：4 至 16 位大写字母和数字，末位是校验字符；永久不变，也不再给别家",
        }
        folder = f"{admin.merchants}/{admin.folders.get(code, code)}"
        yield {
            **_folder(f"merchants-{code}", category.label, folder, "yml", "record", admin),
            "summary": "{{name}} {{filename}}",
            "sortable_fields": ["name", "town"],
            "view_groups": [{"label": "乡镇街道", "field": "town"}],
            "fields": [name, *fields],
        }


def _notices(admin: Admin, lists: Lists) -> Collection:
    name: Widget = {
        "name": FILE,
        "label": "文件名",
        "widget": "fangxin-name",
        "required": False,
        "hint": "新公告必填，也是网址的末段：小写字母、数字和短横，例如 spring-2027",
    }
    text: Widget = {
        "name": TEXT,
        "label": "正文",
        "widget": "text",
        "hint": "空一行分段；**两边各两个星号**是加粗；行首“- ”是一条；[文字](/revoked/) 是链接",
    }
    return {
        **_folder("notices", "公告与提醒", f"{admin.content}/notices", "md", "notice", admin),
        "summary": "{{Date}} {{Title}}",
        "sortable_fields": ["Date", "Title"],
        "view_groups": [{"label": "类别", "field": "Category"}],
        "fields": [name, *widgets_of(HEAD, lists), text],
    }


def _folder(
    name: str, label: str, folder: str, extension: str, format: str, admin: Admin
) -> Collection:
    return {
        "name": name,
        "label": label,
        "label_singular": label,
        "folder": folder,
        "extension": extension,
        "format": f"fangxin-{format}",
        "identifier_field": FILE,
        "slug": f"{{{{fields.{FILE}}}}}",
        "create": True,
        "delete": False,
        "publish": admin.publish,
        "editor": {"preview": False},
    }


def _registers() -> list[Register[Any]]:
    return [one for one in every() if one.ending != "csv"]


def _register(admin: Admin, register: Register[Any], lists: Lists) -> Collection:
    label, path = register.title[0], f"{admin.content}/registers/{register.file}"
    rows = Field(ROWS, Prose(), label, register.name, "只增不删；写错了填“登记有误”")
    return _file(admin, register.name, label, path, _rows(rows, register.row, lists))


def _documents(admin: Admin, lists: Lists) -> Collection:
    path = f"{admin.content}/programme/documents.yml"
    rows = Field(ROWS, Prose(), "文件目录", "documents", "一份文件登记一次，档案里只写文号")
    return _file(admin, "documents", "文件目录", path, _rows(rows, _documents_row(), lists))


def _documents_row() -> Group:
    assert isinstance(DOCUMENTS, MapOf) and isinstance(DOCUMENTS.value, Group)
    return replace(DOCUMENTS.value, fields=(NUMBER, *DOCUMENTS.value.fields))


def _rows(spec: Field, group: Group, lists: Lists) -> Widget:
    told = [known.key for known in group.required][:3]
    return {
        "name": spec.key,
        "label": spec.zh,
        "label_singular": "一条",
        "widget": "list",
        "default": [],
        "required": False,
        "collapsed": True,
        "allow_reorder": False,
        "summary": " · ".join(f"{{{{fields.{key}}}}}" for key in told),
        "hint": spec.help_zh,
        "fields": widgets_of(group, lists),
    }


def _file(admin: Admin, name: str, label: str, path: str, rows: Widget) -> Collection:
    file = {"name": name, "label": label, "file": path, "fields": [rows]}
    return {
        "name": f"register-{name}",
        "label": label,
        "format": f"fangxin-{name}",
        "publish": admin.publish,
        "editor": {"preview": False},
        "files": [file],
    }
