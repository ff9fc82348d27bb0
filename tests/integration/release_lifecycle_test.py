"""The life of a release: replacing, validation, embargoes, retraction; and the purge of a cell that leaked."""

import time

import grpc
import pytest
from google.protobuf import timestamp_pb2
from karvan.statistics.v1 import (observation_pb2, purge_service_pb2, release_lifecycle_pb2, release_pb2,
                                  release_scope_pb2, release_service_pb2)

import calls
import processes

Release = release_pb2.Release


@pytest.fixture(scope="module", params=["on disk", "in memory"])
def server(tmp_path_factory, request):
    store = "memory:" if request.param == "in memory" else None
    running = processes.statistics(tmp_path_factory.mktemp("lifecycle"), store=store)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def statistics(server):
    return calls.Statistics(server.channel)


@pytest.fixture
def dataset(statistics, request):
    return statistics.create_dataset(request.node.originalname.replace("_", "-").lower()[:63])


def exports(**values):
    """Rows of exports of Tajikistan in 2023 by partner."""
    return calls.rows(*(f"TJK,{partner},X,2023,{value},6," for partner, value in values.items()))


def seen(statistics, dataset, **moment):
    """{partner: value} of all that is seen."""
    cells = statistics.query(dataset, as_of=calls.as_of(**moment) if moment else None)
    return {c.series.partner: c.value for c in cells}


def draft(statistics, dataset, content, **fields):
    name = statistics.create_release(dataset, **fields).name
    if content:
        assert not statistics.import_file(name, content).problems
    return name


def get(statistics, name):
    return statistics.releases.GetRelease(release_service_pb2.GetReleaseRequest(name=name))


def validate(statistics, name, **fields):
    return statistics.releases.ValidateRelease(release_lifecycle_pb2.ValidateReleaseRequest(name=name, **fields))


def retract(statistics, name, **fields):
    return statistics.releases.RetractRelease(
        release_lifecycle_pb2.RetractReleaseRequest(name=name, reason="wrong unit", **fields))


def purge(statistics, dataset, partner, **fields):
    return statistics.purges.PurgeObservations(purge_service_pb2.PurgeObservationsRequest(
        parent=dataset, reason="leaked", periods=["2023"],
        series=observation_pb2.SeriesKey(reporter="TJK", partner=partner, flow="X"), **fields))


def in_seconds(seconds):
    value = timestamp_pb2.Timestamp()
    value.FromNanoseconds(time.time_ns() + int(seconds * 1e9))
    return value


def wait_until(condition, seconds=30):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_replacement_deletes_what_it_does_not_give(statistics, dataset):
    statistics.release(dataset, exports(KAZ="1", UZB="2", KGZ="3"))
    scope = release_scope_pb2.ReleaseScope(partners=["KAZ", "UZB"], first_period="2023", last_period="2023")
    name = draft(statistics, dataset, exports(UZB="5"), mode=Release.MODE_REPLACE, scope=scope)
    report = validate(statistics, name).validation
    assert (report.changed_count, report.deleted_count, report.new_count) == (1, 1, 0)
    statistics.publish(name)
    assert seen(statistics, dataset) == {"UZB": "5", "KGZ": "3"}
    assert seen(statistics, dataset, snapshot=1) == {"KAZ": "1", "UZB": "2", "KGZ": "3"}

    outside = draft(statistics, dataset, exports(KGZ="4"), mode=Release.MODE_REPLACE, scope=scope)
    failure = calls.fails(statistics.publish, outside)
    assert (failure.code, failure.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "RELEASE_OUTSIDE_SCOPE")
    assert failure.metadata["cell"] == "TJK X KGZ HS TOTAL 2023"

    empty = draft(statistics, dataset, b"", mode=Release.MODE_REPLACE, scope=scope)
    assert calls.fails(statistics.publish, empty).reason == "RELEASE_EMPTY"
    statistics.publish(draft(statistics, dataset, b"", mode=Release.MODE_REPLACE, scope=scope, allow_empty=True))
    assert seen(statistics, dataset) == {"KGZ": "3"}


def test_a_row_can_delete_a_cell(statistics, dataset):
    statistics.release(dataset, exports(KAZ="1", UZB="2"))
    statistics.release(dataset, calls.rows("TJK,KAZ,X,2023,,D", header="reporter,partner,flow,period,value,action"))
    assert seen(statistics, dataset) == {"UZB": "2"}
    assert seen(statistics, dataset, snapshot=1) == {"KAZ": "1", "UZB": "2"}


def test_validation_reports_and_a_stale_report_is_made_anew(statistics, dataset):
    first, second = (draft(statistics, dataset, exports(KAZ=value)) for value in "12")
    validated = validate(statistics, first, request_id="once")
    assert validated.state == Release.STATE_VALIDATED
    assert (validated.validation.snapshot, validated.validation.new_count) == (0, 1)
    assert seen(statistics, dataset) == {}
    statistics.publish(second)
    published = statistics.publish(first)
    assert (published.validation.snapshot, published.validation.changed_count) == (1, 1)
    assert seen(statistics, dataset) == {"KAZ": "1"}
    assert validate(statistics, first, request_id="once") == validated


def test_a_file_takes_a_validated_release_back(statistics, dataset):
    name = draft(statistics, dataset, exports(KAZ="1"))
    validate(statistics, name)
    assert statistics.import_file(name, exports(UZB="2")).release.state == Release.STATE_DRAFT


def test_final_figures_change_only_with_a_reason(statistics, dataset):
    statistics.release(dataset, exports(KAZ="1"), finality=Release.FINALITY_FINAL)
    failure = calls.fails(statistics.publish, draft(statistics, dataset, exports(KAZ="2", UZB="3")))
    assert (failure.code, failure.reason, failure.metadata["cells"]) == (
        grpc.StatusCode.FAILED_PRECONDITION, "REVISION_REASON_MISSING", "1")
    statistics.release(dataset, exports(KAZ="2"), revision_reason="late declarations")
    assert seen(statistics, dataset) == {"KAZ": "2"}


def test_an_embargo_ends_at_its_time(statistics, dataset):
    name = draft(statistics, dataset, exports(KAZ="1"))
    embargoed = statistics.publish(name, embargo_time=in_seconds(3600))
    assert embargoed.state == Release.STATE_EMBARGOED
    assert seen(statistics, dataset) == {}
    moved = statistics.releases.MoveEmbargo(
        release_lifecycle_pb2.MoveEmbargoRequest(name=name, embargo_time=in_seconds(1.5)))
    assert moved.state == Release.STATE_EMBARGOED and seen(statistics, dataset) == {}
    wait_until(lambda: get(statistics, name).state == Release.STATE_PUBLISHED)
    published = get(statistics, name)
    assert published.published_at == moved.embargo_time
    assert published.publish_time.ToNanoseconds() >= moved.embargo_time.ToNanoseconds()
    assert seen(statistics, dataset) == {"KAZ": "1"}


def test_an_embargo_can_be_cancelled_or_ended(statistics, dataset):
    name = draft(statistics, dataset, exports(KAZ="1"))
    assert "later than now" in calls.fails(statistics.publish, name, embargo_time=in_seconds(-5)).fields["embargo_time"]
    statistics.publish(name, embargo_time=in_seconds(3600))
    cancelled = statistics.releases.CancelEmbargo(release_lifecycle_pb2.CancelEmbargoRequest(name=name))
    assert cancelled.state == Release.STATE_VALIDATED and not cancelled.HasField("embargo_time")
    statistics.publish(name, embargo_time=in_seconds(3600))
    assert statistics.publish(name).state == Release.STATE_PUBLISHED
    assert seen(statistics, dataset) == {"KAZ": "1"}


def test_an_embargo_that_falls_due_while_the_server_is_down(tmp_path):
    server = processes.statistics(tmp_path)
    statistics = calls.Statistics(server.channel)
    dataset = statistics.create_dataset("down")
    name = draft(statistics, dataset, exports(KAZ="1"))
    due = in_seconds(2)
    statistics.publish(name, embargo_time=due)
    server.kill()
    wait_until(lambda: time.time_ns() > due.ToNanoseconds())
    server = processes.statistics(tmp_path)
    statistics = calls.Statistics(server.channel)
    wait_until(lambda: get(statistics, name).state == Release.STATE_PUBLISHED)
    assert seen(statistics, dataset) == {"KAZ": "1"}
    server.stop()


def test_retraction_falls_back_in_any_order(statistics, dataset):
    releases = [statistics.release(dataset, exports(KAZ=value)) for value in "123"]
    assert retract(statistics, releases[1].name).state == Release.STATE_RETRACTED
    assert seen(statistics, dataset) == {"KAZ": "3"}
    retracted = retract(statistics, releases[2].name)
    assert (retracted.retraction_sequence, retracted.retraction_reason) == (5, "wrong unit")
    assert seen(statistics, dataset) == {"KAZ": "1"}
    assert seen(statistics, dataset, snapshot=4) == {"KAZ": "3"}
    assert seen(statistics, dataset, known_at=releases[1].publish_time) == {"KAZ": "2"}
    assert calls.fails(retract, statistics, releases[2].name).reason == "RELEASE_STATE"


def test_a_retracted_replacement_brings_back_what_it_deleted(statistics, dataset):
    statistics.release(dataset, exports(KAZ="1", UZB="2"))
    name = draft(statistics, dataset, exports(UZB="5"), mode=Release.MODE_REPLACE)
    statistics.publish(name)
    assert seen(statistics, dataset) == {"UZB": "5"}
    retract(statistics, name)
    assert seen(statistics, dataset) == {"KAZ": "1", "UZB": "2"}


def test_a_purge_destroys_a_cell_in_every_release(statistics, dataset):
    statistics.release(dataset, exports(UZB="1"))
    statistics.release(dataset, exports(KAZ="2", UZB="3"))
    waiting = draft(statistics, dataset, exports(KAZ="4", KGZ="5"))
    purged = purge(statistics, dataset, "KAZ", request_id="once")
    assert (purged.sequence, purged.run_count, list(purged.releases)) == (3, 2, [waiting])
    assert purge(statistics, dataset, "KAZ", request_id="once").name == purged.name
    assert seen(statistics, dataset) == {"UZB": "3"}
    assert seen(statistics, dataset, snapshot=1) == {"UZB": "1"}
    statistics.publish(waiting)
    assert seen(statistics, dataset) == {"UZB": "3", "KGZ": "5"}

    failure = calls.fails(seen, statistics, dataset, snapshot=2)
    assert (failure.code, failure.reason, failure.metadata["purge"]) == (
        grpc.StatusCode.FAILED_PRECONDITION, "SNAPSHOT_PURGED", purged.name)
    assert statistics.query(dataset, as_of=calls.as_of(snapshot=2), partners=["UZB"])[0].value == "3"
    listed = statistics.purges.ListPurges(purge_service_pb2.ListPurgesRequest(parent=dataset)).purges
    assert [p.name for p in listed] == [purged.name]
    failure = calls.fails(purge, statistics, dataset, "KAZ")
    assert (failure.code, failure.reason) == (grpc.StatusCode.NOT_FOUND, "CELL_NOT_FOUND")


def test_the_bytes_of_a_purged_cell_are_gone_after_a_restart(tmp_path):
    server = processes.statistics(tmp_path)
    statistics = calls.Statistics(server.channel)
    dataset = statistics.create_dataset("bytes")
    statistics.release(dataset, exports(KAZ="1", UZB="2"))
    purged = purge(statistics, dataset, "KAZ")
    assert not purged.erased
    server.stop()
    server = processes.statistics(tmp_path)
    statistics = calls.Statistics(server.channel)
    assert statistics.purges.GetPurge(purge_service_pb2.GetPurgeRequest(name=purged.name)).erased
    assert seen(statistics, dataset) == {"UZB": "2"}
    server.stop()
