"""The calendar of releases: planned and real dates."""

import grpc
import pytest
from karvan.statistics.v1 import planned_release_pb2, release_schedule_service_pb2

import calls
import processes

NOW = "2024-08-10T12:00:00Z"


@pytest.fixture
def statistics(tmp_path):
    running = processes.statistics(tmp_path, f"--clock={NOW}")
    yield calls.Statistics(running.channel)
    running.stop()


def plan(statistics, dataset, planned_time, plan_id="july"):
    planned = planned_release_pb2.PlannedRelease(title="Trade in July", periods=["2024-07", "2024-01-01/P7M"])
    planned.planned_time.FromJsonString(planned_time)
    return statistics.schedule.CreatePlannedRelease(release_schedule_service_pb2.CreatePlannedReleaseRequest(
        parent=dataset, planned_release_id=plan_id, planned_release=planned))


def get(statistics, name):
    return statistics.schedule.GetPlannedRelease(
        release_schedule_service_pb2.GetPlannedReleaseRequest(name=name))


def test_from_the_announcement_to_the_release(statistics):
    dataset = statistics.create_dataset("planned")
    name = plan(statistics, dataset, "2024-08-09T00:00:00Z").name
    assert name == f"{dataset}/plannedReleases/july"
    assert get(statistics, name).late, "it was due yesterday"

    change = planned_release_pb2.PlannedRelease(name=name)
    change.planned_time.FromJsonString("2024-08-20T00:00:00Z")
    request = release_schedule_service_pb2.UpdatePlannedReleaseRequest(planned_release=change)
    failure = calls.fails(statistics.schedule.UpdatePlannedRelease, request)
    assert list(failure.fields) == ["planned_release.delay_reason"]
    request.planned_release.delay_reason = "late customs data"
    moved = statistics.schedule.UpdatePlannedRelease(request)
    assert not moved.late
    assert [(d.planned_time.ToJsonString(), d.delay_reason) for d in moved.dates] == [
        ("2024-08-09T00:00:00Z", ""), ("2024-08-20T00:00:00Z", "late customs data")]

    release = statistics.release(dataset, calls.rows("TJK,KAZ,X,2024-07,1,6,"), planned_release=name)
    assert release.planned_release == name
    came = get(statistics, name)
    assert (came.release, came.actual_time, came.late) == (release.name, release.publish_time, False)
    assert came.etag == moved.etag
    failure = calls.fails(statistics.schedule.DeletePlannedRelease,
                          release_schedule_service_pb2.DeletePlannedReleaseRequest(name=name))
    assert (failure.code, failure.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "PLANNED_RELEASE_IN_USE")


def test_lists_and_deletes(statistics):
    dataset = statistics.create_dataset("listed")
    for month in ("may", "june", "july"):
        plan(statistics, dataset, "2024-08-20T00:00:00Z", month)
    request = release_schedule_service_pb2.ListPlannedReleasesRequest(parent=dataset, page_size=2)
    page = statistics.schedule.ListPlannedReleases(request)
    assert [p.name.rsplit("/", 1)[1] for p in page.planned_releases] == ["july", "june"]
    statistics.schedule.DeletePlannedRelease(
        release_schedule_service_pb2.DeletePlannedReleaseRequest(name=page.planned_releases[0].name))
    request.page_token = page.next_page_token
    assert [p.name for p in statistics.schedule.ListPlannedReleases(request).planned_releases] == [
        f"{dataset}/plannedReleases/may"]
    failure = calls.fails(get, statistics, page.planned_releases[0].name)
    assert (failure.code, failure.reason) == (grpc.StatusCode.NOT_FOUND, "RESOURCE_NOT_FOUND")
