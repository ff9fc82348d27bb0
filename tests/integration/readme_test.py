"""The first call of the README in Python: its program and its shell lines, run as they stand."""

import os
import re
import shutil
import subprocess

import contract_pack
import processes

README = processes.SOURCE / "README.md"


def block(name):
    """The block of the README after the mark of that name."""
    mark = f"<!-- readme {name}: tests/integration/readme_test.py runs this block -->"
    found = re.search(re.escape(mark) + r"\s*```\w*\n(.*?)```", README.read_text(), re.DOTALL)
    assert found, f"README.md has no block after {mark}"
    return found[1]


def test_the_first_call_runs(tmp_path):
    release = tmp_path / "build" / "release"
    release.mkdir(parents=True)
    shutil.copy(contract_pack.PACK, release)
    (tmp_path / "first_call.py").write_text(block("client"))
    server = processes.serve(tmp_path, "--ephemeral", f"--seed={processes.SEED}")
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", block("shell")], cwd=tmp_path, capture_output=True,
                          text=True, timeout=120, env={
                              "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1",
                              "KARVAN_ADDRESS": server.address})
    server.stop()
    assert done.returncode == 0, done.stderr
    assert "turnover 2023: 1148800000 USD" in done.stdout
    exports = [line for line in done.stdout.splitlines() if line.startswith("exports in")]
    assert exports == ["exports in 6 months from 2021-01: 350400000", "exports in 6 months from 2022-01: 362700000",
                       "exports in 12 months from 2022-01: 877600000"]
    assert "almost \"$777\" -> " in done.stdout
