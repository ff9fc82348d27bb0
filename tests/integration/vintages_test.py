"""The past can be asked for: what was known at a time, at a snapshot, while pages are being read."""

import grpc
import pytest
from karvan.statistics.v1 import observation_pb2, observation_service_pb2, release_pb2, release_service_pb2

import calls
import processes


@pytest.fixture(scope="module", params=["on disk", "in memory"])
def server(tmp_path_factory, request):
    store = "memory:" if request.param == "in memory" else None
    running = processes.statistics(tmp_path_factory.mktemp("vintages"), store=store)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def statistics(server):
    return calls.Statistics(server.channel)


@pytest.fixture
def dataset(statistics, request):
    return statistics.create_dataset(request.node.originalname.replace("_", "-").lower()[:63])


def exports(*values):
    """Rows of exports in January 2023 and the months after."""
    return calls.rows(*(f"TJK,KAZ,X,2023-{month:02},{value},6," for month, value in enumerate(values, 1)))


def values(statistics, dataset, **moment):
    return [c.value for c in statistics.query(dataset, as_of=calls.as_of(**moment) if moment else None)]


def test_snapshot_and_known_at(statistics, dataset):
    first = statistics.release(dataset, exports("1.0", "2.0"))
    second = statistics.release(dataset, exports("1.5"), revision_reason="late declarations")
    assert (first.sequence, second.sequence) == (1, 2)
    assert first.publish_time.ToNanoseconds() < second.publish_time.ToNanoseconds()
    assert values(statistics, dataset) == ["1.5", "2.0"]
    for moment in ({"snapshot": 1}, {"known_at": first.publish_time}):
        assert values(statistics, dataset, **moment) == ["1.0", "2.0"]
    for moment in ({"snapshot": 2}, {"known_at": second.publish_time}):
        assert values(statistics, dataset, **moment) == ["1.5", "2.0"]
    assert values(statistics, dataset, snapshot=0) == []
    assert values(statistics, dataset, known_at=calls.timestamp("2000-01-01T00:00:00Z")) == []


def test_answers_name_their_snapshot(statistics, dataset):
    query = observation_service_pb2.QueryObservationsRequest(dataset=dataset)
    assert statistics.observations.QueryObservations(query).snapshot == 0
    statistics.release(dataset, exports("1.0"))
    assert statistics.observations.QueryObservations(query).snapshot == 1
    series = observation_service_pb2.GetSeriesRequest(
        dataset=dataset, series=observation_pb2.SeriesKey(reporter="TJK", partner="KAZ", flow="X"))
    assert statistics.observations.GetSeries(series).snapshot == 1
    series.as_of.snapshot = 0
    answer = statistics.observations.GetSeries(series)
    assert (answer.snapshot, list(answer.values.unscaled)) == (0, [])


def test_a_snapshot_of_the_future_is_refused(statistics, dataset):
    statistics.release(dataset, exports("1.0"))
    query = observation_service_pb2.QueryObservationsRequest(dataset=dataset, as_of=calls.as_of(snapshot=2))
    for call, request in (
            (statistics.observations.QueryObservations, query),
            (statistics.observations.StreamObservations,
             observation_service_pb2.StreamObservationsRequest(dataset=dataset, as_of=query.as_of))):
        failure = calls.fails(call, request)
        assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "SNAPSHOT_UNKNOWN")


def test_a_back_dated_release_does_not_become_the_latest(statistics, dataset):
    statistics.release(dataset, exports("1.5"), published_at="2024-06-01T00:00:00Z")
    late = statistics.release(dataset, exports("1.0", "2.0"), published_at="2023-03-01T00:00:00Z")
    assert values(statistics, dataset) == ["1.5", "2.0"]
    assert values(statistics, dataset, snapshot=1) == ["1.5"]
    newest = statistics.query(dataset)
    assert [(c.sequence, c.published_at.ToJsonString()) for c in newest] == [
        (1, "2024-06-01T00:00:00Z"), (2, "2023-03-01T00:00:00Z")]
    assert newest[1].release == late.name


def test_of_equal_dates_the_later_release_counts(statistics, dataset):
    for value in ("1.0", "1.1", "1.2"):
        statistics.release(dataset, exports(value), published_at="2024-06-01T00:00:00Z")
    assert values(statistics, dataset) == ["1.2"]
    assert values(statistics, dataset, snapshot=2) == ["1.1"]


def test_published_at_can_be_given_with_publish(statistics, dataset):
    draft = statistics.create_release(dataset, published_at="2024-06-01T00:00:00Z")
    statistics.import_file(draft.name, exports("1.0"))
    published = statistics.publish(draft.name, published_at=calls.timestamp("2024-07-01T00:00:00Z"))
    assert published.published_at.ToJsonString() == "2024-07-01T00:00:00Z"
    (cell,) = statistics.query(dataset)
    assert cell.published_at == published.published_at


def test_nothing_is_visible_before_publication(statistics, dataset):
    draft = statistics.create_release(dataset)
    statistics.import_file(draft.name, exports("1.0"))
    assert values(statistics, dataset) == []
    statistics.publish(draft.name)
    assert values(statistics, dataset) == ["1.0"]


def test_pages_keep_the_snapshot_of_the_first(statistics, dataset):
    statistics.release(dataset, exports(*(f"{m}.0" for m in range(1, 13))))
    request = observation_service_pb2.QueryObservationsRequest(dataset=dataset, page_size=5)
    pages = [statistics.observations.QueryObservations(request)]
    statistics.release(dataset, exports(*(f"{m}.5" for m in range(1, 13))))
    while pages[-1].next_page_token:
        request.page_token = pages[-1].next_page_token
        pages.append(statistics.observations.QueryObservations(request))
    assert [len(p.observations) for p in pages] == [5, 5, 2]
    assert {p.snapshot for p in pages} == {1}
    assert [c.value for p in pages for c in p.observations] == [f"{m}.0" for m in range(1, 13)]
    assert values(statistics, dataset)[0] == "1.5"


def test_a_page_token_belongs_to_its_request(statistics, dataset):
    statistics.release(dataset, exports("1", "2", "3"))
    request = observation_service_pb2.QueryObservationsRequest(dataset=dataset, page_size=2)
    request.page_token = statistics.observations.QueryObservations(request).next_page_token
    other = observation_service_pb2.QueryObservationsRequest(
        dataset=dataset, page_size=2, page_token=request.page_token,
        filter=observation_service_pb2.ObservationFilter(flows=["M"]))
    rubbish = observation_service_pb2.QueryObservationsRequest(dataset=dataset, page_token="rubbish")
    for wrong in (other, rubbish):
        failure = calls.fails(statistics.observations.QueryObservations, wrong)
        assert (failure.code, failure.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "PAGE_TOKEN_INVALID")
    assert [c.value for c in statistics.observations.QueryObservations(request).observations] == ["3"]


def test_everything_survives_a_restart(tmp_path):
    server = processes.statistics(tmp_path)
    statistics = calls.Statistics(server.channel)
    dataset = statistics.create_dataset("restart")
    statistics.release(dataset, exports("1.0", "2.0"))
    statistics.release(dataset, exports("1.5"))
    draft = statistics.create_release(dataset, description="not yet")
    statistics.import_file(draft.name, exports("9.0"))
    server.stop()

    server = processes.statistics(tmp_path)
    statistics = calls.Statistics(server.channel)
    assert values(statistics, dataset) == ["1.5", "2.0"]
    assert values(statistics, dataset, snapshot=1) == ["1.0", "2.0"]
    kept = statistics.releases.GetRelease(release_service_pb2.GetReleaseRequest(name=draft.name))
    assert (kept.state, kept.observation_count) == (release_pb2.Release.STATE_DRAFT, 1)
    assert statistics.publish(draft.name).sequence == 3
    assert values(statistics, dataset) == ["9.0", "2.0"]
    server.stop()


def test_a_repeated_publish_gives_the_first_answer(statistics, dataset):
    draft = statistics.create_release(dataset)
    statistics.import_file(draft.name, exports("1.0"))
    first = statistics.publish(draft.name, request_id="publish-once")
    assert statistics.publish(draft.name, request_id="publish-once") == first
    failure = calls.fails(statistics.publish, draft.name)
    assert (failure.code, failure.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "RELEASE_STATE")


def test_publish_of_another_etag_is_refused(statistics, dataset):
    draft = statistics.create_release(dataset)
    statistics.import_file(draft.name, exports("1.0"))
    failure = calls.fails(statistics.publish, draft.name, etag=draft.etag)
    assert (failure.code, failure.reason) == (grpc.StatusCode.ABORTED, "ETAG_MISMATCH")
    fresh = statistics.releases.GetRelease(release_service_pb2.GetReleaseRequest(name=draft.name))
    statistics.publish(draft.name, etag=fresh.etag)
