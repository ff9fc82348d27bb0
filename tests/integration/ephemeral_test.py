"""`karvan serve --ephemeral`: the stub that other teams' tests run against."""

import os
import pathlib
import time

import grpc
import pytest
from karvan.agreements.v1 import party_pb2, party_service_pb2
from karvan.indicators.v1 import indicator_service_pb2
from karvan.statistics.v1 import dataset_service_pb2
from karvan.testing.v1 import testing_service_pb2, testing_service_pb2_grpc
from karvan.type.v1 import text_pb2

import calls
import processes

CLOCK = "2024-08-22T09:00:00Z"
READY_SECONDS = 2  # what is promised
READY_SECONDS_SANITIZED = 10  # a sanitizer makes everything slow


def start(folder, *flags):
    pathlib.Path(folder).mkdir(exist_ok=True)
    return processes.serve(folder, "--ephemeral", f"--seed={processes.SEED}", f"--clock={CLOCK}", *flags)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = start(tmp_path_factory.mktemp("ephemeral"))
    yield running
    running.stop()


def reset(server):
    return testing_service_pb2_grpc.TestingServiceStub(server.channel).Reset(
        testing_service_pb2.ResetRequest(), timeout=30)


def state(server):
    """Everything that a client can see of the registry, the datasets and one dataset's cells."""
    registry, statistics = calls.Agreements(server.channel), calls.Statistics(server.channel)
    return (registry.parties.ListParties(party_service_pb2.ListPartiesRequest(show_deleted=True)),
            statistics.datasets.ListDatasets(dataset_service_pb2.ListDatasetsRequest()),
            statistics.stream("datasets/tjk-agency"),
            calls.indicators(server.channel).GetBriefing(indicator_service_pb2.GetBriefingRequest(
                country="KAZ", partner="TJK", period="2024-01-01/P7M")))


def change(server):
    """Writes to both stores; returns the party, whose id the server chose."""
    statistics = calls.Statistics(server.channel)
    statistics.release("datasets/tjk-agency", calls.rows("TJK,KAZ,X,2022,300,6,"))
    return calls.Agreements(server.channel).parties.CreateParty(party_service_pb2.CreatePartyRequest(
        party=party_pb2.Party(names=[text_pb2.LocalizedText(language_code="en", text="New")],
                              kind=party_pb2.Party.KIND_COMPANY)))


def test_it_is_ready_in_time(tmp_path, record_property):
    begin = time.monotonic()
    server = start(tmp_path)
    seconds = time.monotonic() - begin
    briefing = state(server)[-1]
    server.stop()
    record_property("ready_seconds", round(seconds, 3))
    assert seconds < (READY_SECONDS_SANITIZED if os.environ.get("KARVAN_SANITIZE") else READY_SECONDS)
    assert "1,148.8" in briefing.text


def test_it_serves_all_services_on_one_port(server):
    assert len(state(server)[0].parties) == 5


def test_times_are_those_of_the_clock(server):
    parties, datasets, cells, _ = state(server)
    assert {p.create_time.ToJsonString() for p in parties.parties} == {CLOCK}
    assert {d.create_time.ToJsonString() for d in datasets.datasets} == {CLOCK}
    assert {c.published_at.ToJsonString() for c in cells} == {
        "2024-01-23T00:00:00Z", "2024-05-31T00:00:00Z", "2024-07-01T00:00:00Z"}


def test_reset_restores_the_seed_and_the_ids(server):
    reset(server)
    before = state(server)
    first = change(server)
    assert state(server) != before
    reset(server)
    assert state(server) == before
    assert change(server) == first
    reset(server)


def test_two_servers_answer_the_same(server, tmp_path):
    reset(server)
    other = start(tmp_path / "other")
    assert state(other) == state(server)
    assert change(other) == change(server)
    assert state(other) == state(server)
    other.stop()
    reset(server)


def test_without_a_seed_it_is_empty(tmp_path):
    server = processes.serve(tmp_path, "--ephemeral")
    assert not calls.Agreements(server.channel).parties.ListParties(
        party_service_pb2.ListPartiesRequest(show_deleted=True)).parties
    assert not calls.Statistics(server.channel).datasets.ListDatasets(
        dataset_service_pb2.ListDatasetsRequest()).datasets
    calls.Statistics(server.channel).create_dataset("later")
    reset(server)
    assert not calls.Statistics(server.channel).datasets.ListDatasets(
        dataset_service_pb2.ListDatasetsRequest()).datasets
    server.stop()


def test_only_an_ephemeral_server_can_be_reset(tmp_path):
    server = processes.serve(tmp_path, f"--data={tmp_path / 'data'}")
    with pytest.raises(grpc.RpcError) as failure:
        reset(server)
    assert failure.value.code() == grpc.StatusCode.UNIMPLEMENTED
    server.stop()


def test_a_data_folder_is_kept(tmp_path):
    server = processes.serve(tmp_path, f"--data={tmp_path / 'data'}")
    calls.Statistics(server.channel).create_dataset("kept")
    calls.Agreements(server.channel).parties.CreateParty(party_service_pb2.CreatePartyRequest(
        party_id="kept", party=party_pb2.Party(names=[text_pb2.LocalizedText(language_code="en", text="Kept")],
                                               kind=party_pb2.Party.KIND_COMPANY)))
    server.stop()
    server = processes.serve(tmp_path, f"--data={tmp_path / 'data'}")
    assert [d.name for d in calls.Statistics(server.channel).datasets.ListDatasets(
        dataset_service_pb2.ListDatasetsRequest()).datasets] == ["datasets/kept"]
    assert [p.name for p in calls.Agreements(server.channel).parties.ListParties(
        party_service_pb2.ListPartiesRequest()).parties] == ["parties/kept"]
    server.stop()
