"""The QR symbol of a status page: error correction H, byte mode, the smallest version that fits.

Drawing a symbol with `qrcode` takes about 700 µs, most of it Reed-Solomon arithmetic and placing
modules one by one. But for a fixed version, mask and length every step is affine over GF(2): the
message bits are copied into codewords, the check codewords are XOR sums of them, the frame and the
mask are constants. So a symbol, read as one long integer with one bit per module, is

    symbol(message) = symbol(blank) XOR change(i, b) for every bit b in which byte i is not blank's

where change(i, b) = symbol(blank with that one bit flipped) XOR symbol(blank). `qrcode` draws
those few symbols, once per process; any other takes some twenty XORs and equals, bit for bit, what
`qrcode` would have drawn. (The blank is not zero bytes: `qrcode` cannot divide a zero block.)
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from qrcode.constants import ERROR_CORRECT_H
from qrcode.main import QRCode
from qrcode.util import QRData

from fangxin.facts.code_size import size, version

MASK = 6  # on average the fewest penalty points over such URLs; readers need no particular one

_BYTES: Final = 4  # byte mode, `qrcode.util.MODE_8BIT_BYTE`
_BLANK = b"0"
_MODULES = bytes.maketrans(b"01", b"\0\1")
_RUN = re.compile(b"\1+")


def matrix(url: str) -> tuple[bytes, ...]:
    """Rows of modules (0 light, 1 dark) without quiet zone; ValueError over 84 bytes of ASCII."""
    message = _message(url)
    symbol = _drawn(_BLANK * len(message))
    for position, byte in enumerate(message):
        symbol ^= _change(len(message), position, byte)
    side = size(len(message))
    bits = f"{symbol:0{side * side}b}".encode().translate(_MODULES)
    return tuple(bits[start : start + side] for start in range(0, side * side, side))


def path_data(modules: tuple[bytes, ...]) -> str:
    """The dark modules as one filled SVG path of horizontal runs, one unit per module.

    Filled, not stroked: print shops scale artwork, and some programs leave stroke widths behind.
    """
    return "".join(
        f"M{run.start()} {y}h{run.end() - run.start()}v1H{run.start()}z"
        for y, row in enumerate(modules)
        for run in _RUN.finditer(row)
    )


def _message(url: str) -> bytes:
    if not url.isascii() or not url.isprintable() or not url:
        raise ValueError(
            f"二维码内容只能是 ASCII 网址（中文域名请用 Punycode 写法），现为 {url!r} | "
            f"a code holds an ASCII URL (write Chinese domains in Punycode), not {url!r}"
        )
    return url.encode("ascii")


@cache
def _change(length: int, position: int, byte: int) -> int:
    """What it changes in the blank symbol of ``length`` bytes to put ``byte`` at ``position``."""
    change = 0
    for bit in range(8):
        if (byte ^ _BLANK[0]) >> bit & 1:
            change ^= _flip(length, position, bit)
    return change


@cache
def _flip(length: int, position: int, bit: int) -> int:
    blank = _BLANK * length
    message = bytearray(blank)
    message[position] ^= 1 << bit
    return _drawn(bytes(message)) ^ _drawn(blank)


@cache
def _drawn(message: bytes) -> int:
    """The symbol of ``message`` as `qrcode` draws it, row by row, the first module highest."""
    code: QRCode[Any] = QRCode(version(len(message)), ERROR_CORRECT_H, mask_pattern=MASK)
    code.add_data(QRData(message, mode=_BYTES), optimize=0)
    code.make(fit=False)
    return int("".join("01"[bool(module)] for row in code.modules for module in row), 2)
