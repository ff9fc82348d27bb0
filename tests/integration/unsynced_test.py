"""Power cuts at random moments: all that was not synced is gone. All or nothing, and nothing acknowledged lost.

A kill alone cannot show a missing sync, since the system still writes what the process had handed to it.
"""

import os
import pathlib
import sys

import grpc
import pytest

import crashes
import processes

sys.path.append(str(pathlib.Path(__file__).parent / "faults"))
import power_cut  # noqa: E402

CRASHES = int(os.environ.get("KARVAN_CRASHES", "3"))  # of each kind of call
SEED = 20230503
SHIM = os.environ["KARVAN_SHIM"]


class PowerCuts:
    """Starts servers on a folder that can lose power, and cuts it."""

    def __init__(self, start, name):
        self._server, self._name = start, name
        self.ignore_syncs = False

    def start(self, folder):
        self._data, self._durable = folder / self._name, folder / "durable"
        self._data.mkdir(exist_ok=True)
        self._durable.mkdir(exist_ok=True)
        return self._server(folder, env=power_cut.environment(
            SHIM, self._data, self._durable, ignore_syncs=self.ignore_syncs))

    def cut(self, process):
        process.kill()
        power_cut.restore(self._data, self._durable)


KINDS = pytest.mark.parametrize("kind, server, name", [
    (crashes.Releases, processes.statistics, "statistics"),
    (crashes.Parties, processes.agreements, "agreements"),
])


@KINDS
def test_nothing_acknowledged_is_lost(tmp_path, record_property, kind, server, name):
    power = PowerCuts(server, name)
    record_property("crashes", kind(tmp_path, power.start, SEED, power.cut).run(CRASHES))


@KINDS
def test_a_missing_sync_would_be_noticed(tmp_path, kind, server, name):
    power = PowerCuts(server, name)
    rounds = kind(tmp_path, power.start, SEED, power.cut)
    process = power.start(tmp_path)
    rounds.prepare(process)
    power.cut(process)

    power.ignore_syncs = True
    process = power.start(tmp_path)
    rounds.write(process)
    power.cut(process)

    power.ignore_syncs = False
    process = power.start(tmp_path)
    with pytest.raises((AssertionError, grpc.RpcError)):  # the dataset itself may be gone
        rounds.check(process, everything=True)
    process.stop()
