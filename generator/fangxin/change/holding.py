"""Whom numbers and names of a text mean, and whether the registry says today that they are
valid."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from fangxin.change.naming import Naming, naming_of, squeezed
from fangxin.facts.notices.standings import Block
from fangxin.facts.policy.policy import Policy
from fangxin.facts.values import Status
from fangxin.registry.registry import Registry
from fangxin.registry.sources.reading import Sources
from fangxin.standing.signs import SignState, sign_standings
from fangxin.standing.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class Known:
    """A registry on a day, with the policy and with how its merchants are called."""

    registry: Registry
    policy: Policy
    as_of: date
    naming: Naming = field(default_factory=lambda: Naming({}, {}, {}))
    _standings: dict[str, Standing] = field(default_factory=dict, compare=False, repr=False)

    def whose(self, block: Block) -> dict[str, str]:
        """What a block names, number or name → ID, "" where the registry knows no such number; of
        several that share a name one that holds."""
        found = {}
        for spelling, ids in self.naming.named(block.text).items():
            found[spelling] = next((id for id in ids if self.holds(spelling, id)), ids[0])
        for number in map(str.casefold, block.numbers()):
            if not any(number in one or one in number for one in found):
                found[number] = ""
        return found

    def within(self, text: str) -> Known:
        """The same for one text, which is looked through faster."""
        return replace(self, naming=self.naming.within(text))

    def now(self, id: str) -> Standing:
        """The standing of a merchant today."""
        if id not in self._standings:
            facts = self.registry.facts(id)
            self._standings[id] = standing(facts, self.policy, self.as_of)
        return self._standings[id]

    def holds(self, spelling: str, id: str) -> bool:
        """Whether the registry says today that the recognition behind a number or name is valid."""
        if not id or self.now(id).status is not Status.CERTIFIED:
            return False
        merchant = self.registry.merchants[id]
        if spelling in {squeezed(sign.number) for sign in merchant.signs}:
            facts = self.registry.facts(id)
            states = sign_standings(merchant.signs, facts, self.policy, self.as_of)
            valid = {squeezed(one.number) for one in states if one.state is SignState.VALID}
            return spelling in valid
        papers = {squeezed(one.certificate) for one in merchant.decisions if one.certificate}
        return spelling not in papers or spelling == squeezed(self.now(id).certificate or "")


def knowing(sources: Sources) -> Known | None:
    """What texts are held against, None where registry or programme cannot be read."""
    programme, registry = sources.programme, sources.registry
    if programme is None or registry is None:
        return None
    naming = naming_of(registry.merchants, (programme.site.county, *programme.towns))
    return Known(registry, programme.policy, sources.as_of, naming)
