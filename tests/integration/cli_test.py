"""The command line client: what it prints, and what it exits with."""

import csv
import io
import json
import shutil
import subprocess

import pytest

import processes

DONE, REFUSED, WRONG_USAGE, UNAVAILABLE = 0, 1, 2, 3
NOBODY = "127.0.0.1:9"


def run(*arguments, expect=DONE):
    """(stdout, stderr) of the client."""
    done = subprocess.run([processes.BIN / "karvan", *map(str, arguments)], capture_output=True, text=True,
                          timeout=120)
    assert done.returncode == expect, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout, done.stderr


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """All services in one process, with the sample loaded by the client."""
    folder = tmp_path_factory.mktemp("cli")
    running = processes.serve(folder, f"--data={folder / 'data'}")
    run("load", processes.SEED, f"--address={running.address}")
    yield running
    running.stop()


@pytest.fixture
def karvan(server):
    """Runs the client on it."""
    return lambda *arguments, expect=DONE: run(*arguments, f"--address={server.address}", expect=expect)


def as_json(karvan, *arguments):
    return json.loads(karvan(*arguments, "--format=json")[0])


def as_csv(karvan, *arguments):
    return list(csv.DictReader(io.StringIO(karvan(*arguments, "--format=csv")[0])))


def test_a_second_load_loads_nothing(karvan):
    def everything():
        return (as_json(karvan, "agreements"), as_json(karvan, "datasets"),
                [as_json(karvan, "datasets", d) for d in ("tjk-agency", "kaz-bns", "comtrade-annual")])

    before = everything()
    karvan("load", processes.SEED)
    assert everything() == before
    assert [len(releases) for releases in before[2]] == [3, 2, 1]


def test_a_changed_seed_changes_what_differs(karvan, tmp_path):
    folder = tmp_path / "seed with spaces"
    shutil.copytree(processes.SEED, folder)
    parties = json.loads((folder / "parties.json").read_text())
    parties[0]["names"][0]["text"] = "Kazakhstan"
    (folder / "parties.json").write_text(json.dumps(parties))
    karvan("load", folder)
    stored = {p["name"]: p for p in as_json(karvan, "agreements", "parties")}
    assert stored["parties/kazakhstan"]["names"][0]["text"] == "Kazakhstan"
    assert {int(p["revision"]) for name, p in stored.items() if name != "parties/kazakhstan"} == {1}
    karvan("load", processes.SEED)


def test_rows_that_cannot_be_read_are_told_in_words(karvan, tmp_path):
    (tmp_path / "broken.csv").write_text("reporter,partner,flow,period,value\nTJK,KAZ,X,2023,1O0\n")
    (tmp_path / "manifest.json").write_text(json.dumps({
        "datasets": [{"name": "datasets/broken", "display_name": "Broken", "provider": "Nobody",
                      "kind": "KIND_MERCHANDISE_TRADE", "currency_code": "USD"}],
        "releases": [{"dataset": "datasets/broken", "release": {}, "files": [{"path": "broken.csv"}]}]}))
    out, err = karvan("load", tmp_path, expect=REFUSED)
    for word in ("broken.csv", "2", "value", "1O0"):
        assert word in out + err
    releases = as_json(karvan, "datasets", "broken")
    assert [r["state"] for r in releases] == ["STATE_ABANDONED"]


def test_datasets(karvan):
    assert {"datasets/tjk-agency", "datasets/comtrade-annual"} <= {d["name"] for d in as_json(karvan, "datasets")}
    assert "tjk-agency" in karvan("datasets")[0]
    assert [row["state"] for row in as_csv(karvan, "datasets", "tjk-agency")] == ["published"] * 3


def test_query(karvan):
    cells = as_json(karvan, "query", "tjk-agency", "--period=2023")
    assert sorted((c["series"]["flow"], c["value"]) for c in cells) == [("M", "893"), ("X", "255.8")]
    assert sorted((r["flow"], r["value"]) for r in as_csv(karvan, "query", "tjk-agency", "--period=2023")) == [
        ("M", "893"), ("X", "255.8")]
    assert "255.8" in karvan("query", "tjk-agency", "--period=2023")[0]


def test_series_draws_a_chart(karvan):
    out, _ = karvan("series", "comtrade-annual", "KAZ", "W00", "X", "--classification=H2", "--product=27")
    assert "█" in out or "#" in out or "▇" in out
    rows = as_csv(karvan, "series", "tjk-agency", "TJK", "KAZ", "T")
    assert [(r["period"], float(r["value"])) for r in rows] == [
        ("2024-01-01/P4M", 441.6e6), ("2024-01-01/P5M", 550e6)]


def test_claims_check(karvan):
    checks = as_json(karvan, "claims", "check", "--areas=KAZ,TJK")
    assert len(checks) == 15
    (check,) = as_json(karvan, "claims", "check", "tjk-turnover-2024-jan-jul")
    assert check["verdict"] == "VERDICT_UNIT_SUSPECT"
    assert "777" in karvan("claims", "check", "tjk-turnover-2024-jan-jul")[0]


def test_briefing(karvan):
    out, _ = karvan("briefing", "KAZ", "TJK", "2024-01-01/P7M")
    for words in ("Turnover 1,148.8 million USD", "77.7% of the turnover", "1,441.4 million USD implied",
                  "648.6 million USD", "74.1% by 2024", "8.2% by 2030", "right is 19.7%"):
        assert words in " ".join(out.split())
    assert as_json(karvan, "briefing", "KAZ", "TJK", "2024-01-01/P7M")["text"] == out
    rows = as_csv(karvan, "briefing", "KAZ", "TJK", "2024-01-01/P7M")
    assert {r["flow"]: r["value"] for r in rows if (r["dataset"], r["period"], r["indicator"]) == (
        "datasets/tjk-agency", "2023", "trade_value")} == {"X": "255800000", "M": "893000000"}


def test_lineage(karvan):
    def used(*arguments):
        (check,) = as_json(karvan, "claims", "check", "tjk-turnover-2023", *arguments)
        return [o["flow"] for o in check["computed"].get("lineage", [])]

    assert (used(), used("--lineage")) == ([], ["X", "M"])
    briefing = as_json(karvan, "briefing", "KAZ", "TJK", "2023", "--lineage")
    assert any(r.get("lineage") for s in briefing["trade"] for r in s["indicators"])


@pytest.mark.parametrize("arguments, expect, words", [
    (["query", "nowhere"], REFUSED, ["datasets/nowhere"]),
    (["claims", "check", "nobodys"], REFUSED, ["claims/nobodys"]),
    (["query", "tjk-agency", "--period=2023-13"], REFUSED, ["2023-13"]),
    (["load", "/no/such/folder"], REFUSED, ["/no/such/folder"]),
    (["nonsense"], WRONG_USAGE, ["subcommand"]),
    (["query"], WRONG_USAGE, ["DATASET"]),
    (["datasets", "--format=xml"], WRONG_USAGE, ["xml"]),
    (["series", "tjk-agency", "TJK", "KAZ", "T", "--known-at=yesterday"], WRONG_USAGE, ["yesterday"]),
])
def test_errors_in_words(karvan, arguments, expect, words):
    out, err = karvan(*arguments, expect=expect)
    assert out == "" or expect == WRONG_USAGE
    for word in words:
        assert word in err


def test_services_at_three_addresses(suite):
    run("load", processes.SEED, *suite.addresses())
    out, _ = run("briefing", "KAZ", "TJK", "2024-01-01/P7M", *suite.addresses())
    assert "1,148.8" in out


def test_nobody_answers():
    _, err = run("datasets", f"--address={NOBODY}", "--timeout=5", expect=UNAVAILABLE)
    assert NOBODY in err and "karvan serve" in err


def test_help_tells_the_exit_codes():
    out, _ = run("--help")
    for command in ("serve", "load", "datasets", "query", "series", "agreements", "claims", "briefing"):
        assert command in out
    assert "Exit codes" in out
