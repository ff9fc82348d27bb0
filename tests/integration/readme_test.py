"""The Python example of the README, run as it stands: against a suite, with code made from the contract pack."""

import os
import pathlib
import re
import subprocess
import sys

import contract_pack
import processes

README = processes.SOURCE / "README.md"
MARK = "<!-- readme client: tests/integration/readme_test.py runs this block -->"


def example():
    """The block of Python after the mark."""
    found = re.search(re.escape(MARK) + r"\s*```python\n(.*?)```", README.read_text(), re.DOTALL)
    assert found, f"README.md has no block of Python after {MARK}"
    return found[1]


def test_the_example_runs(tmp_path):
    code = contract_pack.generate(tmp_path)
    server = processes.serve(tmp_path, "--ephemeral", f"--seed={processes.SEED}")
    program = pathlib.Path(tmp_path) / "first_call.py"
    program.write_text(example())
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=120, env={
        "PATH": os.environ["PATH"], "PYTHONPATH": str(code), "PYTHONDONTWRITEBYTECODE": "1",
        "KARVAN_ADDRESS": server.address})
    server.stop()
    assert done.returncode == 0, done.stderr
    assert "turnover 2023: 1148800000 USD" in done.stdout
    assert "exports from 2022 month 1 : 877600000" in done.stdout
    assert "almost \"$777\" -> " in done.stdout
