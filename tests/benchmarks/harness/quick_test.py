"""A run on 100,000 rows: every query's answers of all systems are equal, and the results are written."""

import json
import os
import pathlib
import subprocess
import sys

from goals import GOALS

HERE = pathlib.Path(__file__).resolve().parent


def test_a_quick_run(tmp_path):
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):  # PostgreSQL's user must reach its own
        folder.chmod(0o755)
    done = subprocess.run(
        [sys.executable, HERE / "bench.py", "--rows=100000", "--rounds=1", "--load-rounds=1", "--seconds=0.1",
         "--rest-seconds=0", f"--binaries={os.environ['KARVAN_BIN']}", f"--folder={tmp_path}",
         f"--duckdb-python={os.environ['DUCKDB_PYTHON']}"],
        capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "answers are right" in done.stdout
    results = json.loads((tmp_path / "results.json").read_text())
    assert [result["name"] for result in results] == [goal.name for goal in GOALS]
    # Too little data for a verdict, but everything that Karvan can be asked has been measured.
    for result in results:
        assert result["measured"] is not None or "no call for" in result["reason"] or result["name"] == "growth"
    assert json.loads((tmp_path / "measurements.json").read_text())["about"]["rows"] == 100000
