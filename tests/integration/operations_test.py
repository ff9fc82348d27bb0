"""What whoever runs the servers sees: flags, logs, metrics, a graceful end."""

import json
import re
import signal
import socket
import subprocess
import threading
import urllib.request

import pytest
from karvan.agreements.v1 import party_service_pb2
from karvan.indicators.v1 import indicator_service_pb2
from karvan.statistics.v1 import dataset_service_pb2

import calls
import processes

NOBODY = "127.0.0.1:9"
SERVERS = {  # each with a folder and flags
    "karvan-statistics": lambda folder, *flags: processes.statistics(folder, *flags, store="memory:"),
    "karvan-agreements": lambda folder, *flags: processes.agreements(folder, *flags, store="memory:"),
    "karvan-indicators": lambda folder, *flags: processes.indicators(folder, NOBODY, NOBODY, *flags),
    "karvan serve": lambda folder, *flags: processes.serve(folder, f"--data={folder / 'data'}", *flags),
    "karvan serve --ephemeral": lambda folder, *flags: processes.serve(folder, "--ephemeral", *flags),
}
CALLS = {  # by service, one that needs no other: its name and how to make it
    "karvan-statistics": (
        "karvan.statistics.v1.DatasetService/ListDatasets", lambda channel: calls.Statistics(
            channel).datasets.ListDatasets(dataset_service_pb2.ListDatasetsRequest())),
    "karvan-agreements": (
        "karvan.agreements.v1.PartyService/ListParties", lambda channel: calls.Agreements(
            channel).parties.ListParties(party_service_pb2.ListPartiesRequest())),
    "karvan-indicators": (
        "karvan.indicators.v1.IndicatorService/ListIndicators", lambda channel: calls.indicators(
            channel).ListIndicators(indicator_service_pb2.ListIndicatorsRequest())),
}
SHARED_FLAGS = ["--clock", "--listen", "--metrics_listen", "--ready_file"]
OWN_FLAGS = {"karvan-statistics": ["--backup_folder", "--store"], "karvan-agreements": ["--store"],
             "karvan-indicators": ["--agreements_address", "--dependency_timeout", "--statistics_address"]}


def methods_of(name):
    """[(name of a method, how to call it)] of a server: one of each service in it."""
    return [CALLS[name]] if name in CALLS else list(CALLS.values())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("name", SERVERS)
def test_metrics_count_calls(tmp_path, name):
    port = free_port()
    flag = f"--metrics-port={port}" if name.startswith("karvan serve") else f"--metrics_listen=127.0.0.1:{port}"
    server = SERVERS[name](tmp_path, flag)
    for _ in range(3):
        for _, call in methods_of(name):
            call(server.channel)
    text = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read().decode()
    for method, _ in methods_of(name):
        name_of_it = method.rsplit("/", 1)[1]
        assert [line for line in text.splitlines() if name_of_it in line and line.endswith(" 3")], text
    server.stop()


@pytest.mark.parametrize("name", SERVERS)
def test_logs_are_json(tmp_path, name):
    server = SERVERS[name](tmp_path)
    for method, call in methods_of(name):
        call(server.channel)
        send_bytes = server.channel.unary_unary(f"/{method}")
        for malformed in (b"\x0a\x7f", b"\x12\x01\xe9"):  # cut short; a text that is not UTF-8
            assert calls.fails(send_bytes, malformed, timeout=30).reason == "REQUEST_MALFORMED"
    server.stop()
    lines = [json.loads(line) for line in server.log_file.read_text().splitlines()]
    for method, _ in methods_of(name):
        assert [line["code"] for line in lines if line.get("method") == method] == [
            "OK", "INVALID_ARGUMENT", "INVALID_ARGUMENT"]


@pytest.mark.parametrize("name", SERVERS)
def test_the_ready_file_is_there_while_the_server_answers(tmp_path, name):
    server = SERVERS[name](tmp_path)
    assert server.ready_file.read_text() == f"{server.address}\n"
    server.stop()
    assert not server.ready_file.exists()


def test_a_ready_file_that_a_killed_server_left_is_removed(tmp_path):
    ready_file = tmp_path / "ready"
    (tmp_path / "data").write_text("a file where a folder must be")
    for command in (["karvan-statistics", f"--ready_file={ready_file}", f"--store=rocksdb:{tmp_path / 'data'}"],
                    ["karvan", "serve", f"--ready-file={ready_file}", f"--data={tmp_path / 'data'}"]):
        ready_file.write_text(f"{NOBODY}\n")
        done = subprocess.run([processes.BIN / command[0], *command[1:]], capture_output=True, timeout=60)
        assert done.returncode != 0
        assert not ready_file.exists()


@pytest.mark.parametrize("name", OWN_FLAGS)
def test_help_tells_the_flags_of_the_service(name):
    done = subprocess.run([processes.BIN / name, "--help"], capture_output=True, text=True, timeout=60)
    flags = [line.split()[0] for line in done.stdout.splitlines() if line.startswith("    --")]
    assert sorted(flags) == sorted(SHARED_FLAGS + OWN_FLAGS[name])


def test_every_program_says_the_version():
    version = re.search(r"project\(karvan VERSION (\S+)", (processes.SOURCE / "CMakeLists.txt").read_text())[1]
    for name in ("karvan", *OWN_FLAGS):
        done = subprocess.run([processes.BIN / name, "--version"], capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stdout) == (0, f"{name} {version}\n")


def test_a_second_server_on_a_store_is_refused(tmp_path):
    server = processes.statistics(tmp_path)
    second = subprocess.run(
        [processes.BIN / "karvan-statistics", "--listen=127.0.0.1:0", f"--store=rocksdb:{tmp_path}/statistics"],
        capture_output=True, text=True, timeout=60)
    assert second.returncode != 0 and second.stderr
    server.stop()


@pytest.mark.parametrize("flags, words", [
    (["--store=etcd:x"], "etcd:x"),
    (["--store=memory:", "--listen=nowhere"], "nowhere"),
    (["--store=memory:", "--clock=noon"], "noon"),
    (["--no_such_flag=1"], "no_such_flag"),
    (["--store=memory:", "listen=127.0.0.1:0"], '"listen=127.0.0.1:0" is not a flag'),
])
def test_wrong_flags_are_told(flags, words):
    done = subprocess.run([processes.BIN / "karvan-statistics", *flags], capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert words in done.stderr


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
    CALLS["karvan-statistics"][1](server.channel)
    server.stop()
