"""The verdict on a claim: the order of trial, one dataset after the other."""

import dataclasses
import math
from fractions import Fraction
from typing import Optional

from oracle.evidence import months_of
from oracle.intervals import Interval, Printed

SHIFTS = (3, -3, 6, -6, 9, -9)


@dataclasses.dataclass(frozen=True)
class Claim:
    indicator: str
    flow: str  # of trade_value, flow_share, growth
    period: str
    printed: Printed
    unit: str
    statement: str


@dataclasses.dataclass(frozen=True)
class Finding:
    verdict: str
    shift: int = 0  # of UNIT_SUSPECT
    right: Optional[Fraction] = None  # of WRONG_DENOMINATOR and LOGARITHM


@dataclasses.dataclass(frozen=True)
class Check:
    findings: tuple
    computed: object = None  # the Figure that decided, or None


def check(claim, datasets):
    """The Check of a claim by the datasets, in the order of their names: {name: Evidence}."""
    checks = [check_one(claim, evidence) for _, evidence in sorted(datasets.items())]
    telling = [c for c in checks if c.findings[0].verdict != "NOT_COMPUTABLE"] or checks[:1]
    return Check(telling[0].findings + tuple(c.findings[0] for c in telling[1:]), telling[0].computed)


def check_one(claim, evidence):
    if claim.unit != ("PCT" if claim.indicator in ("growth", "flow_share") else "USD") or not claim.period:
        return Check((Finding("NOT_COMPUTABLE"),))
    months = months_of(claim.period)
    everything = evidence
    computed = compute(claim, evidence, months)
    findings = []
    reading = right_reading(claim, computed)
    if reading and any(o.statement == claim.statement for o in computed.used):
        independent = evidence.without(claim.statement)
        again = compute(claim, independent, months)
        if again:
            computed, evidence, reading = again, independent, right_reading(claim, again)
        else:
            reading = "NOT_INDEPENDENT"
    if reading:
        findings.append(Finding(reading))
    findings += unit_errors(claim, computed, evidence, months)
    if computed and claim.indicator == "growth":
        findings += other_growths(claim, computed, evidence, months)
    if not findings:
        findings.append(Finding("INCONSISTENT" if computed else "NOT_COMPUTABLE"))
    if parts_do_not_add(claim, everything, months):
        findings.append(Finding("PARTS_DO_NOT_ADD"))
    return Check(tuple(findings), computed)


def compute(claim, evidence, months):
    if claim.indicator == "turnover":
        return evidence.level("T", months)
    if claim.indicator == "trade_value":
        return evidence.level(claim.flow, months)
    if claim.indicator == "balance":
        return evidence.balance(months)
    if claim.indicator == "growth":
        return evidence.growth(claim.flow, months)
    return evidence.share(claim.flow, months)


def right_reading(claim, computed):
    if not computed or not computed.interval.overlaps(claim.printed.literal()):
        return None
    return "CONSISTENT" if computed.interval.is_inside(claim.printed.meant()) else "POSSIBLE"


def unit_errors(claim, computed, evidence, months):
    if claim.unit == "PCT":
        return []
    if computed:
        meant = claim.printed.meant()
        return [Finding("UNIT_SUSPECT", k) for k in SHIFTS
                if computed.interval.overlaps(meant.times(Fraction(10) ** k))]
    near = comparators(claim, evidence, months)
    size = abs(claim.printed.number)
    return [Finding("UNIT_SUSPECT", k) for k in SHIFTS
            if near and size and all(is_near(c, size * Fraction(10) ** k) for c in near)]


def is_near(comparator, size):
    """Within half a power of ten."""
    return comparator > 0 and abs(math.log10(comparator / size)) <= 0.5


def comparators(claim, evidence, months):
    """The sizes of neighbouring periods, pro rata by months."""
    if claim.indicator not in ("turnover", "trade_value"):
        return []
    flow = "T" if claim.indicator == "turnover" else claim.flow
    periods = evidence.periods(flow)
    if flow == "T":
        periods |= evidence.periods("X") & evidence.periods("M")
    near = []
    for first, count in periods:
        if first < months[0] - 12 or first + count > months[0] + months[1] + 12:
            continue
        figure = evidence.published(flow, (first, count))
        if not figure:
            figure = evidence.published("X", (first, count)) + evidence.published("M", (first, count))
        near.append(figure.value * months[1] / count)
    return near


def other_growths(claim, computed, evidence, months):
    now, then = evidence.change(claim.flow, months)
    meant, n, t = claim.printed.meant(), now.interval, then.interval
    findings = []
    if n.low <= 0:
        return []
    over_new = Interval((1 - t.high / n.low) * 100, (1 - t.low / n.high) * 100)
    if over_new.overlaps(meant):
        findings.append(Finding("WRONG_DENOMINATOR", right=computed.value))
    logarithm = Interval(Fraction(100 * math.log(n.low / t.high)), Fraction(100 * math.log(n.high / t.low)))
    if logarithm.overlaps(meant):
        findings.append(Finding("LOGARITHM", right=computed.value))
    return findings


def parts_do_not_add(claim, evidence, months):
    about_total = claim.indicator in ("turnover", "flow_share") or (
        claim.indicator == "growth" and claim.flow == "T")
    periods = [months] + [(months[0] - 12, months[1])] * (claim.indicator == "growth")
    for period in periods if about_total else []:
        parts = [evidence.published(flow, period) for flow in "XMT"]
        if all(parts) and not (parts[0].interval + parts[1].interval).overlaps(parts[2].interval):
            return True
    return False
