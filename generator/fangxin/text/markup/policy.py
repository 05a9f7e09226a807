"""The content security policy of a page: it comes first, and lets nothing foreign in."""

from __future__ import annotations

from functools import lru_cache

from fangxin.text.markup.tags import TAG, tag_of

_CLOSED = frozenset({"'none'", "'self'"})
_NOTHING = frozenset({"'none'"})
_TOO_LATE = frozenset({"script", "link", "img", "body", "/head"})


def policy_of(text: str) -> str | None:
    """The policy of a page, if nothing is loaded before it; None without one."""
    for one in TAG.finditer(text):
        tag = tag_of(one.group())
        if tag.attributes.get("http-equiv", "").lower() == "content-security-policy":
            return tag.attributes.get("content", "") if tag.name == "meta" else None
        if tag.name in _TOO_LATE:
            return None
    return None


@lru_cache(maxsize=64)
def is_strict(policy: str) -> bool:
    """Whether a policy lets a page load nothing but from its own site, and run nothing inline."""
    words = [part.split() for part in policy.split(";") if part.strip()]
    rules = {part[0].lower(): frozenset(part[1:]) for part in reversed(words)}
    pictures = rules.pop("img-src", frozenset()) - {"data:"}
    closed = all(rules.get(name) == _NOTHING for name in ("default-src", "base-uri"))
    return closed and all(values <= _CLOSED for values in (*rules.values(), pictures))
