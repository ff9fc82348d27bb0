"""The table that a run prints, and the files that it leaves."""

import json
import os
import platform

from goals import GOALS

SYSTEMS = ("karvan", "postgres", "duckdb", "echo")


def _number(value):
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _table(rows):
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        first, *others = (text.ljust(width) if number == 0 else text.rjust(width)
                          for number, (text, width) in enumerate(zip(row, widths)))
        print("  ".join([first, *others]).rstrip())


def print_measurements(measurements):
    """Medians of all that was measured."""
    names = list(dict.fromkeys(row["name"] for row in measurements.raw))
    _table([("median of the rounds", *SYSTEMS)] +
           [(name, *(_number(measurements.median(name, system)) for system in SYSTEMS)) for name in names])


def print_goals(results):
    words = {True: "met", False: "MISSED", None: "not judged"}
    titles = {goal.name: goal.title for goal in GOALS}
    _table([("ratio", "goal", "measured", "")] +
           [(titles[result["name"]], result["goal"], _number(result["measured"]), words[result["met"]])
            for result in results])
    for result in results:
        if "reason" in result:
            print(f"{titles[result['name']]}: {result['reason']}")
        if result.get("with_summary_table") is not None:
            print(f"{titles[result['name']]}, where DuckDB too reads a table of precomputed sums: "
                  f"{_number(result['with_summary_table'])}")


def write(folder, results, measurements, about):
    """results.json: an object a goal. measurements.json: what they are ratios of, and the machine."""
    (folder / "results.json").write_text(json.dumps(results, indent=2) + "\n")
    machine = {"system": platform.platform(), "cores": os.cpu_count(), "processor": _processor()}
    (folder / "measurements.json").write_text(
        json.dumps({"about": about, "machine": machine, "measurements": measurements.raw}, indent=1) + "\n")


def _processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        return next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "")
