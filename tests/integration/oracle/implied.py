"""What a claim implies together with a level, computed or claimed, if both are right."""

import dataclasses
from fractions import Fraction

from oracle.evidence import months_of
from oracle.intervals import Interval
from oracle.verdicts import check


@dataclasses.dataclass(frozen=True)
class Implied:
    flow: str
    months: tuple
    interval: Interval


def implied(claim, companion, name, evidence):
    """The Implied figures of a claim by one dataset; `companion` is another claim of the same level, or None."""
    if claim.indicator not in ("growth", "flow_share"):
        return []
    flow = claim.flow if claim.indicator == "growth" else "T"
    months, g = months_of(claim.period), claim.printed.meant()
    found = []
    for level in levels(flow, months, companion, name, evidence):
        if claim.indicator == "growth":
            before = (months[0] - 12, months[1])
            if not evidence.level(flow, before):
                found.append(Implied(flow, before, Interval(level.low / (1 + g.high / 100),
                                                            level.high / (1 + g.low / 100))))
            continue
        other = "M" if claim.flow == "X" else "X"
        shares = {claim.flow: (g.low, g.high), other: (100 - g.high, 100 - g.low)}
        found += [Implied(part, months, Interval(level.low * low / 100, level.high * high / 100))
                  for part, (low, high) in shares.items() if not evidence.level(part, months)]
    return found


def levels(flow, months, companion, name, evidence):
    """The intervals in which the level lies: by the data, and by the other claim."""
    figure = evidence.level(flow, months)
    found = [figure.interval] if figure else []
    if companion:
        verdict = check(companion, {name: evidence}).findings[0]
        if verdict.verdict != "INCONSISTENT":
            found.append(companion.printed.meant().times(Fraction(10) ** verdict.shift))
    return found


def is_finite(printed):
    return printed.qualifier not in ("at_least", "up_to")
