"""DuckDB's side: a persistent file, used in the process of its client, without a wire."""

import pathlib
import shutil

import storage
from client import Client

HERE = pathlib.Path(__file__).resolve().parent


class Duck:
    name = "duckdb"
    queries = {"q1", "q2", "q3", "q4", "q5", "q6"}

    def __init__(self, python, folder, keys_file):
        self._python = python
        self._folder = pathlib.Path(folder) / "duckdb"
        self._keys_file = keys_file
        self._client = None

    def fresh(self):
        """An empty table."""
        self.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        self._start()
        self._client.ask("schema")

    def _start(self):
        self._client = Client([self._python, HERE / "duckdb_client.py", self._folder / "trade.duckdb",
                               HERE.parent / "duckdb", self._keys_file])

    def close(self):
        if self._client is not None:
            self._client.close()
            self._client = None

    def restart_cold(self):
        """Opens the file again with nothing of it in memory."""
        self.close()
        storage.forget(self._folder)
        self._start()

    def load(self, files):
        """Loads all files at once, since only so are the rows in the order of their keys."""
        return self._client.ask("load", files=list(map(str, files)))["seconds"]

    def settle(self, _rest_seconds):
        self._client.ask("checkpoint")

    def summarise(self):
        """Makes tables of the sums that Karvan keeps; the seconds it took."""
        self.queries = self.queries | {"q4_summary", "q5_summary"}
        return self._client.ask("summarise")["seconds"]

    def used_bytes(self):
        return storage.used_bytes(self._folder)

    def version(self):
        return self._client.ask("version")["version"]

    def run(self, query, calls=1 << 40, seconds=1e6, first_key=0):
        return self._client.ask("run", query=query, calls=calls, seconds=seconds, first_key=first_key)

    def answer(self, query, key):
        return self._client.ask("answer", query=query, key=key)["rows"]
