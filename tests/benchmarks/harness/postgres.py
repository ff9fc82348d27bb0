"""PostgreSQL's side: a throwaway cluster on a Unix socket, and a client with prepared statements."""

import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

import storage
from client import Client, ClientError

BIN = pathlib.Path("/usr/lib/postgresql/15/bin")
CONFIGURATION = pathlib.Path(__file__).resolve().parent.parent / "postgres"
START_SECONDS = 60
STOP_SECONDS = 300  # the checkpoint of a large load


def _as_owner():
    """PostgreSQL refuses to run as root. Should this process be killed, so is the server."""
    owner = ["--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
    return ["setpriv", "--pdeathsig=INT", *owner]


class Postgres:
    name = "postgres"
    queries = {"q1", "q2", "q3", "q4", "q5", "q6"}

    def __init__(self, binaries, folder, keys_file):
        self._binaries = binaries
        self._folder = pathlib.Path(folder) / "postgres"
        self._keys_file = keys_file
        self._server = None
        self._socket = tempfile.mkdtemp(prefix="karvan-bench-")  # a socket's path must be short
        self._own(self._socket)

    def fresh(self):
        """An empty table. RuntimeError when the user postgres cannot reach the folder."""
        self._stop()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        self._own(self._folder)
        if subprocess.run([*_as_owner(), "test", "-w", self._folder], check=False).returncode:
            raise RuntimeError(f"the user postgres cannot enter {self._folder}: give another --folder")
        subprocess.run([*_as_owner(), BIN / "initdb", "--pgdata", self._folder / "data", "--auth=trust",
                        "--username=postgres", "--encoding=UTF8", "--locale=C"],
                       check=True, stdout=subprocess.DEVNULL, cwd="/")
        with open(self._folder / "data" / "postgresql.conf", "a", encoding="utf-8") as file:
            file.write((CONFIGURATION / "postgresql.conf").read_text())
        self._start()
        self._client.ask("execute", sql=(CONFIGURATION / "schema.sql").read_text())

    @staticmethod
    def _own(folder):
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(folder, account.pw_uid, account.pw_gid)

    def _start(self):
        with open(self._folder / "server.log", "ab") as log:
            self._server = subprocess.Popen(
                [*_as_owner(), BIN / "postgres", "-D", self._folder / "data", "-k", self._socket],
                stdout=log, stderr=log, cwd="/")
        self._client = Client([self._binaries / "karvan-bench-postgres-client",
                               f"host={self._socket} user=postgres dbname=postgres", CONFIGURATION, self._keys_file])
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self._client.ask("execute", sql="SELECT 1")
                return
            except ClientError:
                if self._server.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def _stop(self):
        if self._server is None:
            return
        self._client.close()
        self._server.send_signal(signal.SIGINT)  # its fast shutdown
        self._server.wait(timeout=STOP_SECONDS)
        self._server = None

    def close(self):
        self._stop()
        shutil.rmtree(self._socket)

    def restart_cold(self):
        """Starts the server again with nothing of its files in memory."""
        self._stop()
        storage.forget(self._folder / "data")
        self._start()

    def load(self, files):
        """Copies a file a transaction; the seconds until all were durable."""
        return self._client.ask("copy", table="trade", files=list(map(str, files)))["seconds"]

    def settle(self, _rest_seconds):
        for sql in ("VACUUM ANALYZE trade", "CHECKPOINT"):
            self._client.ask("execute", sql=sql)

    def used_bytes(self):
        """Of the table and its indexes."""
        sql = "SELECT pg_total_relation_size('trade')"
        return int(self._query(sql))

    def _query(self, sql):
        done = subprocess.run([BIN / "psql", "-h", self._socket, "-U", "postgres", "-Atc", sql], check=True,
                              capture_output=True, text=True)
        return done.stdout.strip()

    def version(self):
        return self._query("SHOW server_version")

    def run(self, query, callers=1, calls=1 << 40, seconds=1e6, first_key=0):
        return self._client.ask("run", query=query, callers=callers, calls=calls, seconds=seconds,
                                first_key=first_key)

    def answer(self, query, key):
        return self._client.ask("answer", query=query, key=key)["rows"]
