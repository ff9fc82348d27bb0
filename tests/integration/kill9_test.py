"""kill -9 at random moments of imports, publications and registry writes: all or nothing, nothing lost."""

import os

import crashes
import processes

CRASHES = int(os.environ.get("KARVAN_CRASHES", "3"))  # of each kind of call
SEED = 20240821


def test_releases(tmp_path, record_property):
    record_property("crashes", crashes.Releases(tmp_path, processes.statistics, SEED).run(CRASHES))


def test_registry(tmp_path, record_property):
    record_property("crashes", crashes.Parties(tmp_path, processes.agreements, SEED).run(CRASHES))
