"""What whoever runs the servers sees: flags, logs, metrics, a graceful end."""

import json
import signal
import socket
import subprocess
import threading
import urllib.request

import pytest
from karvan.agreements.v1 import party_service_pb2
from karvan.statistics.v1 import dataset_service_pb2

import calls
import processes

SERVERS = {"karvan-statistics": processes.statistics, "karvan-agreements": processes.agreements}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def any_call(name, channel):
    if name == "karvan-statistics":
        return calls.Statistics(channel).datasets.ListDatasets(dataset_service_pb2.ListDatasetsRequest())
    return calls.Agreements(channel).parties.ListParties(party_service_pb2.ListPartiesRequest())


@pytest.mark.parametrize("name", SERVERS)
def test_metrics_count_calls(tmp_path, name):
    port = free_port()
    server = SERVERS[name](tmp_path, f"--metrics_listen=127.0.0.1:{port}", store="memory:")
    for _ in range(3):
        any_call(name, server.channel)
    text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read().decode()
    method = "ListDatasets" if name == "karvan-statistics" else "ListParties"
    counts = [line for line in text.splitlines() if method in line and line.endswith(" 3")]
    assert counts, text
    server.stop()


@pytest.mark.parametrize("name", SERVERS)
def test_logs_are_json(tmp_path, name):
    server = SERVERS[name](tmp_path, store="memory:")
    any_call(name, server.channel)
    server.stop()
    lines = server.log_file.read_text().splitlines()
    assert lines
    for line in lines:
        assert isinstance(json.loads(line), dict), line


def test_a_second_server_on_a_store_is_refused(tmp_path):
    server = processes.statistics(tmp_path)
    second = subprocess.run(
        [processes.BIN / "karvan-statistics", "--listen=127.0.0.1:0", f"--store=rocksdb:{tmp_path}/statistics"],
        capture_output=True, text=True, timeout=60)
    assert second.returncode != 0 and second.stderr
    server.stop()


@pytest.mark.parametrize("flags, word", [
    (["--store=etcd:x"], "etcd:x"),
    (["--store=memory:", "--listen=nowhere"], "nowhere"),
    (["--store=memory:", "--clock=noon"], "noon"),
    (["--no_such_flag=1"], "no_such_flag"),
])
def test_wrong_flags_are_told(flags, word):
    done = subprocess.run([processes.BIN / "karvan-statistics", *flags], capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert word in done.stderr


def test_a_flag_file(tmp_path):
    flags = tmp_path / "flags"
    flags.write_text("--store=memory:\n")
    server = processes.Process(
        [processes.BIN / "karvan-statistics", "--listen=127.0.0.1:0", f"--flagfile={flags}"], tmp_path, "flagged")
    server.stop()


def test_a_graceful_end_lets_calls_finish(tmp_path):
    """SIGTERM in the middle of an import: the call is answered, the process exits with 0."""
    server = processes.statistics(tmp_path)
    statistics = calls.Statistics(server.channel)
    draft = statistics.create_release(statistics.create_dataset("graceful"))
    content = calls.rows("TJK,KAZ,X,2023,1,6,")
    halfway, server_is_ending, answers = threading.Event(), threading.Event(), []

    def messages():
        for number, message in enumerate(calls.import_messages(draft.name, content)):
            yield message
            if number == 0:
                halfway.set()
                server_is_ending.wait(30)

    importing = threading.Thread(target=lambda: answers.append(statistics.releases.ImportObservations(messages())))
    importing.start()
    assert halfway.wait(30)
    server.signal(signal.SIGTERM)
    server_is_ending.set()
    importing.join(60)
    assert answers and answers[0].release.observation_count == 1
    server.stop()


def test_a_huge_message_is_refused_and_the_server_lives(tmp_path):
    server = processes.statistics(tmp_path, store="memory:")
    statistics = calls.Statistics(server.channel)
    failure = calls.fails(statistics.create_dataset, "large", description="x" * (64 << 20))
    assert failure.code.name in ("RESOURCE_EXHAUSTED", "INVALID_ARGUMENT")
    any_call("karvan-statistics", server.channel)
    server.stop()
