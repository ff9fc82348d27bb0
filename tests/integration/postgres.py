"""A throwaway PostgreSQL of Debian's package, on a socket in a folder of its own. It ends with the test."""

import ctypes
import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import tempfile
import time

BIN = pathlib.Path("/usr/lib/postgresql/15/bin")
READY_SECONDS = 60
_PR_SET_PDEATHSIG = 1


class Server:
    """One server. PostgreSQL refuses to run as root: then it runs as its own user."""

    def __init__(self):
        assert (BIN / "initdb").exists(), "PostgreSQL 15 is not installed; scripts/setup --test installs it"
        self.folder = tempfile.mkdtemp(prefix="karvan-pg-")  # a short path: sockets take 107 bytes
        self._user = {}
        if os.geteuid() == 0:
            user = pwd.getpwnam("postgres")
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            self._user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        self._log = open(f"{self.folder}/server.log", "ab")
        data = f"{self.folder}/data"
        subprocess.run([BIN / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", "--locale=C"],
                       check=True, stdout=self._log, stderr=self._log, cwd="/", **self._user)
        self._process = subprocess.Popen(
            [BIN / "postgres", "-D", data, "-k", self.folder, "-c", "listen_addresses=", "-c", "fsync=off",
             "-c", "max_connections=200"],
            stdout=self._log, stderr=self._log, cwd="/", preexec_fn=self._end_with_parent, **self._user)
        self._wait_until_ready()

    @staticmethod
    def _end_with_parent():
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)

    def _wait_until_ready(self):
        deadline = time.monotonic() + READY_SECONDS
        while subprocess.run([BIN / "pg_isready", "-q", "-h", self.folder], check=False).returncode != 0:
            assert self._process.poll() is None and time.monotonic() < deadline, self.log()
            time.sleep(0.02)

    def log(self):
        return pathlib.Path(f"{self.folder}/server.log").read_text(errors="replace")[-4000:]

    def uri(self, schema):
        """The address of a store of its own."""
        subprocess.run([BIN / "psql", "-q", "-h", self.folder, "-U", "postgres", "-c", f"CREATE SCHEMA {schema}"],
                       check=True, cwd="/")
        return (f"postgresql:///postgres?user=postgres&host={self.folder}"
                f"&options=-csearch_path%3D{schema}")

    def stop(self):
        """Ends it at once."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(timeout=30)
        self._log.close()
        shutil.rmtree(self.folder)
