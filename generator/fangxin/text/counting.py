"""Numbers below ten thousand as Chinese writes them: 八十八, 一百零二, 廿五, or by digits 八八."""

from __future__ import annotations

DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
TENS = {"廿": 20, "卅": 30}
POWERS = {"十": 10, "百": 100, "千": 1000}
SIGNS = "".join((*DIGITS, *TENS, *POWERS))


def in_digits(words: str) -> str:
    """The same in digits; what is written digit by digit keeps its noughts."""
    if not set(words) & {*TENS, *POWERS}:
        return "".join(str(DIGITS[char]) for char in words)
    total, digit = 0, 0
    for char in words:
        if char in POWERS:
            total += (digit or 1) * POWERS[char]
            digit = 0
        elif char in TENS:
            total += TENS[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return str(total + digit)
