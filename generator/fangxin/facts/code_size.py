"""How large a status page's code may be: bytes in it, modules across it, millimetres on paper.

One module of a printed code measures at least half a millimetre, and a code at least 30: then a
till printer of 203 dots an inch and a cheap phone do. With its margin version 8, the last one
here, is 57 modules wide, so no address that is accepted makes a module finer than that.
"""

from __future__ import annotations

from typing import Final

CAPACITY: Final = (0, 7, 14, 24, 34, 44, 58, 64, 84)  # bytes by version, level H, byte mode
ADVISED: Final = 34  # bytes: version 4, whose modules stay large on a counter card
LONGEST_SITE: Final = 58  # bytes of a site's address; with the longest ID version 8 holds it
USUAL_ID: Final = 9  # characters
QUIET: Final = 4  # modules of light margin that a reader needs on every side
LEAST_SIDE: Final = 30  # mm of a printed symbol, its margin not counted
LEAST_MODULE: Final = 0.5  # mm of a printed module


def status_url(site_url: str, merchant: str) -> str:
    """The address in the code: the status page of ``merchant``, with its trailing slash."""
    return f"{site_url}/m/{merchant}/"


def usual_length(site_url: str) -> int:
    """Bytes of the address of a status page whose ID has the usual length."""
    return len(status_url(site_url, "0" * USUAL_ID))


def version(length: int) -> int:
    """The smallest version that holds ``length`` bytes; ValueError when none of 1 to 8 does."""
    for number, capacity in enumerate(CAPACITY):
        if length <= capacity:
            return number
    raise ValueError(
        f"二维码内容最多 {CAPACITY[-1]} 字节，现为 {length} 字节：请缩短网站地址或编号 | "
        f"a code holds at most {CAPACITY[-1]} bytes, this needs {length}: "
        "shorten the site's URL or the ID"
    )


def size(length: int) -> int:
    """Modules per side of the symbol for a message of ``length`` bytes, without quiet zone."""
    return 17 + 4 * version(length)
