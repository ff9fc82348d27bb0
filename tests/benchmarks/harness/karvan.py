"""Karvan's side: karvan-statistics on a RocksDB store, and the client that talks to it over gRPC."""

import pathlib
import re
import shutil
import subprocess
import time

import storage
from client import Client

DATASET = "trade"
READY_SECONDS = 120  # a large store, its files out of the cache
STOP_SECONDS = 120


class Karvan:
    name = "karvan"

    def __init__(self, binaries, folder, keys_file):
        self._binaries = binaries
        self._folder = pathlib.Path(folder) / "karvan"
        self._store = self._folder / "store"
        self._keys_file = keys_file
        self._server = None
        self._clients = {}  # by the file of the keys that they ask for

    def fresh(self):
        """An empty store."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        self._start()
        self.create(DATASET)

    def _start(self):
        ready = self._folder / "ready"
        ready.unlink(missing_ok=True)
        with open(self._folder / "server.log", "ab") as log:
            self._server = subprocess.Popen(
                ["setpriv", "--pdeathsig=TERM", self._binaries / "karvan-statistics", "--listen=127.0.0.1:0", f"--store=rocksdb:{self._store}",
                 f"--ready_file={ready}"], stdout=log, stderr=log)
        deadline = time.monotonic() + READY_SECONDS
        while not ready.exists():
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"karvan-statistics is not ready; see {self._folder}/server.log")
            time.sleep(0.005)
        self._address = ready.read_text().strip()
        self.queries = set(self._client().ask("queries")["queries"])

    def _client(self, keys_file=None):
        keys_file = keys_file or self._keys_file
        if keys_file not in self._clients:
            self._clients[keys_file] = Client([self._binaries / "karvan-bench-client", self._address, keys_file])
        return self._clients[keys_file]

    def close(self):
        if self._server is None:
            return
        for client in self._clients.values():
            client.close()
        self._clients.clear()
        self._server.terminate()
        self._server.wait(timeout=STOP_SECONDS)
        self._server = None

    def restart_cold(self):
        """Starts the server again with nothing of its store in memory."""
        self.close()
        storage.forget(self._store)
        self._start()

    def create(self, dataset):
        self._client().ask("create", dataset_id=dataset)

    def load(self, files, dataset=DATASET):
        """Publishes a release a file; the seconds until all were durable and visible."""
        return self.publish(files, dataset)["seconds"]

    def publish(self, files, dataset):
        """As load; also the snapshot of the last release."""
        return self._client().ask("publish", dataset=f"datasets/{dataset}", files=list(map(str, files)))

    def settle(self, rest_seconds):
        storage.wait_until_still(self._store, rest_seconds, seconds_max=600)

    def used_bytes(self):
        return storage.used_bytes(self._store)

    def memory_peak_bytes(self):
        """The most memory that the server has had since its start."""
        status = pathlib.Path(f"/proc/{self._server.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024

    def run(self, query, callers=1, calls=1 << 40, seconds=1e6, first_key=0, **about):
        return self._ask("run", query, callers=callers, calls=calls, seconds=seconds, first_key=first_key, **about)

    def answer(self, query, key, **about):
        return self._ask("answer", query, key=key, **about)["rows"]

    def _ask(self, command, query, dataset=DATASET, snapshot=None, keys_file=None, **fields):
        """About a dataset, with keys that it has, as it is now or was at a snapshot."""
        return self._client(keys_file).ask(command, query=query, dataset=f"datasets/{dataset}", snapshot=snapshot,
                                           **fields)
