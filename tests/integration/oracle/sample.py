"""Claims of the sample and the data about their pair, each changed a little."""

import csv
import dataclasses
import json
import pathlib

from oracle.evidence import Observation
from oracle.intervals import Printed
from oracle.verdicts import Claim

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "data" / "seed"
DATASETS = {"KAZ": ("kaz-bns",), "TJK": ("tjk-agency", "tjk-customs")}  # by reporter
MULTIPLIERS = (0, 3, 6, 9)
QUALIFIERS = ("", "exact", "about", "over", "at_least", "almost", "up_to")


def claims():
    """{name: (reporter, Claim)} of the claims that are about a pair."""
    found = {}
    for claim in json.loads((FOLDER / "claims.json").read_text()):
        if "reporter" not in claim:
            continue
        figure = claim["figure"]
        qualifier = figure.get("qualifier", "QUALIFIER_").removeprefix("QUALIFIER_").lower()
        printed = Printed(figure["value"], figure.get("unit_multiplier", 0), qualifier,
                          figure.get("upper_value", ""))
        found[claim["name"]] = claim["reporter"], Claim(
            claim["indicator"], claim.get("flow", ""), claim["period"], printed, figure["unit"],
            claim["source"]["statement"])
    return found


def observations(dataset):
    found = []
    for path in sorted((FOLDER / "data" / dataset).glob("*.csv")):
        for row in csv.DictReader(path.read_text().splitlines()):
            printed = Printed(row["value"], int(row["unit_multiplier"]), row["qualifier"])
            found.append(Observation(row["flow"], row["period"], printed, row["statement"]))
    return found


def perturbed(rng):
    """(name of the claim, the claim, {dataset: observations}, companion or None), with one to three changes."""
    known = claims()
    name = rng.choice(sorted(known))
    reporter, claim = known[name]
    datasets = {d: observations(d) for d in DATASETS[reporter] if rng.random() < 0.8}
    if not datasets:
        datasets = {d: observations(d) for d in DATASETS[reporter][:1]}
    companion = _level_of(claim, reporter, known.values())
    for _ in range(rng.choice((1, 1, 2, 3))):
        chance = rng.random()
        if chance < 0.4:
            claim = _changed_claim(rng, claim, datasets)
        elif chance < 0.5 and companion:
            companion = _changed_claim(rng, companion, datasets)
        else:
            _change_cell(rng, rng.choice(list(datasets.values())), claim)
    return name, claim, datasets, companion


def _level_of(claim, reporter, known):
    """The claim about the level of which a growth or a share is told."""
    flow = claim.flow if claim.indicator == "growth" else "T"
    wanted = ("turnover", "") if flow == "T" else ("trade_value", flow)
    if claim.unit != "PCT":
        return None
    return next((other for other_reporter, other in known
                 if other_reporter == reporter and (other.indicator, other.flow) == wanted
                 and other.period == claim.period), None)


def _changed_claim(rng, claim, datasets):
    if rng.random() < 0.15:
        statements = {o.statement for data in datasets.values() for o in data}
        return dataclasses.replace(claim, statement=rng.choice(sorted(statements | {"another-statement"})))
    return dataclasses.replace(claim, printed=_changed_figure(rng, claim.printed, scaled=claim.unit != "PCT"))


def _change_cell(rng, data, claim):
    if not data:
        return
    place, chance = rng.randrange(len(data)), rng.random()
    cell = data[place]
    if chance < 0.25:
        del data[place]
    elif chance < 0.4:
        data[place] = dataclasses.replace(cell, statement=rng.choice((claim.statement, "another-statement")))
    else:
        data[place] = dataclasses.replace(cell, printed=_changed_figure(rng, cell.printed, scaled=True))


def _changed_figure(rng, printed, scaled):
    """Another digit, qualifier or, of a figure that may be `scaled`, multiplier."""
    chance = rng.random()
    if chance < 0.3:
        return dataclasses.replace(
            printed, qualifier=rng.choice([q for q in QUALIFIERS if q != printed.qualifier]))
    if chance < 0.5 and scaled:
        return dataclasses.replace(
            printed, multiplier=rng.choice([m for m in MULTIPLIERS if m != printed.multiplier]))
    return dataclasses.replace(printed, text=_other_digit(rng, printed.text))


def _other_digit(rng, text):
    """The number with one digit changed, the first not to a zero."""
    first = 1 if text.startswith("-") else 0
    place = rng.choice([i for i, character in enumerate(text) if character.isdigit()])
    digits = [d for d in "0123456789" if d != text[place] and not (d == "0" and place == first)]
    return text[:place] + rng.choice(digits) + text[place + 1:]
