"""Starts and ends the servers under test: by process id, on 127.0.0.1, on ports that are free."""

import os
import pathlib
import signal
import subprocess
import time

import grpc

import seed

BIN = pathlib.Path(os.environ["KARVAN_BIN"])
SOURCE = pathlib.Path(__file__).resolve().parents[2]
SEED = SOURCE / "tests" / "data" / "seed"

READY_SECONDS = 30  # sanitizer builds on a busy machine


class Process:
    """One server process. `command` gets --ready_file or what `ready_flag` names."""

    def __init__(self, command, folder, name, ready_flag="--ready_file", env=None):
        self.ready_file = pathlib.Path(folder) / f"{name}.ready"
        self.log_file = pathlib.Path(folder) / f"{name}.log"
        self.ready_file.unlink(missing_ok=True)  # the server does so too, but only once it runs
        self._log = open(self.log_file, "ab")
        self._process = subprocess.Popen(
            [*map(str, command), f"{ready_flag}={self.ready_file}"],
            stdout=subprocess.DEVNULL, stderr=self._log, env={**os.environ, **(env or {})})
        self.address = self._wait_until_ready()
        self.channel = grpc.insecure_channel(self.address)

    def _wait_until_ready(self):
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            if self.ready_file.exists():
                return self.ready_file.read_text().strip()
            if self._process.poll() is not None:
                raise RuntimeError(f"{self._process.args[0]} ended with {self._process.returncode}:\n{self.log()}")
            time.sleep(0.01)
        self.kill()
        raise RuntimeError(f"{self._process.args[0]} was not ready in {READY_SECONDS} s:\n{self.log()}")

    @property
    def pid(self):
        return self._process.pid

    def log(self):
        return self.log_file.read_text(errors="replace")[-4000:]

    def signal(self, number):
        self._process.send_signal(number)

    def stop(self, expect=0):
        """Ends it gracefully."""
        self.channel.close()
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        code = self._process.wait(timeout=30)
        self._log.close()
        assert expect is None or code == expect, f"exit code {code}:\n{self.log()}"

    def kill(self):
        """Ends it as a power cut would."""
        self._process.kill()
        self._process.wait(timeout=30)
        if getattr(self, "channel", None):
            self.channel.close()
        self._log.close()


def statistics(folder, *flags, store=None, env=None):
    store = store or f"rocksdb:{folder}/statistics"
    command = [BIN / "karvan-statistics", "--listen=127.0.0.1:0", f"--store={store}", *flags]
    return Process(command, folder, "statistics", env=env)


def agreements(folder, *flags, store=None, env=None):
    store = store or f"rocksdb:{folder}/agreements"
    command = [BIN / "karvan-agreements", "--listen=127.0.0.1:0", f"--store={store}", *flags]
    return Process(command, folder, "agreements", env=env)


def indicators(folder, statistics_address, agreements_address, *flags):
    command = [BIN / "karvan-indicators", "--listen=127.0.0.1:0", f"--statistics_address={statistics_address}",
               f"--agreements_address={agreements_address}", *flags]
    return Process(command, folder, "indicators")


def serve(folder, *flags):
    """The all-in-one."""
    return Process([BIN / "karvan", "serve", "--port=0", *flags], folder, "serve", ready_flag="--ready-file")


class Suite:
    """The three services, each a process."""

    def __init__(self, folder, store=None):
        self.folder, self._store = folder, store

    def __enter__(self):
        self._running = []
        try:
            self.statistics = self._start(statistics(self.folder, store=self._store))
            self.agreements = self._start(agreements(self.folder, store=self._store))
            self.indicators = self._start(
                indicators(self.folder, self.statistics.address, self.agreements.address))
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start(self, process):
        self._running.append(process)
        return process

    def __exit__(self, *_):
        for process in reversed(self._running):
            process.stop()

    def load_seed(self, folder=SEED):
        seed.load(folder, self.statistics.channel, self.agreements.channel)

    def addresses(self):
        """Flags of the command line client."""
        return [f"--statistics-address={self.statistics.address}",
                f"--agreements-address={self.agreements.address}",
                f"--indicators-address={self.indicators.address}"]


def karvan(*arguments, expect=0):
    """Runs the command line client and returns what it printed."""
    done = subprocess.run([BIN / "karvan", *map(str, arguments)], capture_output=True, text=True, timeout=120)
    assert done.returncode == expect, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr
