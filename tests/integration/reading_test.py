"""What can be asked of figures: parts of them, many series at once, histories, changes, revisions, coverage."""

import statistics as numbers

import grpc
import pytest
from karvan.statistics.v1 import (dataset_description_pb2, observation_pb2, observation_service_pb2 as service)

import calls
import processes


@pytest.fixture(scope="module", params=["on disk", "in memory"])
def server(tmp_path_factory, request):
    store = "memory:" if request.param == "in memory" else None
    running = processes.statistics(tmp_path_factory.mktemp("reading"), store=store)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def statistics(server):
    return calls.Statistics(server.channel)


@pytest.fixture
def dataset(statistics, request):
    return statistics.create_dataset(request.node.originalname.replace("_", "-").lower()[:63])


def exports(*values, product="TOTAL"):
    """Rows of exports in January 2023 and the months after."""
    lines = (f"TJK,KAZ,X,{product},2023-{month:02},{value}" for month, value in enumerate(values, 1))
    return calls.rows(*lines, header="reporter,partner,flow,product,period,value")


def key(product="TOTAL"):
    return observation_pb2.SeriesKey(reporter="TJK", partner="KAZ", flow="X", product=product)


PRODUCTS = ["TOTAL", "01", "0101", "010121", "24", "2402", "25", "85", "8501", "850110", "8501101000"]


@pytest.fixture(scope="module")
def products(statistics):
    """A dataset with a year, two months and half a year of each product."""
    name = statistics.create_dataset("products")
    lines = [f"TJK,KAZ,X,{product},{period},{i}" for i, product in enumerate(PRODUCTS)
             for period in ("2023", "2023-01", "2023-02", "2023-01-01/P7M")]
    statistics.release(name, calls.rows(*lines, header="reporter,partner,flow,product,period,value"))
    return name


@pytest.mark.parametrize("entries, digits, expected", [
    (["85*"], [], ["85", "8501", "850110", "8501101000"]),
    (["01..24"], [], ["01", "0101", "010121", "24", "2402"]),
    (["01..24", "8501*"], [4, 10], ["0101", "2402", "8501", "8501101000"]),
    (["*"], [0, 2], ["01", "24", "25", "85", "TOTAL"]),
    (["850110", "25"], [], ["25", "850110"]),
    ([], [6], ["010121", "850110"]),
])
def test_parts_of_the_products(statistics, products, entries, digits, expected):
    for ask in (statistics.query, statistics.stream):
        found = ask(products, products=entries, product_digits=digits, period_lengths=[12])
        assert [c.series.product for c in found] == expected
        assert {c.period for c in found} == {"2023"}


def test_lengths_of_periods(statistics, products):
    found = statistics.query(products, products=["TOTAL"], period_lengths=[1, 7])
    assert [c.period for c in found] == ["2023-01", "2023-01-01/P7M", "2023-02"]
    assert len(statistics.query(products, products=["TOTAL"])) == 4


@pytest.mark.parametrize("part, field, words", [
    ({"products": ["24..01"]}, "filter.products[0]", "range"),
    ({"partners": ["KAZ", "Kazakhstan"]}, "filter.partners[1]", "or a prefix such as"),
    ({"product_digits": [11]}, "filter.product_digits[0]", "must be 2 to 10, or 0"),
    ({"period_lengths": [0]}, "filter.period_lengths[0]", "must be 1 to 1200"),
    ({"products": ["27"] * 10_001}, "filter", "at most 10000"),
])
def test_what_is_no_part_is_refused_in_words(statistics, products, part, field, words):
    failure = calls.fails(statistics.query, products, **part)
    assert failure.code == grpc.StatusCode.INVALID_ARGUMENT
    assert words in failure.fields[field]


def test_many_series_in_one_call(statistics, products):
    request = service.BatchGetSeriesRequest(dataset=products, series=[key(p) for p in reversed(PRODUCTS)])
    answer = statistics.observations.BatchGetSeries(request)
    assert answer.snapshot == 1
    assert [list(s.values.unscaled) for s in answer.series] == [[i] * 4 for i in reversed(range(len(PRODUCTS)))]
    for asked, got in zip(request.series, answer.series):
        alone = statistics.observations.GetSeries(service.GetSeriesRequest(dataset=products, series=asked))
        assert got == alone
    failure = calls.fails(statistics.observations.BatchGetSeries,
                          service.BatchGetSeriesRequest(dataset=products, series=[key()] * 1001))
    assert "must have 1 to 1000" in failure.fields["series"]


def test_what_the_office_had_said_by_then(statistics, dataset):
    statistics.release(dataset, exports("1"), published_at="2023-03-01T00:00:00Z")
    statistics.release(dataset, exports("3"), published_at="2023-09-01T00:00:00Z")
    late = statistics.release(dataset, exports("2"), published_at="2023-06-01T00:00:00Z")

    def seen(**as_of):
        request = service.QueryObservationsRequest(dataset=dataset)
        moment = calls.as_of(snapshot=as_of.get("snapshot"))
        if "release" in as_of:
            moment.release = as_of["release"]
        if "published_by" in as_of:
            moment.published_by.CopyFrom(calls.timestamp(as_of["published_by"]))
        request.as_of.CopyFrom(moment)
        answer = statistics.observations.QueryObservations(request)
        assert answer.HasField("published_by") == ("published_by" in as_of)
        again = service.QueryObservationsRequest(dataset=dataset)
        again.as_of.snapshot = answer.snapshot
        if answer.HasField("published_by"):
            again.as_of.published_by.CopyFrom(answer.published_by)
        assert statistics.observations.QueryObservations(again).observations == answer.observations
        return [c.value for c in answer.observations]

    assert seen() == ["3"]
    assert seen(published_by="2023-08-31T00:00:00Z") == ["2"]
    assert seen(published_by="2023-08-31T00:00:00Z", snapshot=2) == ["1"]
    assert seen(published_by="2023-02-01T00:00:00Z") == []
    assert seen(release="1") == ["1"]
    assert seen(release=late.name) == ["3"]
    request = service.QueryObservationsRequest(dataset=dataset, as_of=service.AsOf(release="7"))
    failure = calls.fails(statistics.observations.QueryObservations, request)
    assert (failure.code, failure.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "RELEASE_NOT_PUBLISHED")


def follow(statistics, dataset, copy, snapshot):
    """Brings a copy up to date, and returns the snapshot it then has."""
    request = service.StreamObservationsRequest(dataset=dataset)
    request.updated_after.snapshot = snapshot
    for message in statistics.observations.StreamObservations(request):
        snapshot = message.snapshot
        for cell in message.observations:
            place = (cell.series.product, cell.period)
            if cell.deleted:
                del copy[place]
            else:
                copy[place] = cell.value
    return snapshot


def test_a_copy_follows_the_dataset(statistics, dataset):
    copy, snapshot = {}, 0
    for content in (exports(*range(12)), exports(1, 1, 2), exports(5, product="27"), exports(9, 8, 7)):
        statistics.release(dataset, content)
        snapshot = follow(statistics, dataset, copy, snapshot)
        assert copy == {(c.series.product, c.period): c.value for c in statistics.query(dataset)}
    assert snapshot == 4
    request = service.QueryObservationsRequest(dataset=dataset)
    request.updated_after.snapshot = 2
    assert [(c.series.product, c.period, c.value) for c in
            statistics.observations.QueryObservations(request).observations] == [
                ("27", "2023-01", "5"), ("TOTAL", "2023-01", "9"), ("TOTAL", "2023-02", "8"),
                ("TOTAL", "2023-03", "7")]
    request.as_of.snapshot = 1
    failure = calls.fails(statistics.observations.QueryObservations, request)
    assert "later than 1" in failure.fields["updated_after"]


def test_the_history_of_a_cell(statistics, dataset):
    names = [statistics.release(dataset, exports(value), published_at=date).name for value, date in (
        ("1", "2023-03-01T00:00:00Z"), ("3", "2023-09-01T00:00:00Z"), ("2", "2023-06-01T00:00:00Z"))]
    request = service.ListObservationVersionsRequest(dataset=dataset, series=key(), period="2023-01", page_size=2)
    first = statistics.observations.ListObservationVersions(request)
    request.page_token = first.next_page_token
    second = statistics.observations.ListObservationVersions(request)
    assert not second.next_page_token
    versions = [*first.versions, *second.versions]
    assert [(v.observation.value, v.observation.release, v.visible) for v in versions] == [
        ("1", names[0], False), ("2", names[2], False), ("3", names[1], True)]
    assert [v.observation.sequence for v in versions] == [1, 3, 2]
    recorded = [v.recorded_at.ToNanoseconds() for v in versions]
    assert recorded[0] <= recorded[2] <= recorded[1]


def test_revisions_are_those_of_plain_arithmetic(statistics, dataset):
    vintages = [[100, 210, 305, 410], [110, 200, 305], [110.5, 190]]
    for month, values in enumerate(vintages, 5):
        statistics.release(dataset, exports(*values), published_at=f"2023-{month:02}-15T00:00:00Z")
    answer = statistics.observations.SummariseRevisions(service.SummariseRevisionsRequest(dataset=dataset))
    pairs = [(100, 110.5), (210, 190), (305, 305), (410, 410)]
    revisions = [later - earlier for earlier, later in pairs]
    assert (answer.cell_count, answer.version_count, answer.not_compared_count) == (4, 9, 0)
    total = answer.first_to_latest
    assert (total.count, total.upward_count, total.downward_count) == (4, 1, 1)
    assert (float(total.sum), float(total.absolute_sum)) == (sum(revisions), sum(map(abs, revisions)))
    assert total.mean == pytest.approx(numbers.mean(revisions))
    assert total.standard_deviation == pytest.approx(numbers.stdev(revisions))
    assert total.mean_absolute == pytest.approx(numbers.mean(map(abs, revisions)))
    assert total.relative_mean_absolute_percent == pytest.approx(
        100 * sum(map(abs, revisions)) / sum(later for _, later in pairs))
    assert [(row.order, row.statistics.count, row.statistics.sum) for row in answer.by_order] == [
        (1, 3, "0"), (2, 2, "-9.5")]
    # June is 4 months after January has ended, 3 after February and 2 after March; July one more.
    assert [(row.lag_months, row.statistics.count) for row in answer.by_lag] == [(2, 1), (3, 1), (4, 2), (5, 1)]


def test_what_a_dataset_holds(statistics, products):
    request = dataset_description_pb2.DescribeDatasetRequest(name=products)
    answer = statistics.datasets.DescribeDataset(request)
    assert (answer.series_count, answer.cell_count, answer.version_count) == (11, 44, 44)
    assert [(p.months, p.first_month, p.last_month, p.cell_count) for p in answer.period_lengths] == [
        (1, "2023-01", "2023-02", 22), (7, "2023-01", "2023-07", 11), (12, "2023-01", "2023-12", 11)]
    assert [(p.digits, p.series_count) for p in answer.product_levels] == [
        (0, 1), (2, 4), (4, 3), (6, 2), (10, 1)]
    reporter, = answer.reporters
    assert (reporter.reporter, list(reporter.flows), reporter.partner_count) == ("TJK", ["X"], 1)
    assert (answer.published_release_count, answer.live_run_count, answer.snapshot) == (1, 1, 1)
    assert answer.store_bytes > 0
    assert statistics.datasets.DescribeDataset(request) == answer
