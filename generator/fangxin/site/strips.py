"""PNG pictures glued together from strips that were compressed apart.

Ten thousand signs differ in a name, a number and a symbol; the rest is the same in all. A deflate
stream may be cut at a full flush, where it stops looking back: so the rows that never change are
compressed once, and only the others again. The checksum over all rows (Adler-32) is joined from
the checksums of the strips, as both of its sums are linear.

Rows are given with their PNG filter byte in front: a picture one column wider, whose first column
is 0 (none) or 2 (the difference from the row above).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops

_ADLER = 65521
_DEFLATE_HEADER = b"\x78\x9c"
_LAST_BLOCK = b"\x03\x00"  # an empty final block


@dataclass(frozen=True, slots=True)
class Strip:
    """Some rows of a picture, compressed: no reference to other strips, any order, any often."""

    deflated: bytes
    adler: int
    length: int  # bytes before compression, filter bytes included


def strip(rows: bytes) -> Strip:
    """Whole rows, each with its filter byte, as a strip; made quickly."""
    return _pressed(rows, zlib.Z_RLE)


def small_strip(*choices: bytes) -> Strip:
    """The smallest strip of several ways to write the same rows; made slowly."""
    strategies = (zlib.Z_DEFAULT_STRATEGY, zlib.Z_RLE)
    tried = [_pressed(rows, strategy) for rows in choices for strategy in strategies]
    return min(tried, key=lambda part: len(part.deflated))


def plain_rows(band: Image.Image) -> bytes:
    """The pixels of a picture whose first column is kept for filters, unfiltered."""
    return band.tobytes()


def upward_rows(band: Image.Image) -> bytes:
    """The same rows as differences from the row above, except for the first: text on paper
    compresses better and faster so."""
    above = Image.new("L", band.size, 0)
    above.paste(band, (0, 1))
    differences = ImageChops.subtract_modulo(band, above)
    differences.paste(2, (0, 1, 1, band.height))
    return differences.tobytes()


def png(
    width: int, strips: Sequence[Strip], palette: bytes, per_metre: int = 0, title: str = ""
) -> bytes:
    """A palette PNG (RGB triples), 8 bits a pixel, with a title in words; printed at ``per_metre``
    pixels a metre, or at no size in particular."""
    rows, rest = divmod(sum(part.length for part in strips), width + 1)
    if rest:
        raise ValueError(f"strips do not make whole rows of {width} pixels")
    adler = 1
    for part in strips:
        adler = _joined(adler, part)
    data = b"".join(part.deflated for part in strips)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, rows, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", palette),
            _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)) if per_metre else b"",
            _chunk(b"iTXt", b"Title\0\0\0\0\0" + title.encode()) if title else b"",
            _chunk(b"IDAT", _DEFLATE_HEADER + data + _LAST_BLOCK + struct.pack(">I", adler)),
            _chunk(b"IEND", b""),
        )
    )


def _pressed(rows: bytes, strategy: int) -> Strip:
    # Run lengths need no window: a small memory is set up in a twelfth of the time.
    window, memory = (12, 5) if strategy == zlib.Z_RLE else (zlib.MAX_WBITS, 9)
    press = zlib.compressobj(9, zlib.DEFLATED, -window, memory, strategy)
    deflated = press.compress(rows) + press.flush(zlib.Z_FULL_FLUSH)
    return Strip(deflated, zlib.adler32(rows), len(rows))


def _joined(adler: int, part: Strip) -> int:
    """The Adler-32 of everything so far and the strip after it."""
    low = ((adler & 0xFFFF) + (part.adler & 0xFFFF) - 1) % _ADLER
    high = ((adler >> 16) + (part.adler >> 16) + part.length * ((adler & 0xFFFF) - 1)) % _ADLER
    return high << 16 | low


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
