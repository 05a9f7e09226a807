"""A picture is what its name says, small enough for a phone, and opens as such: looked at by its
content with Pillow. A "picture" that is a page, or one that fills the memory when it is opened, is
none.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from pathlib import PurePosixPath

from PIL import Image, UnidentifiedImageError

from fangxin.base.problem import Place, Problem
from fangxin.change.guard.pages import IMAGES, PICTURES
from fangxin.change.guard.push import Push
from fangxin.registry.sources.revision import is_plain
from fangxin.text.yaml.characters import shown

MOST_BYTES = 4 << 20  # of a picture or an attachment
MOST_PIXELS = 40_000_000
_FORMATS = {
    ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF", ".webp": "WEBP", ".avif": "AVIF",
}  # fmt: skip
_BEGINS = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04"}
_PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|script|iframe|svg|meta)\b", re.I)


def pictures_are_pictures(push: Push) -> Iterator[Problem]:
    """A new picture or attachment is of the kind that its ending says, and bounded."""
    for path in push.changed:
        ending = PurePosixPath(path).suffix.lower()
        if not is_plain(push.new.files.get(path)) or ending not in PICTURES:
            continue
        if not path.startswith(IMAGES):
            continue
        data = push.data(path)
        if len(data) > MOST_BYTES:
            yield _bad(path, *_large(len(data)))
            continue
        fault = _fault(data, ending)
        if fault is not None:
            yield _bad(path, *fault)


def _large(size: int) -> tuple[str, str]:
    return (
        f"有 {size / (1 << 20):.1f} MB，最大 {MOST_BYTES >> 20} MB，手机要等很久",
        f"it has {size / (1 << 20):.1f} MB, at most {MOST_BYTES >> 20} are taken",
    )


def _fault(data: bytes, ending: str) -> tuple[str, str] | None:
    """Why a file is not what its ending says, None when it is."""
    if ending in _BEGINS:
        right = data.startswith(_BEGINS[ending])
        return None if right else (f"内容不是 {ending} 文件", f"its content is no {ending}")
    if ending == ".svg":
        drawn = b"<svg" in data[:4096].lower() and b"<html" not in data.lower()
        return None if drawn else ("内容不是 SVG 图", "its content is no SVG")
    if _PAGE.search(data):
        return "里面夹带网页代码", "it holds the code of a page"
    return _opened(data, _FORMATS[ending])


def _opened(data: bytes, form: str) -> tuple[str, str] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=[form]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    return (
                        f"展开有 {picture.width}×{picture.height} 点，太大",
                        f"it opens to {picture.width}×{picture.height} dots, which is too large",
                    )
                picture.load()
    except Image.DecompressionBombError:
        return "展开太大", "it opens to far too many dots"
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        return f"打开不了，内容不是 {form} 图片", f"it does not open as a {form} picture"
    return None


def _bad(path: str, zh: str, en: str) -> Problem:
    return Problem(
        Place(path),
        "not-a-picture",
        f"content/images/ 里的「{shown(PurePosixPath(path).name, 40)}」须是后缀所写的那种文件，"
        f"不太大：{zh}。请另存为图片，缩小到 {MOST_BYTES >> 20} MB 以内，再放进来",
        f"'{shown(PurePosixPath(path).name, 40)}' must be of the kind that its ending says: {en}; "
        f"save it anew as a picture of less than {MOST_BYTES >> 20} MiB",
    )
