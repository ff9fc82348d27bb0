"""Where the tests of running servers find the binaries, the stubs and the data."""

import os
import pathlib
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
STUBS = pathlib.Path(os.environ["KARVAN_STUBS"])

sys.path[:0] = [str(HERE), str(STUBS)]

import google  # noqa: E402
import grpc  # noqa: E402

# Debian's packages own `google` and `grpc`; generated code of the same packages stands beside them.
google.__path__ = [*google.__path__, str(STUBS / "google")]
grpc.__path__ = [*grpc.__path__, str(STUBS / "grpc")]

from processes import Suite  # noqa: E402


@pytest.fixture(scope="module")
def suite(tmp_path_factory):
    """The three services as processes of their own, empty."""
    with Suite(tmp_path_factory.mktemp("suite")) as running:
        yield running


@pytest.fixture(scope="module")
def loaded_suite(tmp_path_factory):
    """The three services as processes of their own, with the sample data."""
    with Suite(tmp_path_factory.mktemp("suite")) as running:
        running.load_seed()
        yield running


def pytest_terminal_summary(terminalreporter):
    """Figures that tests recorded stand in the log of a run that passed too."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if report.when == "call":
                terminalreporter.write_line(f"{report.nodeid.rsplit('::', 1)[1]}: {name}: {value}")
