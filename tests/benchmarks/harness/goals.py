"""The goals: ratios of measurements of one run."""

import dataclasses
import statistics
from typing import Callable, Optional

GROWTH_ROWS = 50_000_000  # what the goals of growth and memory are stated for

MIB = 1 << 20


class Measurements:
    """What was measured: values by name and system, one a round."""

    def __init__(self):
        self.raw = []
        self._values = {}

    def add(self, name, system, round_number, value, **details):
        """`value` is what ratios are taken of; the details go to the raw file."""
        self.raw.append({"name": name, "system": system, "round": round_number, "value": value, **details})
        self._values.setdefault((name, system), []).append(value)

    def median(self, name, system):
        """Over the rounds; None when it was not measured."""
        values = self._values.get((name, system))
        return statistics.median(values) if values else None

    def ratio(self, above, below):
        """Median of the rounds' ratios of two measurements (name, system): noise that hits a round hits both."""
        if above not in self._values or below not in self._values:
            return None
        # Both have the same rounds.
        return statistics.median(a / b for a, b in zip(self._values[above], self._values[below]))


@dataclasses.dataclass
class Goal:
    name: str
    title: str
    at_least: bool
    limit: float
    measure: Callable[[Measurements], Optional[float]]
    rows: int = 0  # the least data that it can be judged on
    query: str = ""  # what Karvan must be able to answer
    # The same ratio, where the peer reads a table of the sums that Karvan keeps.
    with_summary: Optional[Callable[[Measurements], Optional[float]]] = None

    def judged(self, measurements, rows, not_known=()):
        """The object of the results file. `not_known` are the queries that Karvan cannot be asked."""
        measured = self.measure(measurements)
        result = {"name": self.name, "goal": f"{'>=' if self.at_least else '<='} {self.limit:g}",
                  "measured": _rounded(measured), "met": None}
        if self.query in not_known:
            result["reason"] = f"karvan-bench-client has no call for {self.query}"
        elif measured is None:
            result["reason"] = "not measured in this run"
        elif rows < self.rows:
            result["reason"] = f"is stated for {self.rows} rows"
        else:
            result["met"] = measured >= self.limit if self.at_least else measured <= self.limit
        if self.with_summary:
            result["with_summary_table"] = _rounded(self.with_summary(measurements))
        return result


def _rounded(measured):
    return measured if measured is None else round(measured, 4)


def _ratio(above, below):
    return lambda measurements: measurements.ratio(above, below)


def _worst(*names):
    """The largest of several ratios of Karvan to Karvan, of those that were measured."""
    def measure(measurements):
        ratios = [measurements.ratio((above, "karvan"), (below, "karvan")) for above, below in names]
        return max((ratio for ratio in ratios if ratio is not None), default=None)
    return measure


def _latency(query, limit, summary=False):
    ours = (f"{query}_us", "karvan")
    return Goal(f"{query}_vs_duckdb", f"{query.upper()} p50: DuckDB clustered / Karvan", True, limit,
                _ratio((f"{query}_us", "duckdb"), ours), query=query,
                with_summary=_ratio((f"{query}_summary_us", "duckdb"), ours) if summary else None)


GOALS = [
    Goal("load_vs_postgres", "load rate / PostgreSQL COPY", True, 50,
         _ratio(("load_rate", "karvan"), ("load_rate", "postgres"))),
    Goal("load_vs_duckdb", "load rate / DuckDB clustered", True, 6,
         _ratio(("load_rate", "karvan"), ("load_rate", "duckdb"))),
    Goal("append_vs_postgres", "one more month, rate / PostgreSQL COPY", True, 10,
         _ratio(("append_rate", "karvan"), ("append_rate", "postgres"))),
    Goal("bytes_vs_duckdb", "bytes an observation / DuckDB clustered", False, 0.5,
         _ratio(("bytes_settled", "karvan"), ("bytes_settled", "duckdb"))),
    Goal("q1_throughput_vs_echo", "Q1 calls/s / echo, 16 callers", True, 0.8,
         _ratio(("q1_rate", "karvan"), ("q1_rate", "echo"))),
    Goal("q1_latency_vs_echo", "Q1 p50 / echo p50, 1 caller", False, 1.15,
         _ratio(("q1_us", "karvan"), ("q1_us", "echo"))),
    Goal("q1_throughput_vs_postgres", "Q1 calls/s / PostgreSQL, 16 clients", True, 3,
         _ratio(("q1_rate", "karvan"), ("q1_rate", "postgres"))),
    _latency("q2", 12),
    _latency("q3", 10),
    _latency("q4", 12, summary=True),
    _latency("q5", 8, summary=True),
    _latency("q6", 2),
    Goal("cold_q1_vs_postgres", "cold Q1: PostgreSQL / Karvan", True, 15,
         _ratio(("q1_cold_us", "postgres"), ("q1_cold_us", "karvan"))),
    Goal("as_of_vs_latest", "as-of / latest, ten vintages, the worst of Q1-Q3", False, 1.5,
         _worst(*((f"{query}_as_of_us", f"{query}_latest_us") for query in ("q1", "q2", "q3")))),
    Goal("load_memory_mib", "peak memory of the server while loading, MiB", False, 1024,
         lambda measurements: _in_mib(measurements.median("load_memory_bytes", "karvan")), GROWTH_ROWS),
    Goal("growth", "p50 at all rows / at 1 M rows, the worst of Q1-Q3", False, 1.3,
         _worst(*((f"{query}_large_us", f"{query}_small_us") for query in ("q1", "q2", "q3"))), GROWTH_ROWS),
]


def _in_mib(size):
    return size if size is None else size / MIB
