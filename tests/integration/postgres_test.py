"""Servers on a store in PostgreSQL: alone, and two processes side by side."""

import concurrent.futures

import grpc
import pytest
from karvan.agreements.v1 import agreement_service_pb2
from karvan.statistics.v1 import dataset_service_pb2, release_pb2, release_service_pb2

import calls
import postgres
import processes
import seed

WRITERS = 3  # of each process
RELEASES = 5  # of each writer


@pytest.fixture(scope="module")
def database():
    server = postgres.Server()
    yield server
    server.stop()


@pytest.fixture
def pair(database, tmp_path, request):
    """Two processes of the statistics service on one store."""
    uri = database.uri(request.node.name)
    folders = [tmp_path / name for name in ("a", "b")]
    running = []
    try:
        for folder in folders:
            folder.mkdir()
            running.append(processes.statistics(folder, store=uri))
        yield [calls.Statistics(server.channel) for server in running]
    finally:
        for server in running:
            server.stop()


def releases_of(statistics, dataset):
    request = release_service_pb2.ListReleasesRequest(parent=dataset, page_size=100)
    return list(statistics.releases.ListReleases(request).releases)


def row(period, value):
    return calls.rows(f"TJK,KAZ,X,{period},{value},6,")


def test_a_store_outlives_its_server(database, tmp_path):
    uri = database.uri("outlives")
    server = processes.statistics(tmp_path, store=uri)
    statistics = calls.Statistics(server.channel)
    dataset = statistics.create_dataset("kept")
    statistics.release(dataset, row(2023, "255.8"))
    server.kill()
    server = processes.statistics(tmp_path, store=uri)
    (cell,) = calls.Statistics(server.channel).query(dataset)
    assert (cell.value, cell.unit_multiplier) == ("255.8", 6)
    server.stop()


def test_the_registry_in_postgres(database, tmp_path):
    uri = database.uri("registry")
    server = processes.agreements(tmp_path, store=uri)
    seed.load_agreements(processes.SEED, calls.Agreements(server.channel))
    request = agreement_service_pb2.ListAgreementsRequest(page_size=100)
    listed = list(calls.Agreements(server.channel).agreements.ListAgreements(request).agreements)
    server.stop()
    server = processes.agreements(tmp_path, store=uri)
    assert listed and list(calls.Agreements(server.channel).agreements.ListAgreements(request).agreements) == listed
    server.stop()


def test_a_bad_address_is_told_without_its_password(database, tmp_path):
    for address, words in [(f"postgresql://karvan:secret@/none?host={database.folder}", "karvan"),
                           ("postgresql://karvan:secret@[x/none", "must be like postgresql://"),
                           ("postgres://karvan:secret@host/none", "is not a store")]:
        with pytest.raises(RuntimeError) as failed:
            processes.statistics(tmp_path, store=address)
        told = str(failed.value)
        assert words in told and "secret" not in told


def test_both_read_what_either_wrote(pair):
    first, second = pair
    dataset = first.create_dataset("shared")
    first.release(dataset, row(2023, "255.8"))
    assert [cell.value for cell in second.query(dataset)] == ["255.8"]
    revised = second.release(dataset, row(2023, "260.1"))
    assert revised.sequence == 2
    for statistics in pair:
        assert [cell.value for cell in statistics.query(dataset)] == ["260.1"]
        assert [cell.value for cell in statistics.query(dataset, as_of=calls.as_of(snapshot=1))] == ["255.8"]
    assert releases_of(first, dataset) == releases_of(second, dataset)
    lists = [list(s.datasets.ListDatasets(dataset_service_pb2.ListDatasetsRequest()).datasets) for s in pair]
    assert lists[0] == lists[1] and len(lists[0]) == 1


def until_done(call, request):
    """Makes a call with a request id, again after a lost race or a passing fault."""
    for _ in range(200):
        try:
            return call(request)
        except grpc.RpcError as error:
            failure = calls.failure_of(error)
            assert failure.code in (grpc.StatusCode.ABORTED, grpc.StatusCode.UNAVAILABLE,
                                    grpc.StatusCode.UNKNOWN), failure
    raise AssertionError("the call was never done")


def test_writers_of_both_lose_and_double_nothing(pair):
    dataset = pair[0].create_dataset("contended")

    def write(writer):
        statistics = pair[writer % 2]
        published = []
        for number in range(RELEASES):
            name = f"{writer}-{number}"
            draft = until_done(statistics.releases.CreateRelease, release_service_pb2.CreateReleaseRequest(
                parent=dataset, request_id=f"create-{name}", release=release_pb2.Release(description=name)))
            # Each a period of its own, and all one that is the same.
            content = calls.rows(f"TJK,KAZ,X,{1950 + writer * RELEASES + number},{number}.5,6,",
                                 f"TJK,KAZ,X,2023,{writer}.{number},6,")
            until_done(lambda name, s=statistics, c=content: s.import_file(name, c), draft.name)
            published.append(until_done(
                statistics.releases.PublishRelease,
                release_service_pb2.PublishReleaseRequest(name=draft.name, request_id=f"publish-{name}")))
        return published

    with concurrent.futures.ThreadPoolExecutor(2 * WRITERS) as pool:
        published = [release for done in pool.map(write, range(2 * WRITERS)) for release in done]

    count = 2 * WRITERS * RELEASES
    assert sorted(release.sequence for release in published) == list(range(1, count + 1))
    by_sequence = sorted(published, key=lambda release: release.sequence)
    for statistics in pair:
        assert {r.name: r.sequence for r in releases_of(statistics, dataset)} == {
            r.name: r.sequence for r in published}
        cells = {cell.period: cell.value for cell in statistics.query(dataset)}
        assert len(cells) == count + 1
        # Versions of a cell order by the time of publication, then by sequence.
        latest = max(by_sequence, key=lambda r: (r.published_at.ToNanoseconds(), r.sequence))
        assert cells["2023"] == latest.description.replace("-", ".")
