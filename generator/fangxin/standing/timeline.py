"""履历: the standing at every day on which it changed, as the registry said it then."""

from __future__ import annotations

from datetime import date

from fangxin.facts.policy.policy import Policy
from fangxin.standing.reading import History, event_days
from fangxin.standing.standing import Facts, Standing, answer, same


def timeline(facts: Facts, policy: Policy, as_of: date) -> tuple[Standing, ...]:
    """One standing per change, oldest first, up to and including ``as_of``.

    Each is evaluated with what was known on its day; between two days on which the registry learned
    something, one reading of the facts answers for all days.
    """
    history = History(facts, policy)
    learned = [day for day in history.learned if day <= as_of]
    steps: list[Standing] = []
    for index, day in enumerate(learned):
        following = learned[index + 1] if index + 1 < len(learned) else None
        reading = history.on(day)
        later = [
            event
            for event in event_days(reading)
            if day < event <= as_of and (following is None or event < following)
        ]
        for moment in (day, *later):
            step = answer(reading, moment)
            if not steps or not same(steps[-1], step):
                steps.append(step)
    return tuple(steps)
