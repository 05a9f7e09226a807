"""What people and spreadsheets write for a value of a kind → the one way of the registry.

Cells of registers, of forms and of lists, and words typed for an option ask here.
"""

from __future__ import annotations

from unicodedata import normalize

from fangxin.text.fields import everyday
from fangxin.text.fields.idents import CreditCode, MerchantId
from fangxin.text.fields.kinds import Flag, Whole
from fangxin.text.fields.shape import Kind
from fangxin.text.fields.times import Day, Minute

SEVERAL = (Day, Minute, Whole, Flag)  # the kinds whose values have several spellings


def strict(kind: Kind, text: str) -> str | None:
    """The strict spelling; None for what is no such value or can be read in two ways, and for a
    kind whose values have but one."""
    if isinstance(kind, Day):
        return everyday.day(text)
    if isinstance(kind, Minute):
        return everyday.minute(text)
    if isinstance(kind, Whole):
        return everyday.amount(text, kind.unit[0])
    if isinstance(kind, Flag):
        return everyday.flag(text)
    if isinstance(kind, CreditCode | MerchantId):
        return normalize("NFKC", text).upper().replace(" ", "")
    return None
