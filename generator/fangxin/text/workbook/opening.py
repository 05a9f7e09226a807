"""What a file is that calls itself a workbook, found out before anything reads it.

A table that cannot be read gets one problem, with the remedy; nothing is unpacked whose size was
not looked at, and no part may declare entities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from fangxin.base.problem import Place, Problem

MOST_BYTES = 64 << 20  # of the file
MOST_OLD = 20 << 20  # of an .xls, which is not packed
MOST_UNPACKED = 200 << 20  # of all its parts
MOST_PARTS = 5000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LIST, _SECRET, _PACKED = "META-INF/manifest.xml", b"encryption-data", "encrypted-package"
_ODS = ("content.xml", "styles.xml")  # what is read of an .ods
_LOCKED = "EncryptedPackage".encode("utf_16_le")
OLDER = ("ods", "xls")  # makes whose files are not changed but read
MOST_NAME = 200  # bytes of a mimetype
_HEAD = 4096  # bytes in which the first element of a part begins
_PROLOGUE = re.compile(rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<[^!?\s]", re.DOTALL)
_SAVE = ("请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”再导入", "save it as .xlsx")

# What is told, by code. {zh} and {en} are details.
_WORDS = {
    "old-workbook": (
        "这个旧格式的文件（.xls、.et）读不出：坏了，或者不是表格；" + _SAVE[0],
        "this file of the old format (.xls, .et) cannot be read: it is broken, or no workbook; "
        + _SAVE[1],
    ),
    "locked-workbook": (
        "这个文件有打开密码，读不了；请打开后在“文件—信息—保护工作簿”里取消密码，保存再导入",
        "this workbook is locked by a password; take the password off, save and import it again",
    ),
    "other-workbook": (
        "这是{zh}，不能导入；" + _SAVE[0],
        "this is {en}, which is not imported; " + _SAVE[1],
    ),
    "broken-workbook": (
        "这个表格文件坏了、没有传完，或是写法少见；请重新取得文件，或打开后另存一份再导入",
        "this workbook is broken, incomplete or unusual; get it again, or open it and save it anew",
    ),
    "swollen-workbook": (
        "{zh}，不像一张表，没有打开；请只把要导入的那张表复制到新工作簿，另存为 .xlsx",
        "{en}, which is no ordinary table, so it was not opened; copy the one sheet into a new "
        "workbook and save that",
    ),
}  # fmt: skip


def told(path: Path, code: str, zh: str = "", en: str = "") -> Problem:
    """The problem of this code for a whole file."""
    in_chinese, in_english = _WORDS[code]
    return Problem(Place(str(path)), code, in_chinese.format(zh=zh), in_english.format(en=en))


def is_workbook(path: Path) -> bool:
    """Whether a file begins as workbooks do, of whatever make, or as a web page that pretends to
    be one; False for what cannot be read, nor waited for."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(512)
    except OSError:
        return False
    return head.startswith((ZIP, OLE)) or _is_page(head)


def make_of(path: Path) -> str:
    """The make of a workbook that may be opened: xlsx, ods or xls. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(len(OLE))
    if head == OLE:
        return "xls"
    with ZipFile(path) as parts:
        return "ods" if is_calc(parts) else "xlsx"


def is_calc(parts: ZipFile) -> bool:
    """Whether an archive is an .ods, or a template of one."""
    return _mimetype(parts).startswith(b"application/vnd.oasis.opendocument.spreadsheet")


def _mimetype(parts: ZipFile) -> bytes:
    """What an OpenDocument file says of itself; nothing where there is none."""
    named = "mimetype" in parts.namelist()
    if not named or parts.getinfo("mimetype").file_size > MOST_NAME:
        return b""
    return parts.read("mimetype")


def _is_page(head: bytes) -> bool:
    """Offices' systems export pages of HTML, or XML of 2003, under the name .xls."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return text.startswith((b"<html", b"<table", b"<!doctype", b"<?xml", b"<meta", b"<style"))


def why_not(path: Path) -> Problem | None:
    """Why this file is not opened as a workbook; None when it may be. Raises OSError."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        return _swollen(path, f"文件有 {size >> 20} MB", f"the file has {size >> 20} MB")
    with path.open("rb") as file:
        head = file.read(512)
        file.seek(0)
        if head.startswith(OLE):
            if size > MOST_OLD:
                return _swollen(path, f"文件有 {size >> 20} MB", f"the file has {size >> 20} MB")
            return told(path, "locked-workbook") if _LOCKED in file.read() else None
        if not head.startswith(ZIP):
            return told(path, "other-workbook", "改名为表格的网页", "a web page")
        try:
            with ZipFile(file) as parts:
                return next(_unfit(parts, path), None)
        except (BadZipFile, NotImplementedError, ValueError, RuntimeError, EOFError):
            return broken(path)


def broken(path: Path) -> Problem:
    """That a workbook broke while it was read."""
    with path.open("rb") as file:
        if file.read(len(OLE)) == OLE:
            return told(path, "old-workbook")
    return told(path, "broken-workbook")


def _swollen(path: Path, zh: str, en: str) -> Problem:
    return told(path, "swollen-workbook", zh, en)


def _unfit(parts: ZipFile, path: Path) -> Iterator[Problem]:
    """Why the parts of an archive are not read; declared sizes are what unpacking stops at."""
    listed = parts.infolist()
    unpacked = sum(part.file_size for part in listed)
    names = {part.filename for part in listed}
    if len(listed) > MOST_PARTS or unpacked > MOST_UNPACKED:
        size = unpacked >> 20
        yield _swollen(path, f"里面展开有 {size} MB", f"it unpacks to {size} MB")
        return
    if any(part.flag_bits & 1 for part in listed):
        yield told(path, "locked-workbook")
        return
    calc = is_calc(parts)
    if calc and (_PACKED in names or (_LIST in names and _SECRET in parts.read(_LIST))):
        yield told(path, "locked-workbook")
        return
    if not calc and "xl/workbook.xml" not in names:
        yield told(path, "other-workbook", *_named(parts, names))
        return
    for part in listed:
        if part.filename in _ODS if calc else part.filename.endswith((".xml", ".rels")):
            with parts.open(part) as text:
                if _declares(text):
                    yield told(path, "broken-workbook")
                    return


def _declares(text: IO[bytes]) -> bool:
    """Whether anything but remarks stands before the first element: only there may entities be
    declared."""
    head = text.read(_HEAD).replace(b"\0", b"")  # of UTF-16
    return bool(head) and _PROLOGUE.match(head.lstrip(b"\xef\xbb\xbf\xff\xfe")) is None


def _named(parts: ZipFile, names: set[str]) -> tuple[str, str]:
    """What kind of archive it is."""
    if b"opendocument" in _mimetype(parts):
        return "OpenDocument 文件，但不是表格", "an OpenDocument file, but no spreadsheet"
    if "xl/workbook.bin" in names:
        return "二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"
    if "word/document.xml" in names:
        return "Word 文件（.docx）", "a Word file (.docx)"
    if any(name.endswith(".iwa") for name in names):
        return "Numbers 文件", "a Numbers file"
    return "压缩包", "an archive"
