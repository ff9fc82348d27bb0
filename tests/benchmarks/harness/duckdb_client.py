"""DuckDB's client, run by the interpreter that has the module: commands as those of the other clients.

usage: duckdb_client.py DATABASE_FILE SQL_FOLDER KEYS_FILE
"""

import csv
import json
import pathlib
import sys
import time

import duckdb
import numpy  # noqa: F401 pylint: disable=unused-import; else the first fetchnumpy() would load it

THREADS = 2


class DuckDb:
    def __init__(self, database, sql_folder, keys_file):
        self._connection = duckdb.connect(database, config={"threads": THREADS})
        self._sql = {path.stem: path.read_text() for path in pathlib.Path(sql_folder).glob("*.sql")}
        self._prepared = set()
        with open(keys_file, newline="", encoding="utf-8") as file:
            self._keys = [{name: value if name == "year" else f"'{value}'" for name, value in key.items()}
                          for key in csv.DictReader(file)]

    def version(self):
        return {"version": duckdb.__version__}

    def schema(self):
        self._connection.execute(self._sql["schema"])
        return {}

    def load(self, files):
        """All files as one load, in the order of the keys."""
        start = time.perf_counter()
        self._connection.execute(self._sql["load"], {"files": files})
        return {"seconds": time.perf_counter() - start}

    def checkpoint(self):
        """Moves what is in the log to its place in the file."""
        self._connection.execute("CHECKPOINT")
        return {}

    def summarise(self):
        """Makes the summary tables."""
        start = time.perf_counter()
        self._connection.execute(self._sql["summary"])
        return {"seconds": time.perf_counter() - start}

    def _prepare(self, query):
        if query not in self._prepared:
            self._connection.execute(f"PREPARE {query} AS {self._sql[query]}")
            self._prepared.add(query)

    def _ask(self, query, key):
        sql = self._sql[query]
        arguments = ", ".join(f"{name} := {value}" for name, value in key.items() if f"${name}" in sql)
        return self._connection.execute(f"EXECUTE {query}({arguments})" if arguments else f"EXECUTE {query}")

    def run(self, query, calls, seconds, first_key):
        """One caller. The answers are fetched into arrays, which takes the least time of what Python can do."""
        self._prepare(query)
        latencies, rows = [], 0
        start = time.perf_counter()
        while len(latencies) < calls and time.perf_counter() - start < seconds:
            key = self._keys[(first_key + len(latencies)) % len(self._keys)]
            asked = time.perf_counter()
            columns = self._ask(query, key).fetchnumpy()
            latencies.append(time.perf_counter() - asked)
            rows += len(next(iter(columns.values())))
        elapsed = time.perf_counter() - start
        latencies.sort()
        return {"calls": len(latencies), "seconds": elapsed, "calls_per_second": len(latencies) / elapsed,
                "p50_us": _percentile(latencies, 50) * 1e6, "p99_us": _percentile(latencies, 99) * 1e6, "rows": rows}

    def answer(self, query, key):
        self._prepare(query)
        rows = self._ask(query, self._keys[key]).fetchall()
        return {"rows": [[value.strftime("%Y-%m") if hasattr(value, "strftime") else str(value) for value in row]
                         for row in rows]}


def _percentile(ascending, percent):
    return ascending[(len(ascending) - 1) * percent // 100]


def main():
    database = DuckDb(*sys.argv[1:])
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = getattr(database, request.pop("command"))(**request)
        except Exception as error:  # pylint: disable=broad-except; told to whoever asked
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
