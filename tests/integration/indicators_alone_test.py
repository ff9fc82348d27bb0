"""The indicators service alone: against fakes of the two it reads from, that answer, fail, or do not answer."""

import threading
import time

import grpc
import pytest
from karvan.agreements.v1 import claim_pb2, source_pb2
from karvan.indicators.v1 import claim_check_pb2, indicator_service_pb2
from karvan.statistics.v1 import dataset_pb2, observation_pb2
from karvan.type.v1 import qualifier_pb2

import calls
import fakes
import processes

NOBODY = "127.0.0.1:9"  # the discard port: nothing listens there

DATASET = dataset_pb2.Dataset(
    name="datasets/office", display_name="An office", provider="An office",
    kind=dataset_pb2.Dataset.KIND_MERCHANDISE_TRADE, reporters=["TJK"], currency_code="USD")


def observation(flow, period, value):
    return observation_pb2.Observation(
        series=observation_pb2.SeriesKey(reporter="TJK", partner="KAZ", flow=flow, classification="HS",
                                         product="TOTAL", second_partner="W00", customs_procedure="C00",
                                         transport_mode="0"),
        period=period, value=value, unit_multiplier=6, status="A", confidentiality="F", statement="tass-1736063")


OBSERVATIONS = {"datasets/office": [observation("X", "2023", "255.8"), observation("M", "2023", "893")]}

CLAIM = claim_pb2.Claim(
    name="claims/turnover", indicator="turnover", reporter="TJK", partner="KAZ", period="2023",
    figure=qualifier_pb2.QuotedFigure(text="over $1.1 billion", value="1.1", unit="USD", unit_multiplier=9,
                                      qualifier=qualifier_pb2.QUALIFIER_OVER),
    source=source_pb2.Source(statement="a-report"), revision=1)

TURNOVER = indicator_service_pb2.ComputeIndicatorRequest(
    indicator="turnover", dataset="datasets/office", reporter="TJK", partner="KAZ", period="2023")
CHECK = indicator_service_pb2.CheckClaimsRequest(areas=["KAZ", "TJK"])
BRIEFING = indicator_service_pb2.GetBriefingRequest(country="KAZ", partner="TJK", period="2023")


@pytest.fixture
def statistics():
    with fakes.Statistics([DATASET], OBSERVATIONS) as fake:
        yield fake


@pytest.fixture
def agreements():
    with fakes.Agreements(claims=[CLAIM]) as fake:
        yield fake


@pytest.fixture
def start(tmp_path):
    """Starts the indicators service on two addresses."""
    running = []

    def starter(statistics_address, agreements_address):
        running.append(processes.indicators(tmp_path, statistics_address, agreements_address))
        return calls.indicators(running[-1].channel)

    yield starter
    for process in running:
        process.stop()


def test_canned_data(start, statistics, agreements):
    indicators = start(statistics.address, agreements.address)
    turnover = indicators.ComputeIndicator(TURNOVER)
    assert (turnover.value, turnover.unit, turnover.dataset, turnover.snapshot) == (
        "1148800000", "USD", "datasets/office", 1)
    (check,) = indicators.CheckClaims(CHECK).checks
    assert (check.claim, check.verdict) == ("claims/turnover", claim_check_pb2.VERDICT_CONSISTENT)
    briefing = indicators.GetBriefing(BRIEFING)
    assert [c.claim for c in briefing.claims] == ["claims/turnover"]
    assert "1,148.8" in briefing.text


def test_an_indicator_needs_no_agreements(start, statistics):
    assert start(statistics.address, NOBODY).ComputeIndicator(TURNOVER).value == "1148800000"


def test_the_catalogue_needs_nobody(start):
    listed = start(NOBODY, NOBODY).ListIndicators(indicator_service_pb2.ListIndicatorsRequest())
    ids = [i.id for i in listed.indicators]
    assert ids == sorted(ids) and {"turnover", "balance", "flow_share", "growth", "implied_base",
                                   "required_growth"} <= set(ids)


def test_what_is_not_known(start, statistics, agreements):
    indicators = start(statistics.address, agreements.address)
    for request, reason in (
            (indicator_service_pb2.ComputeIndicatorRequest(), "INVALID_FIELD"),
            (changed(TURNOVER, indicator="happiness"), "INDICATOR_UNKNOWN"),
            (changed(TURNOVER, dataset="datasets/nowhere"), "DATASET_UNKNOWN"),
            (changed(TURNOVER, period="2023-13"), "INVALID_FIELD")):
        failure = calls.fails(indicators.ComputeIndicator, request)
        assert (failure.reason, failure.domain) == (reason, "karvan")
    failure = calls.fails(indicators.CheckClaims,
                          indicator_service_pb2.CheckClaimsRequest(claims=["claims/nobodys"]))
    assert (failure.reason, failure.metadata) == ("CLAIM_UNKNOWN", {"claim": "claims/nobodys"})


def test_a_product_that_is_no_code_is_the_callers_fault(start, statistics, agreements):
    indicators = start(statistics.address, agreements.address)
    for field, value in (("product", "27x"), ("classification", "hs")):
        failure = calls.fails(indicators.ComputeIndicator, changed(TURNOVER, **{field: value}))
        assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD")
        assert list(failure.fields) == [field] and value in failure.fields[field]


def test_a_long_series_holds_neither_caller_nor_stop(start, statistics, agreements):
    """10,000 months of one flow: no year has a turnover, so all are looked through."""
    statistics.observations = {"datasets/office": [
        observation("X", f"{1100 + month // 12}-{month % 12 + 1:02}", "1") for month in range(10_000)]}
    indicators = start(statistics.address, agreements.address)
    briefing = indicators.GetBriefing(changed(BRIEFING, period="1500"))
    exports = {r.flow: r.value for s in briefing.trade for r in s.indicators
               if (s.period, r.indicator) == ("1500", "trade_value")}
    assert exports["X"] == "12000000"
    failure = calls.fails(indicators.GetBriefing, BRIEFING, timeout=0.05)
    assert failure.code == grpc.StatusCode.DEADLINE_EXCEEDED


def changed(message, **fields):
    copy = type(message)()
    copy.CopyFrom(message)
    for field, value in fields.items():
        setattr(copy, field, value)
    return copy


def needing(indicators, dependency):
    """Calls that need the dependency."""
    needs = [(indicators.CheckClaims, CHECK), (indicators.GetBriefing, BRIEFING)]
    if dependency == "statistics":
        needs.append((indicators.ComputeIndicator, TURNOVER))
    return needs


@pytest.mark.parametrize("down", ["statistics", "agreements"])
def test_a_dependency_that_is_down(start, statistics, agreements, down):
    addresses = {"statistics": statistics.address, "agreements": agreements.address, down: NOBODY}
    indicators = start(addresses["statistics"], addresses["agreements"])
    for call, request in needing(indicators, down):
        failure = calls.fails(call, request, timeout=30)
        assert (failure.code, failure.reason, failure.domain) == (
            grpc.StatusCode.UNAVAILABLE, "DEPENDENCY_UNAVAILABLE", "karvan")
        assert failure.metadata["dependency"] == down


@pytest.mark.parametrize("slow", ["statistics", "agreements"])
def test_a_slow_dependency_does_not_hold_the_caller(start, statistics, agreements, slow):
    fake = {"statistics": statistics, "agreements": agreements}[slow]
    fake.trouble = fake.slow
    indicators = start(statistics.address, agreements.address)
    for call, request in needing(indicators, slow):
        begin = time.monotonic()
        failure = calls.fails(call, request, timeout=2)
        assert failure.code in (grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.UNAVAILABLE)
        assert time.monotonic() - begin < 10


def test_many_slow_calls_do_not_block_others(start, statistics):
    """No thread of the service waits for a dependency."""
    statistics.trouble = statistics.slow
    indicators = start(statistics.address, NOBODY)
    waiting = [threading.Thread(target=calls.fails, args=(indicators.ComputeIndicator, TURNOVER),
                                kwargs={"timeout": 8}) for _ in range(24)]
    for thread in waiting:
        thread.start()
    assert indicators.ListIndicators(indicator_service_pb2.ListIndicatorsRequest(), timeout=5).indicators
    for thread in waiting:
        thread.join(60)
        assert not thread.is_alive()


@pytest.mark.parametrize("failing", ["statistics", "agreements"])
@pytest.mark.parametrize("code, expected, reason", [
    (grpc.StatusCode.INTERNAL, grpc.StatusCode.FAILED_PRECONDITION, "DEPENDENCY_FAILED"),
    (grpc.StatusCode.PERMISSION_DENIED, grpc.StatusCode.FAILED_PRECONDITION, "DEPENDENCY_FAILED"),
    (grpc.StatusCode.UNIMPLEMENTED, grpc.StatusCode.FAILED_PRECONDITION, "DEPENDENCY_FAILED"),
    (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.UNAVAILABLE, "DEPENDENCY_UNAVAILABLE"),
])
def test_a_dependency_that_answers_an_error(start, statistics, agreements, failing, code, expected, reason):
    fake = {"statistics": statistics, "agreements": agreements}[failing]
    fake.trouble = fakes.answers_with(code)
    indicators = start(statistics.address, agreements.address)
    for call, request in needing(indicators, failing):
        failure = calls.fails(call, request, timeout=30)
        assert (failure.code, failure.reason) == (expected, reason)
        assert failure.metadata["dependency"] == failing


def test_a_dependency_that_comes_back(start, statistics, agreements):
    statistics.trouble = fakes.answers_with(grpc.StatusCode.UNAVAILABLE)
    indicators = start(statistics.address, agreements.address)
    assert calls.fails(indicators.ComputeIndicator, TURNOVER).reason == "DEPENDENCY_UNAVAILABLE"
    statistics.trouble = None
    assert indicators.ComputeIndicator(TURNOVER).value == "1148800000"
