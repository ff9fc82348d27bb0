"""scripts/run, as someone with nothing but a checkout runs it: a release is built, twice no second load."""

import shutil
import subprocess

import pytest

import processes

BUILD_SECONDS = 3600  # without a warm ccache


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A copy of the sources, in a folder with a space."""
    folder = tmp_path_factory.mktemp("run") / "a checkout"
    shutil.copytree(processes.SOURCE, folder, ignore=shutil.ignore_patterns("build", ".git"))
    yield folder
    shutil.rmtree(folder)


def run(checkout):
    """What it prints, called from elsewhere."""
    done = subprocess.run([checkout / "scripts" / "run"], cwd="/", capture_output=True, text=True, timeout=BUILD_SECONDS)
    assert done.returncode == 0, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_it_builds_loads_and_briefs_and_the_second_time_only_briefs(checkout):
    first, second = run(checkout), run(checkout)
    assert "29 created, 8 published\n" in first
    assert "29 unchanged, 8 skipped\n" in second
    for printed in (first, second):
        assert ("==> Briefing: Kazakhstan and Tajikistan, January-July 2024\n"
                "BRIEFING: KAZAKHSTAN AND TAJIKISTAN, JANUARY-JULY 2024\n") in printed
        assert "Turnover  1,148.8 million USD" in printed
        assert "==> Done. scripts/run --serve keeps the suite up" in printed
    assert not list((checkout / "build" / "run").glob("ready*"))
