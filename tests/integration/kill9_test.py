"""kill -9 at random moments of imports, publications and registry writes: all or nothing, nothing lost.

A run fails too when no kill hit one of the calls, since it would show less than it seems to."""

import os

import crashes
import processes

ROUNDS = int(os.environ.get("KARVAN_CRASHES", "6"))
SEED = 20240821


def test_releases(tmp_path):
    crashes.Releases(tmp_path, processes.statistics, SEED).run(ROUNDS)


def test_registry(tmp_path):
    crashes.Parties(tmp_path, processes.agreements, SEED).run(ROUNDS)
