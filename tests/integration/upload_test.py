"""Uploads that outlive their connection and their server, and the command line client that uses them."""

import hashlib
import json
import os
import random
import signal
import subprocess
import threading
import time

import grpc
import pytest
from karvan.statistics.v1 import upload_pb2, upload_service_pb2

import calls
import processes

KILLS = int(os.environ.get("KARVAN_CRASHES", "3"))
SEED = 20241124
ROWS = 60_000
PART = 4 << 20  # bytes that are made durable together


def big_file(seed):
    """Some parts of rows that are as long as they may be."""
    unit, statement = "u" * 64, "s" * 63
    return calls.rows(
        *(f"TJK,KAZ,X,2023,{seed}.{number:030},{number + 100000},1,{unit},{statement}" for number in range(ROWS)),
        header="reporter,partner,flow,period,value,product,quantity,quantity_unit,statement")


def sha256(content):
    return hashlib.sha256(content).hexdigest()


@pytest.fixture(scope="module", params=["on disk", "in memory"])
def statistics(tmp_path_factory, request):
    store = "memory:" if request.param == "in memory" else None
    running = processes.statistics(tmp_path_factory.mktemp("upload"), store=store)
    yield calls.Statistics(running.channel)
    running.stop()


@pytest.fixture
def draft(statistics, request):
    return statistics.create_release(
        statistics.create_dataset(request.node.originalname.replace("_", "-").lower()[:63])).name


def test_a_file_in_several_calls(statistics, draft):
    content = big_file(1)
    upload = statistics.create_upload(draft, file_name="big.csv", size_bytes=len(content), sha256=sha256(content))
    assert upload.state == upload_pb2.Upload.STATE_ACTIVE and upload.durable_offset_bytes == 0
    cut = PART + 1234
    assert statistics.write_upload(upload.name, 0, content[:cut]).durable_offset_bytes == cut
    failure = calls.fails(statistics.write_upload, upload.name, 0, content)
    assert (failure.code, failure.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "UPLOAD_OFFSET")
    assert failure.metadata["durable_offset_bytes"] == str(cut)
    failure = calls.fails(statistics.finish_upload, upload.name)
    assert failure.reason == "UPLOAD_INCOMPLETE"
    assert statistics.write_upload(upload.name, cut, content[cut:]).durable_offset_bytes == len(content)
    imported = statistics.finish_upload(upload.name)
    assert (imported.file.sha256, imported.file.row_count) == (sha256(content), ROWS)
    assert (imported.file.file_name, imported.release.observation_count) == ("big.csv", ROWS)
    assert statistics.finish_upload(upload.name) == imported
    assert statistics.get_upload(upload.name).state == upload_pb2.Upload.STATE_FINISHED
    # It came in as it would have in one call.
    assert not statistics.import_file(draft, content).problems
    assert statistics.publish(draft).observation_count == ROWS


def test_a_connection_that_breaks(statistics, draft):
    content = big_file(2)
    upload = statistics.create_upload(draft, size_bytes=len(content))
    sent = threading.Event()

    def messages():
        yield from calls.upload_messages(upload.name, 0, content[:PART + 50_000])
        sent.set()
        time.sleep(calls.DEADLINE)

    call = statistics.uploads.begin("WriteUpload", messages())
    assert sent.wait(calls.DEADLINE)
    until(lambda: statistics.get_upload(upload.name).durable_offset_bytes == PART)
    call.cancel()
    assert statistics.get_upload(upload.name).durable_offset_bytes == PART
    statistics.write_upload(upload.name, PART, content[PART:])
    assert statistics.finish_upload(upload.name).file.sha256 == sha256(content)


def test_a_later_writer_takes_over(statistics, draft):
    content = big_file(3)
    upload = statistics.create_upload(draft)
    go_on = threading.Event()

    def messages():
        yield from calls.upload_messages(upload.name, 0, content[:PART] + b"of the first alone")
        assert go_on.wait(calls.DEADLINE)

    first = statistics.uploads.begin("WriteUpload", messages())
    until(lambda: statistics.get_upload(upload.name).durable_offset_bytes == PART)
    statistics.write_upload(upload.name, PART, content[PART:])
    go_on.set()
    failure = calls.fails(first.result)
    assert (failure.code, failure.reason) == (grpc.StatusCode.ABORTED, "UPLOAD_TAKEN_OVER")
    assert statistics.finish_upload(upload.name).file.sha256 == sha256(content)


def test_list_and_abandon(statistics, draft):
    names = [statistics.create_upload(draft).name for _ in range(3)]
    request = upload_service_pb2.ListUploadsRequest(parent=draft, page_size=2)
    page = statistics.uploads.ListUploads(request)
    request.page_token = page.next_page_token
    assert [u.name for u in [*page.uploads, *statistics.uploads.ListUploads(request).uploads]] == names
    statistics.uploads.AbandonUpload(upload_service_pb2.AbandonUploadRequest(name=names[1]))
    failure = calls.fails(statistics.get_upload, names[1])
    assert (failure.code, failure.reason) == (grpc.StatusCode.NOT_FOUND, "RESOURCE_NOT_FOUND")


def until(holds):
    deadline = time.monotonic() + calls.DEADLINE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


class Killing:
    """Writes uploads to servers that are killed at random moments, and holds them against what was acknowledged."""

    def __init__(self, folder):
        self._folder, self._rng = folder, random.Random(SEED)
        self.kills = self.finished = 0
        self.resumed = []  # durable offsets, in parts

    def run(self):
        server = processes.statistics(self._folder)
        while self.kills < KILLS or self.kills_in_upload:
            server = self._upload(server)
        server.stop()

    kills_in_upload = 0

    def _upload(self, server):
        """One upload, from its creation to its publication."""
        statistics = calls.Statistics(server.channel)
        content = big_file(self.finished)
        dataset = statistics.create_dataset(f"killing-{self.finished}")
        draft = statistics.create_release(dataset).name
        upload = statistics.create_upload(draft, size_bytes=len(content), sha256=sha256(content)).name
        durable = 0
        while durable < len(content):
            if self.kills < KILLS and self.kills_in_upload < 8:
                server, durable = self._killed(server, upload, durable, content)
            else:
                durable = calls.Statistics(server.channel).write_upload(
                    upload, durable, content[durable:]).durable_offset_bytes
        statistics = calls.Statistics(server.channel)
        imported = statistics.finish_upload(upload)
        assert (imported.file.sha256, imported.file.row_count) == (sha256(content), ROWS)
        assert statistics.publish(draft).observation_count == ROWS
        assert len(statistics.stream(dataset)) == ROWS
        self.finished, self.kills_in_upload = self.finished + 1, 0
        return server

    def _killed(self, server, upload, durable, content):
        """Writes until the kill; gives the next server and what it has."""
        seen = [durable]
        chosen = self._rng.randrange(durable, len(content))

        def messages():
            """Kills the server when so many bytes have gone out: sooner or later some of them are durable."""
            sent = durable
            for message in calls.upload_messages(upload, durable, content[durable:]):
                sent += len(message.content)
                if sent >= chosen:
                    time.sleep(self._rng.uniform(0, 0.3))  # a part takes about a tenth of a second
                    server.signal(9)
                    return
                yield message

        statistics = calls.Statistics(server.channel)
        call = statistics.uploads.begin("WriteUpload", messages())
        assert call.code() in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED), call
        server.kill()
        self.kills += 1
        self.kills_in_upload += 1
        server = processes.statistics(self._folder)
        after = calls.Statistics(server.channel).get_upload(upload).durable_offset_bytes
        assert seen[-1] <= after <= len(content) and (after % PART == 0 or after == len(content))
        self.resumed.append(after // PART)
        return server, after


def test_kill_9_in_the_middle_of_a_write(tmp_path, record_property):
    killing = Killing(tmp_path)
    killing.run()
    record_property("kills", f"{killing.kills} kills, {killing.finished} uploads; resumed at parts {killing.resumed}")


def test_the_client_goes_on_after_its_server_was_killed(tmp_path):
    """`karvan load` of a file that does not fit into one call."""
    content = big_file(9)
    folder = tmp_path / "seed"
    folder.mkdir()
    (folder / "big.csv").write_bytes(content)
    (folder / "manifest.json").write_text(json.dumps({
        "datasets": [{"name": "datasets/big", "display_name": "Big", "provider": "An office",
                      "kind": "KIND_MERCHANDISE_TRADE", "currency_code": "USD"}],
        "releases": [{"dataset": "datasets/big", "release": {}, "files": [{"path": "big.csv"}]}]}))
    server = processes.statistics(tmp_path)
    statistics = calls.Statistics(server.channel)
    with open(tmp_path / "load.log", "wb") as log:
        client = subprocess.Popen([processes.BIN / "karvan", "load", folder, f"--statistics-address={server.address}"],
                                  stdout=log, stderr=log)
        until(lambda: any(u.durable_offset_bytes >= PART for u in uploads_of_big(statistics)))
        client.send_signal(signal.SIGSTOP)
        (before,) = uploads_of_big(statistics)
        server.kill()
        server = processes.statistics(tmp_path, f"--listen={server.address}")
        client.send_signal(signal.SIGCONT)
        assert client.wait(timeout=calls.DEADLINE) == 0, (tmp_path / "load.log").read_text()
    statistics = calls.Statistics(server.channel)
    assert len(statistics.stream("datasets/big")) == ROWS
    (upload,) = uploads_of_big(statistics)
    assert upload.name == before.name and upload.state == upload_pb2.Upload.STATE_FINISHED
    assert upload.sha256 == sha256(content)
    server.stop()


def uploads_of_big(statistics):
    request = upload_service_pb2.ListUploadsRequest(parent="datasets/big/releases/1")
    try:
        return statistics.uploads.ListUploads(request).uploads
    except grpc.RpcError as error:
        assert error.code() == grpc.StatusCode.NOT_FOUND, error
        return []
