"""kill -9 at random moments of imports, publications and registry writes: all or nothing, nothing lost."""

import os

import crashes
import processes

ROUNDS = int(os.environ.get("KARVAN_CRASHES", "6"))
SEED = 20240821


def test_releases(tmp_path):
    rounds = crashes.Releases(tmp_path, processes.statistics, SEED)
    rounds.run(ROUNDS)
    assert rounds.interrupted > 0


def test_registry(tmp_path):
    rounds = crashes.Parties(tmp_path, processes.agreements, SEED)
    rounds.run(ROUNDS)
    assert rounds.interrupted > 0
