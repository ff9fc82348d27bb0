"""Random cases: data of an office or two, and a claim about them that is right, or wrong in some way.

First the sample with changes, then cases that are made up.
"""

import dataclasses
import random
from fractions import Fraction
from typing import Optional

from oracle import sample
from oracle.evidence import Observation, months_of
from oracle.intervals import Printed
from oracle.verdicts import Claim

PERIODS = ("2023", "2023", "2022-S1", "2024-01-01/P7M", "2023-Q2", "2023-05")
QUALIFIERS = ("",) * 6 + ("exact", "about", "over", "at_least", "almost", "up_to")
OWN, OTHER = "own-statement", "other-statement"


@dataclasses.dataclass(frozen=True)
class Case:
    """`datasets`: the observations of each dataset, by the suffix of its name."""
    claim: Claim
    datasets: dict
    companion: Optional[Claim]  # of the level that a growth or a share is about
    of_sample: str = ""  # the claim of the sample that was changed


def cases(of_sample, made_up, seed):
    """So many of each."""
    kinds = [_case_of_sample] * of_sample + [_case] * made_up
    return [kind(random.Random(seed * 1000 + i)) for i, kind in enumerate(kinds)]


def _case_of_sample(rng):
    name, claim, datasets, companion = sample.perturbed(rng)
    return Case(claim, datasets, companion, name)


def _case(rng):
    indicator = rng.choice(("turnover",) * 3 + ("trade_value",) * 2 + ("growth",) * 3 + ("flow_share",) * 2 +
                           ("balance",))
    flow = {"turnover": "", "balance": "", "growth": rng.choice("TXM")}.get(indicator, rng.choice("XM"))
    period = rng.choice(PERIODS)
    truth = _truth(rng)
    datasets = {"a": _observations(rng, period, truth)}
    if rng.random() < 0.2:
        datasets["b"] = _observations(rng, period, _truth(rng) if rng.random() < 0.3 else truth)
    claim = Claim(indicator, flow, period, _printed_claim(rng, indicator, flow, truth),
                  "PCT" if indicator in ("growth", "flow_share") else
                  "EUR" if rng.random() < 0.03 else "USD", OWN)
    return Case(claim, datasets, _companion(rng, claim, truth))


def _companion(rng, claim, truth):
    if claim.unit != "PCT" or rng.random() < 0.2:
        return None
    flow = claim.flow if claim.indicator == "growth" else "T"
    indicator = "turnover" if flow == "T" else "trade_value"
    return Claim(indicator, "" if flow == "T" else flow, claim.period,
                 _printed_claim(rng, indicator, flow, truth), "USD", "companion-statement")


def _truth(rng):
    """The real size of each flow a year, in dollars, and how much it grew on the year before."""
    size = 10 ** rng.uniform(7, 9.5)
    return {"X": size * rng.uniform(0.2, 1), "M": size * rng.uniform(0.2, 1),
            "growth": {"X": rng.uniform(-0.5, 0.8), "M": rng.uniform(-0.5, 0.8)}}


def _level(truth, flow, years_before):
    if flow == "T":
        return _level(truth, "X", years_before) + _level(truth, "M", years_before)
    return truth[flow] / (1 + truth["growth"][flow]) ** years_before


def _observations(rng, period, truth):
    observations = {}
    present, own = rng.choice((1, 1, 0.6, 0.2)), rng.choice((0, 0, 0.3, 1))
    for years_before, name in enumerate((period, _year_before(period))):
        for flow in "XMT":
            if rng.random() < present * (0.6 if flow == "T" else 1):
                for piece in _pieces(rng, name):
                    _add(rng, observations, flow, piece, _level(truth, flow, years_before), own)
    for name in ("2022", "2023", "2024-01-01/P4M", "2024-01-01/P5M", "2021"):
        if rng.random() < 0.3:
            _add(rng, observations, rng.choice("XMT"), name, _level(truth, rng.choice("XMT"), 0), own)
    return list(observations.values())


def _add(rng, observations, flow, period, yearly, own):
    """One observation a cell, as an office prints it."""
    key = flow, months_of(period)
    wrong = rng.choice((0.9, 1.05)) if flow == "T" and rng.random() < 0.1 else 1
    text, multiplier = _written(rng, yearly * wrong * key[1][1] / 12)
    chance = rng.random()
    printed = Printed("" if chance < 0.03 else "0" if chance < 0.04 else text, multiplier, rng.choice(QUALIFIERS))
    observations.setdefault(key, Observation(flow, period, printed, OWN if rng.random() < own else OTHER))


def _written(rng, value):
    """(text, multiplier) of a value in dollars, to some digits."""
    multiplier = rng.choice((0, 3, 6, 6, 6, 9))
    return _rounded(value / 10 ** multiplier, rng.choice((0, 0, 1, 1, 2, 3))), multiplier


def _rounded(value, places):
    """Decimal text; a small figure in a large unit does not become a zero."""
    while value != 0 and round(value, places) == 0:
        places += 2
    return f"{value:.{places}f}"


def _printed_claim(rng, indicator, flow, truth):
    value, error = _claimed_value(rng, indicator, flow, truth), rng.random()
    if indicator in ("growth", "flow_share"):
        value *= 100
        multiplier = 0
        value += rng.uniform(-1, 1) if error < 0.25 else 0
    else:
        multiplier = rng.choice((0, 3, 6, 6, 9))
        value *= rng.uniform(0.9, 1.1) if error < 0.2 else 1
        value *= 10 ** rng.choice((3, -3, 6, -6, 9)) if 0.2 < error < 0.5 else 1
    text = _rounded(value / 10 ** multiplier, rng.choice((0, 0, 1, 1, 2)))
    qualifier = rng.choice(QUALIFIERS + ("range",))
    upper = ""
    if qualifier == "range":
        upper = _rounded(float(text) + abs(float(text)) * rng.uniform(0.01, 0.2), rng.choice((0, 1)))
        if Fraction(upper) <= Fraction(text):
            qualifier, upper = "", ""
    return Printed(text, multiplier, qualifier, upper)


def _claimed_value(rng, indicator, flow, truth):
    if indicator == "turnover":
        return _level(truth, "T", 0)
    if indicator == "trade_value":
        return _level(truth, flow, 0)
    if indicator == "balance":
        return _level(truth, "X", 0) - _level(truth, "M", 0)
    if indicator == "flow_share":
        return _level(truth, flow, 0) / _level(truth, "T", 0)
    growth = _level(truth, flow, 0) / _level(truth, flow, 1) - 1
    return rng.choice((growth, growth, growth / (1 + growth)))


def _year_before(period):
    return str(int(period[:4]) - 1) + period[4:].replace(period[:4], str(int(period[:4]) - 1))


def _pieces(rng, period):
    """The period itself, or pieces that make it up, or only some of them."""
    year, months = period[:4], months_of(period)[1]
    if rng.random() < 0.8 or months < 6:
        return [period]
    if months == 12:
        pieces = [f"{year}-S1", f"{year}-S2"] if rng.random() < 0.5 else [f"{year}-Q{q}" for q in (1, 2, 3, 4)]
    elif months == 6:
        pieces = [f"{year}-Q1", f"{year}-Q2"]
    else:
        pieces = [f"{year}-01-01/P4M"] + [f"{year}-{m:02}" for m in range(5, months + 1)]
    return pieces if rng.random() < 0.8 else pieces[:-1]
