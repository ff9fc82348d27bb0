"""300 random cases: every verdict and all findings equal those of the oracle, which shares no code with us.

200 of them are the sample's own claims and data with digits, qualifiers, multipliers, statements or cells
changed, each as a pair of its own; the others are made up.
"""

import os
from fractions import Fraction

import pytest
from karvan.agreements.v1 import claim_pb2, claim_service_pb2, source_pb2
from karvan.indicators.v1 import claim_check_pb2, indicator_service_pb2
from karvan.type.v1 import qualifier_pb2

import calls
import processes
from oracle import cases as oracle_cases
from oracle import sample, verdicts
from oracle.evidence import Evidence, months_of
from oracle.implied import implied, is_finite

OF_SAMPLE, MADE_UP = 200, 100
SEED = int(os.environ.get("KARVAN_ORACLE_SEED", "1"))  # another seed, other cases
CLAIMS_A_CALL = 100
PARTNER = "KAZ"


def reporter_of(index):
    """An area of its own for each case, so that no case sees the data of another."""
    return "Q" + chr(ord("A") + index // 26) + chr(ord("A") + index % 26)


def load_case(index, case, statistics, agreements):
    reporter = reporter_of(index)
    for suffix, observations in case.datasets.items():
        dataset = statistics.create_dataset(f"case-{index:03}-{suffix}", reporters=[reporter])
        lines = [",".join((reporter, PARTNER, o.flow, o.period, o.printed.text, str(o.printed.multiplier),
                           o.printed.qualifier, "A" if o.printed.text else "M", o.statement))
                 for o in observations]
        if lines:
            header = "reporter,partner,flow,period,value,unit_multiplier,qualifier,status,statement"
            statistics.release(dataset, calls.rows(*lines, header=header))
    create_claim(f"case-{index:03}", reporter, case.claim, agreements)
    if case.companion:
        create_claim(f"case-{index:03}-companion", reporter, case.companion, agreements)


def create_claim(claim_id, reporter, claim, agreements):
    printed = claim.printed
    agreements.claims.CreateClaim(claim_service_pb2.CreateClaimRequest(
        claim_id=claim_id,
        claim=claim_pb2.Claim(
            indicator=claim.indicator, flow=claim.flow, reporter=reporter, partner=PARTNER, period=claim.period,
            figure=qualifier_pb2.QuotedFigure(
                text="as printed", value=printed.text, upper_value=printed.upper, unit=claim.unit,
                unit_multiplier=printed.multiplier, qualifier=qualifier_of(printed)),
            source=source_pb2.Source(statement=claim.statement))))


def qualifier_of(printed):
    name = printed.qualifier.upper() if printed.qualifier else "UNSPECIFIED"
    return qualifier_pb2.Qualifier.Value(f"QUALIFIER_{name}")


@pytest.fixture(scope="module")
def suite(tmp_path_factory):
    with processes.Suite(tmp_path_factory.mktemp("suite"), store="memory:") as running:
        yield running


@pytest.fixture(scope="module")
def checked(suite):
    """[(case, the ClaimCheck of the service)]."""
    statistics = calls.Statistics(suite.statistics.channel)
    agreements = calls.Agreements(suite.agreements.channel)
    indicators = calls.indicators(suite.indicators.channel)
    cases = oracle_cases.cases(OF_SAMPLE, MADE_UP, SEED)
    for index, case in enumerate(cases):
        load_case(index, case, statistics, agreements)
    checks = []
    for start in range(0, len(cases), CLAIMS_A_CALL):
        names = [f"claims/case-{i:03}" for i in range(start, min(start + CLAIMS_A_CALL, len(cases)))]
        answer = indicators.CheckClaims(indicator_service_pb2.CheckClaimsRequest(claims=names))
        assert [check.claim for check in answer.checks] == names
        checks += answer.checks
    return list(zip(cases, checks))


def expected_check(case):
    return verdicts.check(case.claim, {name: Evidence(data) for name, data in case.datasets.items()})


def test_every_verdict_is_tried():
    """Otherwise the cases would show less than they seem to."""
    seen = {f.verdict for case in oracle_cases.cases(OF_SAMPLE, MADE_UP, 1)
            for f in expected_check(case).findings}
    assert seen == {"CONSISTENT", "POSSIBLE", "INCONSISTENT", "UNIT_SUSPECT", "WRONG_DENOMINATOR", "LOGARITHM",
                    "PARTS_DO_NOT_ADD", "NOT_INDEPENDENT", "NOT_COMPUTABLE"}


def test_two_hundred_cases_are_changes_of_the_sample():
    cases = [case for case in oracle_cases.cases(OF_SAMPLE, MADE_UP, 1) if case.of_sample]
    assert len(cases) == OF_SAMPLE
    known = sample.claims()
    assert {case.of_sample for case in cases} == set(known)
    unchanged = [case for case in cases if case.claim == known[case.of_sample][1] and all(
        observations == sample.observations(name) for name, observations in case.datasets.items())]
    assert len(unchanged) < 10  # a companion alone was changed


def test_verdicts_and_findings_equal_the_oracle(checked):
    differences = []
    for case, check in checked:
        expected = [(f.verdict, f.shift) for f in expected_check(case).findings]
        got = [(verdict_name(f.verdict), f.unit_shift) for f in check.findings]
        if got != expected or verdict_name(check.verdict) != expected[0][0]:
            differences.append(f"{check.claim}: expected {expected}\n{case}\n{check}")
    assert not differences, f"{len(differences)} differ:\n" + "\n".join(differences[:3])


def test_computed_figures_equal_the_oracle(checked):
    for case, check in checked:
        computed = expected_check(case).computed
        if computed is None:
            continue
        assert_near(check.computed.value, computed.value, Fraction(1, 10**6), check)
        assert_outside(check.computed.interval, computed.interval, check)


def test_right_growths_equal_the_oracle(checked):
    for case, check in checked:
        for expected, got in zip(expected_check(case).findings, check.findings):
            if expected.verdict in ("WRONG_DENOMINATOR", "LOGARITHM"):
                assert_near(got.right_value, expected.right, Fraction(1, 10**6), check)


def test_implied_figures_equal_the_oracle(checked):
    compared = 0
    for case, check in checked:
        claims = [case.claim, case.companion or case.claim]
        if len(case.datasets) > 1 or not all(is_finite(claim.printed) for claim in claims):
            continue
        ((name, observations),) = case.datasets.items()
        expected = sorted(implied(case.claim, case.companion, name, Evidence(observations)), key=order_of_implied)
        got = sorted(check.implied, key=lambda i: (i.flow, months_of(i.period), Fraction(i.interval.lower)))
        assert [(i.flow, months_of(i.period)) for i in got] == [(i.flow, i.months) for i in expected], check
        for one, other in zip(expected, got):
            assert_near(other.interval.lower, one.interval.low, 1, check)
            assert_near(other.interval.upper, one.interval.high, 1, check)
            compared += 1
    assert compared > 10


def order_of_implied(figure):
    return figure.flow, figure.months, figure.interval.low


def verdict_name(verdict):
    return claim_check_pb2.Verdict.Name(verdict).removeprefix("VERDICT_")


def assert_near(text, exact, tolerance, context):
    assert text and abs(Fraction(text) - exact) <= tolerance, f"{text} is not {float(exact)}\n{context}"


def assert_outside(interval, exact, context):
    """Rounded outwards to 6 places."""
    slack = Fraction(1, 10**6)
    assert exact.low - slack <= Fraction(interval.lower) <= exact.low, context
    assert exact.high <= Fraction(interval.upper) <= exact.high + slack, context
