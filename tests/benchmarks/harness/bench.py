"""Measures Karvan against PostgreSQL, DuckDB and an echo, side by side in one run (scripts/bench)."""

import argparse
import contextlib
import pathlib
import signal
import sys
import time

import report
from checks import check_answers, check_totals
from dataset import Dataset
from duck import Duck
from echo import Echo
from goals import GOALS, GROWTH_ROWS, Measurements
from karvan import Karvan
from postgres import Postgres
from rounds import Rounds

PARTS = ("load", "q1", "q2", "q3", "q4", "q5", "q6", "throughput", "cold", "vintages", "growth")  # besides, each load is measured

VINTAGES, PAST_VINTAGE = 10, 5
SMALL_ROWS = 1_000_000


def parse_options():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="figures in all; 1, 10 or 50 million")
    parser.add_argument("--outliers", action="store_true", help="one value in 1,000 times 1,000")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts to measure, of {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured")
    parser.add_argument("--load-rounds", type=int, help="how often all is loaded; 3 up to 1 million rows, else 1")
    parser.add_argument("--seconds", type=float, default=2, help="of each measurement of latency or throughput")
    parser.add_argument("--rest-seconds", type=float, default=10, help="a store is at rest when so long unchanged")
    parser.add_argument("--binaries", type=pathlib.Path, required=True, help="folder of the built programs")
    parser.add_argument("--folder", type=pathlib.Path, required=True, help="where data, stores and results go")
    parser.add_argument("--duckdb-python", type=pathlib.Path, required=True, help="a Python that has DuckDB")
    options = parser.parse_args()
    options.only = set(options.only.split(","))
    if unknown := options.only - set(PARTS):
        parser.error(f"--only: {', '.join(sorted(unknown))}: must be of {', '.join(PARTS)}")
    if options.load_rounds is None:
        options.load_rounds = 3 if options.rows <= 1_000_000 and "load" in options.only else 1
    options.binaries, options.folder = options.binaries.resolve(), options.folder.resolve()
    return options


class Bench:
    """The systems, their data, and the steps of a run."""

    def __init__(self, options):
        self._options = options
        self._start = time.monotonic()
        self.measurements = Measurements()
        self._dataset = self._generate(options.rows, outliers=options.outliers)
        run = options.folder / "run"
        self._karvan = Karvan(options.binaries, run, self._dataset.keys_file)
        self._postgres = Postgres(options.binaries, run, self._dataset.keys_file)
        # The interpreter of a virtual environment is a link: resolved, it would not find the environment.
        self._duck = Duck(options.duckdb_python.absolute(), run, self._dataset.keys_file)
        self._echo = Echo(options.binaries)
        self._stores = [self._karvan, self._postgres, self._duck]
        self._rounds = Rounds(self.measurements, options.rounds, options.seconds)

    def close(self):
        with contextlib.ExitStack() as stack:  # each, also when closing another fails
            for system in (*self._stores, self._echo):
                stack.callback(system.close)

    def about(self):
        return {"rows": self._options.rows, "outliers": self._options.outliers, "rounds": self._options.rounds,
                "seconds": self._options.seconds, "postgres": self._postgres.version(),
                "duckdb": self._duck.version()}

    def _generate(self, rows, **variant):
        return Dataset(self._options.binaries / "karvan-bench-generate", self._options.folder / "data", rows, **variant)

    def _say(self, text):
        print(f"==> {time.monotonic() - self._start:7.1f} s  {text}", flush=True)

    def not_known(self):
        """The queries that Karvan's client has no call for."""
        return self._postgres.queries - self._karvan.queries

    def run(self):
        """Every part that was asked for; what cannot be measured is left out."""
        wanted = self._options.only
        # Some months are kept back, to be published into full stores.
        held_back = min(self._options.rounds, 3)
        first, later = self._dataset.months[:-held_back], self._dataset.months[-held_back:]
        self._say(f"Loading {self._options.rows} figures, month by month")
        self._rounds.load(self._stores, first, self._dataset.rows_of(first), self._options.load_rounds)
        self._say("Publishing one more month")
        self._rounds.append(self._stores, later, self._dataset.rows_of)
        self._say("Letting the stores come to rest")
        self._rounds.sizes(self._stores, self._options.rows, self._options.rest_seconds)
        if wanted & {"q4", "q5"}:
            self.measurements.add("summary_seconds", "duckdb", 0, self._duck.summarise())
        self._say("Comparing the answers with sums of our own")
        compared = check_answers(self._stores, self._dataset)
        for query in sorted(self._karvan.queries):
            check_totals([self._karvan, self._postgres], query, calls=20)
        self._say(f"All {compared} answers are right")
        self._measure_queries(wanted)
        if "vintages" in wanted:
            self._measure_vintages()
        if "growth" in wanted and self._options.rows >= GROWTH_ROWS:
            self._measure_growth()
        if "cold" in wanted:
            self._say("Asking servers that have nothing in memory")
            self._rounds.cold(self._stores)

    def _measure_queries(self, wanted):
        for query in sorted(wanted & self._postgres.queries):
            self._say(f"Asking {query}")
            self._rounds.latency(query, [*self._stores, self._echo])
        if "throughput" in wanted:
            self._say("Asking q1 by 16 callers")
            self._rounds.throughput("q1", [self._karvan, self._postgres, self._echo])

    def _measure_vintages(self):
        """Ten releases restate the same rows; the fifth of them is asked for, and the last."""
        rows = min(max(self._options.rows // VINTAGES, 1000), 1_000_000)
        self._say(f"Publishing {VINTAGES} vintages of {rows} figures")
        self._karvan.create("vintages")
        scratch = self._options.folder / "run" / "vintage.csv"
        snapshots, vintages = {}, {}
        for number in range(1, VINTAGES + 1):
            vintages[number] = self._generate(rows, vintage=number)
            snapshots[number] = self._karvan.publish([vintages[number].joined(scratch)], "vintages")["snapshot"]
        self._karvan.settle(self._options.rest_seconds)

        latest = {"dataset": "vintages", "keys_file": vintages[VINTAGES].keys_file}
        past = {**latest, "snapshot": snapshots[PAST_VINTAGE]}
        check_answers([self._karvan], vintages[VINTAGES], **latest)
        check_answers([self._karvan], vintages[PAST_VINTAGE], **past)
        for query in sorted(self._karvan.queries & {"q1", "q2", "q3"}):
            self._rounds.compare(query, self._karvan, (f"{query}_as_of_us", past), (f"{query}_latest_us", latest))

    def _measure_growth(self):
        """A small dataset beside the large one."""
        small = self._generate(SMALL_ROWS, outliers=self._options.outliers)
        self._say(f"Publishing {SMALL_ROWS} figures beside all others")
        self._karvan.create("small")
        self._karvan.load(small.months, "small")
        self._karvan.settle(self._options.rest_seconds)
        about_small = {"dataset": "small", "keys_file": small.keys_file}
        for query in sorted(self._karvan.queries & {"q1", "q2", "q3"}):
            self._rounds.compare(query, self._karvan, (f"{query}_large_us", {}), (f"{query}_small_us", about_small))


def main():
    options = parse_options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # by way of closing what runs
    bench = Bench(options)
    try:
        bench.run()
        about, not_known = bench.about(), bench.not_known()
    finally:
        bench.close()
    results = [goal.judged(bench.measurements, options.rows, not_known) for goal in GOALS]
    report.write(options.folder, results, bench.measurements, about)
    print()
    report.print_measurements(bench.measurements)
    print()
    report.print_goals(results)
    print(f"\n{options.folder}/results.json and measurements.json have the figures")
    return 0


if __name__ == "__main__":
    sys.exit(main())
