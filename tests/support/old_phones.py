"""What phones of 2018 do not understand: CSS and JavaScript, as data and two small readers.

Our oldest: Chromium 66 and the web views made of it, Safari of iOS 12. Whatever came later stands
here with the first versions that have it; a page may use it only where it is not missed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Properties that change where things stand: without them a page loses margins, order or size.
PROPERTIES = {
    r"(?:margin|padding)-(?:inline|block)(?:-start|-end)?": "Chromium 87, iOS 14.5",
    r"border-(?:inline|block)(?:-start|-end)?(?:-width|-style|-color)?": "Chromium 69, iOS 12.2",
    r"border-(?:start|end)-(?:start|end)-radius": "Chromium 89, iOS 15",
    r"inset(?:-inline|-block)?(?:-start|-end)?": "Chromium 87, iOS 14.5",
    r"(?:min-|max-)?(?:inline|block)-size": "Chromium 57, iOS 12.2",
    r"aspect-ratio": "Chromium 88, iOS 15",
    r"(?:translate|rotate|scale)": "Chromium 104, iOS 14.5",
    r"content-visibility": "Chromium 85, iOS 18",
    r"container(?:-type|-name)?": "Chromium 105, iOS 16",
}
VALUES = {
    r"\b(?:clamp|min|max)\(": "Chromium 79, iOS 13.4",
    r"\b(?:color-mix|oklch|oklab|lab|lch|light-dark|color)\(": "Chromium 111, iOS 15",
    r"\b(?:rgb|hsl)a?\([^,()]*\)": "Chromium 65, iOS 12.2 (without commas)",
    r"\d(?:dvh|svh|lvh|dvw|svw|lvw|cqw|cqi)\b": "Chromium 108, iOS 15.4",
    r"\b(?:subgrid|masonry)\b": "Chromium 117, iOS 16",
    r"\bfit-content\(": "Chromium 29, iOS 11",
    r"\boverflow:\s*clip\b": "Chromium 90, iOS 16",
}
SELECTORS = {
    r":(?:is|where|has)\(": "Chromium 88, iOS 14",
    r":not\([^()]*[, >+~][^()]*\)": "Chromium 88 (a list, or more than one part)",
    r"(?:^|\s)&": "Chromium 112, iOS 16.5",
}
AT_RULES = {
    r"@(?:layer|container|property|scope|starting-style)\b": "Chromium 99, iOS 15.4",
    r"@media[^{]*[<>]": "Chromium 104, iOS 16.4",
}
# A browser that lacks `inset` lacks gaps in flex boxes too, but for three versions of one.
OLD = re.compile(r"@supports\s+not\s+\(inset:\s*0\)")

SCRIPT = {
    r"\?\.(?!\d)": "Chromium 80, iOS 13.4",
    r"\?\?": "Chromium 80, iOS 13.4",
    r"(?:\|\||&&)=": "Chromium 85, iOS 14",
    r"\bcatch\s*\{": "Chromium 66, iOS 11.3",
    r"\.(?:at|replaceAll|flat|flatMap|matchAll|allSettled|any|toSorted|findLast)\(": "Chromium 69",
    r"\b(?:structuredClone|queueMicrotask|globalThis|BigInt|AbortSignal\.timeout)\b": "Chromium 71",
    r"\bObject\.(?:fromEntries|hasOwn|groupBy)\b": "Chromium 73, iOS 12.2",
    r"\.replaceChildren\(": "Chromium 86, iOS 14",
    r"\(\?<[=!]": "iOS 16.4 (a syntax error for the whole file)",
    r"(?<![\w.])#[A-Za-z_]\w*\s*[=(;]": "Chromium 74, iOS 14.5",
    r"\bfor\s+await\b|^\s*(?:import|export)\b": "Chromium 63, iOS 12",
    r"\d_\d": "Chromium 75, iOS 13.4",
    r"\bstatic\s*\{": "Chromium 94, iOS 16.4",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a style sheet: the at-rules around it, selectors, declarations, line."""

    around: tuple[str, ...]
    selectors: tuple[str, ...]
    declared: tuple[tuple[str, str], ...]
    line: int

    @property
    def old(self) -> bool:
        """Whether it is for old phones only."""
        return any(OLD.match(one) for one in self.around)


def rules_of(css: str) -> Iterator[Rule]:
    """Every rule of a style sheet, in order."""
    text = re.sub(
        r"/\*.*?\*/", lambda match: "\n" * match.group().count("\n"), css, flags=re.DOTALL
    )
    around: list[str] = []
    start = 0
    for match in re.finditer(r"[{}]", text):
        head = text[start : match.start()].strip()
        start = match.end()
        if match.group() == "}":
            if around:
                around.pop()
            continue
        if head.startswith("@") and not head.startswith(("@font-face", "@page")):
            around.append(head)
            continue
        end = text.index("}", start)
        pairs = [one.partition(":") for one in text[start:end].split(";") if one.strip()]
        declared = tuple((key.strip(), value.strip()) for key, _, value in pairs)
        names = tuple(one.strip() for one in re.split(r",(?![^()]*\))", head))
        yield Rule(tuple(around), names, declared, text.count("\n", 0, match.start()) + 1)
        around.append(head)


def faults_of(css: str) -> Iterator[str]:
    """What an old phone would miss in a style sheet, each with its line."""
    rules = list(rules_of(css))
    served = {one for rule in rules if rule.old for one in rule.selectors}
    for rule in rules:
        for head in rule.around:
            yield from _matches(AT_RULES, head, rule.line, search=True)
        for selector in rule.selectors:
            yield from _matches(SELECTORS, selector, rule.line, search=True)
            if ":focus-visible" in selector and len(rule.selectors) > 1:  # takes the others along
                yield f"{rule.line}: {selector} beside others: Chromium 86, iOS 15.4"
        yield from _declarations(rule)
        if not rule.old and _is_flex(rule, rules) and any(key in _GAPS for key, _ in rule.declared):
            for selector in rule.selectors:
                if not any(re.match(re.escape(selector) + r"(?: > |::)", one) for one in served):
                    yield f"{rule.line}: gap of the flex box {selector}: Chromium 84, iOS 14.5"


_GAPS = {"gap", "row-gap", "column-gap"}


def _is_flex(rule: Rule, rules: list[Rule]) -> bool:
    """Whether a rule, or one for the same elements, makes a flex box, and no grid of it."""
    shown = dict(rule.declared).get("display") or next(
        (
            dict(other.declared)["display"]
            for other in rules
            if set(other.selectors) & set(rule.selectors) and "display" in dict(other.declared)
        ),
        "",
    )
    return "flex" in shown


def _declarations(rule: Rule) -> Iterator[str]:
    plain = set[str]()
    for key, value in rule.declared:
        yield from _matches(PROPERTIES, key, rule.line)
        late = list(_matches(VALUES, f"{key}: {value}", rule.line, search=True))
        if not late:
            plain.add(key)
        elif key not in plain:  # what an old phone understands stands before it
            yield from late


def script_faults_of(script: str) -> Iterator[str]:
    """What an old phone would stumble over in a script, each with its line."""
    for number, line in enumerate(script.split("\n"), 1):
        bare = re.sub(r"^\s*(?:/?\*|//).*", "", line)
        yield from _matches(SCRIPT, bare, number, search=True)


def _matches(table: dict[str, str], text: str, line: int, search: bool = False) -> Iterator[str]:
    for pattern, since in table.items():
        found = re.search(pattern, text) if search else re.fullmatch(pattern, text)
        if found:
            yield f"{line}: {found.group().strip()}: {since}"


def as_old_phones_read(css: str) -> str:
    """A style sheet as such a phone would read it: without what it does not know, with what is
    written for it."""
    rules = list(rules_of(css))
    return "\n".join(_as_old(rule, rules) for rule in rules)


def _as_old(rule: Rule, rules: list[Rule]) -> str:
    unknown = _GAPS if _is_flex(rule, rules) else set()
    kept = [
        f"{key}: {value}"
        for key, value in rule.declared
        if key not in unknown
        and not list(_matches(PROPERTIES, key, 0))
        and not list(_matches(VALUES, f"{key}: {value}", 0, search=True))
    ]
    known = [one for one in rule.selectors if not list(_matches(SELECTORS, one, 0, search=True))]
    if known != list(rule.selectors):  # one that is not known takes the whole rule along
        return ""
    text = f"{', '.join(known)} {{ {'; '.join(kept)} }}"
    for head in reversed([one for one in rule.around if not OLD.match(one)]):
        text = f"{head} {{ {text} }}"
    return text
