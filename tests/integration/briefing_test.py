"""The figures to reproduce (the sample data, three processes): computed from the data, said in the text.

The intervals are checked in fractions of the figures as published; no expected number comes from our code.
"""

from fractions import Fraction

import pytest
from karvan.agreements.v1 import claim_service_pb2
from karvan.indicators.v1 import claim_check_pb2, indicator_service_pb2

import calls

MILLION = 10**6
BEFORE_MEETING = {"country": "KAZ", "partner": "TJK", "period": "2024-01-01/P7M"}

# Every claim of the sample and what it must come out as: all findings, the first is the verdict.
FINDINGS = {
    "forum-contracts-2024": ["NOT_COMPUTABLE"],
    "forum-participants-2024": ["NOT_COMPUTABLE"],
    "kaz-turnover-2021-s1": ["NOT_INDEPENDENT", "PARTS_DO_NOT_ADD"],
    "kaz-turnover-2022-s1": ["NOT_INDEPENDENT"],
    "kaz-turnover-growth-2022-s1": ["WRONG_DENOMINATOR", "PARTS_DO_NOT_ADD"],
    "tass-turnover-growth-2023": ["NOT_COMPUTABLE"],
    "tass-turnover-growth-2024-jan-apr": ["NOT_COMPUTABLE"],
    "tass-turnover-growth-2024-jan-may": ["NOT_COMPUTABLE"],
    "tjk-exports-growth-2022-s1": ["INCONSISTENT"],
    "tjk-supplies-share-2023": ["CONSISTENT"],
    "tjk-supplies-share-2024-jan-jul": ["NOT_COMPUTABLE"],
    "tjk-turnover-2023": ["CONSISTENT"],
    "tjk-turnover-2024-jan-jul": ["UNIT_SUSPECT"],
    "tjk-turnover-growth-2023": ["NOT_COMPUTABLE"],
    "tjk-turnover-growth-2024-jan-jul": ["NOT_COMPUTABLE"],
}


@pytest.fixture(scope="module")
def indicators(loaded_suite):
    return calls.indicators(loaded_suite.indicators.channel)


@pytest.fixture(scope="module")
def briefing(indicators):
    return indicators.GetBriefing(indicator_service_pb2.GetBriefingRequest(**BEFORE_MEETING))


@pytest.fixture(scope="module")
def checks(indicators):
    answer = indicators.CheckClaims(indicator_service_pb2.CheckClaimsRequest(areas=["KAZ", "TJK"]))
    return {check.claim.removeprefix("claims/"): check for check in answer.checks}


def verdicts(check):
    return [claim_check_pb2.Verdict.Name(f.verdict).removeprefix("VERDICT_") for f in check.findings]


def compute(indicators, indicator, **fields):
    return indicators.ComputeIndicator(indicator_service_pb2.ComputeIndicatorRequest(
        indicator=indicator, **{"dataset": "datasets/tjk-agency", "reporter": "TJK", "partner": "KAZ", **fields}))


def rounded(text, places, unit=1):
    return f"{float(Fraction(text) / unit):.{places}f}"


def ends(interval, places, unit=1):
    return rounded(interval.lower, places, unit), rounded(interval.upper, places, unit)


def implied(check):
    """[(flow, period, value, interval)] in millions, to a tenth; sums taken as printed, where there are some."""
    return [(i.flow, i.period, rounded(i.value, 1, MILLION),
             ends(i.printed_interval if i.HasField("printed_interval") else i.interval, 1, MILLION))
            for i in check.implied]


def flat(briefing):
    """The text in one line, wherever its lines break."""
    return " ".join(briefing.text.split())


def test_all_claims_are_checked_with_all_findings(checks):
    assert {name: verdicts(check) for name, check in checks.items()} == FINDINGS


def test_the_briefing_checks_the_same_claims(briefing, checks):
    assert list(briefing.claims) == list(checks.values())


def test_row_1_turnover_of_2023(indicators, checks, briefing):
    turnover = compute(indicators, "turnover", period="2023", include_lineage=True)
    assert (turnover.value, turnover.unit) == ("1148800000", "USD")
    assert [(o.flow, o.value, o.statement) for o in turnover.lineage] == [
        ("X", "255800000", "tass-1736063"), ("M", "893000000", "tass-1736063")]
    assert turnover.variant == "X + M"  # derived: the agency published the two flows, not their sum
    assert checks["tjk-turnover-2023"].computed.value == "1148800000"
    assert ends(checks["tjk-turnover-2023"].meant, 0, MILLION) == ("1100", "1200")
    assert "Turnover 1,148.8 million USD [1,148.2 to 1,149.4], X + M" in flat(briefing)
    section = next(s for s in briefing.trade if (s.dataset, s.period) == ("datasets/tjk-agency", "2023"))
    shown = {(r.indicator, r.flow): r for r in section.indicators}
    assert (shown["turnover", "T"].value, shown["turnover", "T"].variant) == ("1148800000", "X + M")


def test_row_2_turnover_of_2022_is_implied_not_known(checks, briefing):
    check = checks["tjk-turnover-growth-2023"]
    assert ("T", "2022", "1441.4", ("1440.4", "1442.4")) in implied(check)  # 1148.85 / 0.7965 is 1442.37
    assert ("1379.3", "1506.6") in [interval for *_, interval in implied(check)]
    assert {m.period for m in check.missing} == {"2022"}
    assert ("Implies turnover of Tajikistan with Kazakhstan in 2022: 1,441.4 million USD [1,439.8 to 1,443.0], "
            "[1,440.4 to 1,442.4] from sums as printed") in flat(briefing)


def test_row_3_share_of_kazakh_supplies(indicators, checks, briefing):
    share = compute(indicators, "flow_share", period="2023", flow="M")
    assert rounded(share.value, 2) == "77.73"
    assert ends(share.printed_interval, 2) == ("77.69", "77.78")
    assert ends(share.interval, 2) == ("77.72", "77.75")  # the turnover varies with the supplies in it
    assert checks["tjk-supplies-share-2023"].computed.value == share.value
    assert ends(checks["tjk-supplies-share-2023"].meant, 1) == ("77.5", "78.5")
    assert "Imports 893 million USD, 77.7% of the turnover" in flat(briefing)
    section = next(s for s in briefing.trade if (s.dataset, s.period) == ("datasets/tjk-agency", "2023"))
    assert [r.value for r in section.indicators if (r.indicator, r.flow) == ("flow_share", "M")] == [share.value]


def test_row_4_777_dollars_are_millions(checks, briefing):
    check = checks["tjk-turnover-2024-jan-jul"]
    assert [f.unit_shift for f in check.findings] == [6]
    assert {(o.period, o.value) for o in check.comparators} >= {
        ("2024-01-01/P4M", "441600000"), ("2024-01-01/P5M", "550000000")}
    assert "Unit suspect: reads right as 777 million USD" in flat(briefing)


def test_row_5_turnover_of_january_to_july_2023_is_implied(checks, briefing):
    (flow, period, value, interval), *_ = implied(checks["tjk-turnover-growth-2024-jan-jul"])
    assert (flow, period, value) == ("T", "2023-01-01/P7M", "648.6")
    assert interval == ("647.5", "648.9")
    assert "Implies turnover of Tajikistan with Kazakhstan in January-July 2023: 648.6 million USD" in flat(briefing)


def test_row_6_share_implies_both_flows(checks):
    assert [(flow, period, value) for flow, period, value, _ in
            implied(checks["tjk-supplies-share-2024-jan-jul"])] == [
        ("M", "2024-01-01/P7M", "633.3"), ("X", "2024-01-01/P7M", "143.7")]


def test_row_7_contracts_are_not_registered(checks, briefing):
    for claim in ("forum-contracts-2024", "forum-participants-2024"):
        assert checks[claim].explanation
    assert [(f.forum, f.agreement_count, list(f.registered_sums)) for f in briefing.forums] == [
        ("forums/dushanbe-2024", 0, [])]


def test_row_8_growth_needed_to_two_billion(briefing):
    required = {"2024": "74.1", "2025": "31.9", "2026": "20.3", "2027": "14.9", "2028": "11.7", "2030": "8.2"}
    targets = {t.target: t for t in briefing.targets}
    assert "targets/usd-2bn-2024" in targets
    for target in targets.values():
        if target.dataset != "datasets/tjk-agency":
            continue
        assert (target.value, target.base_period, target.base_value) == ("2000000000", "2023", "1148800000")
        assert target.gap == "851200000"
        assert rounded(target.share_reached, 2) == "57.44"
        got = {r.deadline: rounded(r.growth.value, 1) for r in target.required}
        assert {year: got.get(year) for year in required} == required
    assert any(t.dataset == "datasets/tjk-agency" for t in targets.values())
    assert ("Growth a year that is needed from 2023: 74.1% by 2024, 31.9% by 2025, 20.3% by 2026, 14.9% by 2027, "
            "11.7% by 2028, 9.7% by 2029, 8.2% by 2030") in flat(briefing)


def test_row_9_fall_of_nearly_20_per_cent_is_not_computable(checks):
    check = checks["tass-turnover-growth-2023"]
    assert ends(check.meant, 0) == ("-20", "-18")


def test_row_10_cumulative_observations(indicators):
    for period, value, growth, base in (("2024-01-01/P4M", "441600000", "12.9", "391.1"),
                                        ("2024-01-01/P5M", "550000000", "15.6", "475.8")):
        assert compute(indicators, "turnover", period=period).value == value
        implied_base = compute(indicators, "implied_base", period=period, growth=growth)
        assert rounded(implied_base.value, 1, MILLION) == base


def test_row_11_wrong_denominator(indicators, checks, briefing):
    check = checks["kaz-turnover-growth-2022-s1"]
    growth = compute(indicators, "growth", dataset="datasets/kaz-bns", reporter="KAZ", partner="TJK",
                     period="2022-S1")
    assert rounded(growth.value, 3) == "19.726"
    assert ends(growth.interval, 3) == ("19.715", "19.736")
    assert check.computed.value == growth.value
    assert rounded(check.findings[0].right_value, 1) == "19.7"
    assert "518.9" in check.findings[1].explanation and "519.02" in check.findings[1].explanation
    assert "Wrong denominator: right is 19.7% (19.726% [19.715 to 19.736]); 16.476%" in flat(briefing)


def test_row_12_tajik_exports(indicators, checks, briefing):
    growth = compute(indicators, "growth", dataset="datasets/tjk-customs", flow="X", period="2022-S1")
    assert rounded(growth.value, 2) == "51.67"
    assert ends(growth.interval, 2) == ("51.59", "51.75")
    computed = checks["tjk-exports-growth-2022-s1"].computed
    assert (computed.value, computed.interval) == (growth.value, growth.interval)
    assert "Inconsistent: the data give 51.67% [51.59 to 51.75]" in flat(briefing)


def test_row_13_two_offices_side_by_side(indicators, briefing):
    turnover = compute(indicators, "turnover", dataset="datasets/kaz-bns", reporter="KAZ", partner="TJK",
                       period="2022")
    assert turnover.value == "1379000000"
    mirror = next(m for m in briefing.mirrors if m.period == "2022")
    sides = {side.reporter: side for side in (mirror.first, mirror.second)}
    assert (sides["KAZ"].dataset, sides["KAZ"].value, sides["KAZ"].implied) == (
        "datasets/kaz-bns", "1379000000", False)
    assert sides["TJK"].dataset == "datasets/tjk-agency"
    assert (rounded(sides["TJK"].value, 1, MILLION), sides["TJK"].implied) == ("1441.4", True)
    assert ("2022: 1,379.0 million USD on Kazakhstan's data; 1,441.4 million USD implied on Tajikistan's data "
            "(two reporters, not mixed)") in flat(briefing)


def test_lineage_on_request(indicators, briefing):
    assert not any(r.lineage for s in briefing.trade for r in s.indicators)
    full = indicators.GetBriefing(indicator_service_pb2.GetBriefingRequest(**BEFORE_MEETING, include_lineage=True))
    section = next(s for s in full.trade if (s.dataset, s.period) == ("datasets/tjk-agency", "2023"))
    assert [(o.flow, o.value) for o in section.indicators[0].lineage] == [("X", "255800000"), ("M", "893000000")]
    answer = indicators.CheckClaims(indicator_service_pb2.CheckClaimsRequest(
        claims=["claims/tjk-turnover-2023"], include_lineage=True))
    assert [o.flow for o in answer.checks[0].computed.lineage] == ["X", "M"]


def test_answers_name_the_snapshot_of_the_registry(loaded_suite, indicators, briefing):
    agreements = calls.Agreements(loaded_suite.agreements.channel)
    now = agreements.claims.ListClaims(claim_service_pb2.ListClaimsRequest()).snapshot
    for request in ({"areas": ["KAZ", "TJK"]}, {"claims": ["claims/tjk-turnover-2023"]}):
        answer = indicators.CheckClaims(indicator_service_pb2.CheckClaimsRequest(**request))
        assert answer.registry_snapshot == now > 0
    assert briefing.registry_snapshot == now


def test_every_section_names_one_dataset(briefing):
    for section in briefing.trade:
        assert section.dataset and section.provider and section.reporter in ("KAZ", "TJK")
        assert {r.dataset for r in section.indicators} <= {section.dataset}


def test_the_text_names_every_claim_as_printed(briefing):
    for check in briefing.claims:
        assert check.printed in briefing.text, check.claim


def test_asking_with_the_snapshot_gives_the_same(indicators):
    turnover = compute(indicators, "turnover", period="2023")
    assert compute(indicators, "turnover", period="2023", snapshot=turnover.snapshot) == turnover


def test_the_agreement_of_the_two_countries(briefing):
    assert [(a.agreement, a.signature_date) for a in briefing.agreements] == [
        ("agreements/allied-relations-2024", "2024-08-22")]


def test_languages(indicators):
    request = indicator_service_pb2.GetBriefingRequest(**BEFORE_MEETING, language_code="fr")
    failure = calls.fails(indicators.GetBriefing, request)
    assert failure.reason == "LANGUAGE_UNKNOWN" and "en" in failure.metadata["allowed"]
