"""The machine's limit: a gRPC server that sends back eight bytes."""

import subprocess

from client import Client


class Echo:
    name = "echo"
    queries = {"q1"}  # it is asked whenever they are

    def __init__(self, binaries):
        self._server = subprocess.Popen([binaries / "karvan-bench-echo-server"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self._client = Client([binaries / "karvan-bench-echo-client", self._server.stdout.readline().strip()])

    def run(self, _query, callers=1, calls=1 << 40, seconds=1e6, first_key=0):
        return self._client.ask("run", callers=callers, calls=calls, seconds=seconds, first_key=first_key)

    def close(self):
        self._client.close()
        self._server.stdin.close()
        self._server.wait(timeout=60)
        self._server.stdout.close()
