"""Talks to a client of a system under test: a JSON object a line each way (tests/benchmarks/client/command_loop.h)."""

import json
import subprocess
import threading

ANSWER_SECONDS = 3600  # a load of 50 million rows into the slowest system


class ClientError(RuntimeError):
    """The client ended, or what it was told to do failed."""


class Client:
    """A client process. Answers are waited for; one that does not answer in time is killed."""

    def __init__(self, command):
        self._command = list(map(str, command))
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, command, **fields):
        """The answer to a command."""
        timer = threading.Timer(ANSWER_SECONDS, self._process.kill)
        timer.start()
        try:
            self._process.stdin.write(json.dumps({"command": command, **fields}) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            timer.cancel()
        if not line:
            raise ClientError(f"{self._command[0]} ended with {self._process.wait()}")
        answer = json.loads(line)
        if "error" in answer:
            raise ClientError(f"{self._command[0]}, {command}: {answer['error']}")
        return answer

    def close(self):
        self._process.stdin.close()
        self._process.wait(timeout=60)
        self._process.stdout.close()
