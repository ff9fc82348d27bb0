"""Ratios, and how goals are judged by them."""

import goals
from goals import Goal, Measurements


def measured(**values):
    """Measurements of Karvan and a peer, a value a round."""
    measurements = Measurements()
    for system, rounds in values.items():
        for number, value in enumerate(rounds):
            measurements.add("us", system, number, value)
    return measurements


def ratio(measurements):
    return measurements.ratio(("us", "peer"), ("us", "karvan"))


def goal(**changes):
    return Goal(**{"name": "n", "title": "t", "at_least": True, "limit": 2, "measure": ratio, **changes})


def test_ratio_is_the_median_of_the_rounds():
    assert ratio(measured(karvan=[1, 10, 2], peer=[3, 31, 4])) == 3
    assert ratio(measured(karvan=[1])) is None


def test_a_goal_is_met_or_missed():
    assert goal().judged(measured(karvan=[1], peer=[2]), 10) == {
        "name": "n", "goal": ">= 2", "measured": 2, "met": True}
    assert goal().judged(measured(karvan=[1], peer=[1.9]), 10)["met"] is False
    assert goal(at_least=False).judged(measured(karvan=[1], peer=[2.1]), 10)["met"] is False


def test_a_goal_that_cannot_be_judged_says_why():
    few = goal(rows=11).judged(measured(karvan=[1], peer=[2]), 10)
    assert (few["measured"], few["met"], few["reason"]) == (2, None, "is stated for 11 rows")
    assert goal().judged(Measurements(), 10)["reason"] == "not measured in this run"
    assert goal(query="q2").judged(Measurements(), 10, {"q2"})["reason"] == "karvan-bench-client has no call for q2"


def test_every_goal_can_be_judged_without_measurements():
    results = [one.judged(Measurements(), 1) for one in goals.GOALS]
    assert len({result["name"] for result in results}) == len(goals.GOALS) == 16
    assert all(result["measured"] is None and result["met"] is None for result in results)
