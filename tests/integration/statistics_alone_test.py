"""The statistics service alone, and in memory: it needs no other."""

import grpc
from karvan.statistics.v1 import dataset_pb2, dataset_service_pb2, release_service_pb2

import calls
import processes


def test_it_needs_no_other_and_no_disk(tmp_path):
    server = processes.statistics(tmp_path, store="memory:")
    statistics = calls.Statistics(server.channel)
    dataset = statistics.create_dataset("alone", reporters=["TJK"])
    statistics.release(dataset, calls.rows("TJK,KAZ,X,2023,255.8,6,tass-1736063"))
    (cell,) = statistics.query(dataset)
    assert (cell.value, cell.unit_multiplier, cell.statement) == ("255.8", 6, "tass-1736063")
    server.stop()


def test_datasets(tmp_path):
    server = processes.statistics(tmp_path, store="memory:")
    statistics = calls.Statistics(server.channel)
    for dataset_id in ("c", "a", "b"):
        statistics.create_dataset(dataset_id)
    request = dataset_service_pb2.ListDatasetsRequest(page_size=2)
    first = statistics.datasets.ListDatasets(request)
    request.page_token = first.next_page_token
    second = statistics.datasets.ListDatasets(request)
    assert [d.name for d in [*first.datasets, *second.datasets]] == ["datasets/a", "datasets/b", "datasets/c"]
    assert not second.next_page_token
    assert statistics.datasets.GetDataset(
        dataset_service_pb2.GetDatasetRequest(name="datasets/a")) == first.datasets[0]

    taken = calls.fails(statistics.create_dataset, "a")
    assert (taken.code, taken.reason) == (grpc.StatusCode.ALREADY_EXISTS, "RESOURCE_EXISTS")
    nowhere = calls.fails(statistics.query, "datasets/nowhere")
    assert (nowhere.code, nowhere.reason) == (grpc.StatusCode.NOT_FOUND, "RESOURCE_NOT_FOUND")
    wrong = calls.fails(statistics.datasets.CreateDataset, dataset_service_pb2.CreateDatasetRequest(
        dataset_id="d", dataset=dataset_pb2.Dataset(currency_code="dollars")))
    assert (wrong.code, wrong.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELD")
    assert set(wrong.fields) == {"dataset.display_name", "dataset.provider", "dataset.kind",
                                 "dataset.currency_code"}
    server.stop()


def test_rows_of_other_reporters_are_refused(tmp_path):
    server = processes.statistics(tmp_path, store="memory:")
    statistics = calls.Statistics(server.channel)
    dataset = statistics.create_dataset("tajik", reporters=["TJK"])
    draft = statistics.create_release(dataset)
    answer = statistics.import_file(draft.name, calls.rows("KAZ,TJK,X,2023,1,6,"))
    assert [(p.line, p.column, p.value) for p in answer.problems] == [(2, "reporter", "KAZ")]
    server.stop()


def test_releases_are_numbered_and_listed(tmp_path):
    server = processes.statistics(tmp_path, store="memory:")
    statistics = calls.Statistics(server.channel)
    dataset = statistics.create_dataset("numbered")
    drafts = [statistics.create_release(dataset, description=f"number {n}") for n in (1, 2, 3)]
    assert [d.name for d in drafts] == [f"{dataset}/releases/{n}" for n in (1, 2, 3)]
    request = release_service_pb2.ListReleasesRequest(parent=dataset, page_size=2)
    first = statistics.releases.ListReleases(request)
    request.page_token = first.next_page_token
    assert [*first.releases, *statistics.releases.ListReleases(request).releases] == drafts
    repeated = release_service_pb2.CreateReleaseRequest(parent=dataset, request_id="once")
    assert statistics.releases.CreateRelease(repeated) == statistics.releases.CreateRelease(repeated)
    server.stop()
