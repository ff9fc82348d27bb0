"""Rounds of measurements: A B C A B C, so that what disturbs the machine disturbs all alike."""

import os

CALLERS = 16
WARM_UP_SECONDS = 0.5
COLD_ROUNDS = 5


class Rounds:
    def __init__(self, measurements, rounds, seconds):
        self._measurements = measurements
        self._rounds = rounds
        self._seconds = seconds

    def load(self, systems, files, rows, rounds):
        """Loads fresh stores; those of the last round stay."""
        for number in range(rounds):
            for system in systems:
                system.fresh()
                os.sync()  # what others have left to write
                seconds = system.load(files)
                self._measurements.add("load_rate", system.name, number, rows / seconds, rows=rows, seconds=seconds)
                self._measurements.add("bytes_loaded", system.name, number, system.used_bytes() / rows)
                if hasattr(system, "memory_peak_bytes"):
                    self._measurements.add("load_memory_bytes", system.name, number, system.memory_peak_bytes())

    def append(self, systems, files, rows_of):
        """Publishes a file a round into the full stores."""
        for number, file in enumerate(files):
            rows = rows_of([file])
            for system in systems:
                os.sync()
                seconds = system.load([file])
                self._measurements.add("append_rate", system.name, number, rows / seconds, rows=rows, seconds=seconds)

    def sizes(self, systems, rows, rest_seconds):
        """What the stores take once all work behind them is done."""
        for system in systems:
            system.settle(rest_seconds)
            self._measurements.add("bytes_settled", system.name, 0, system.used_bytes() / rows)

    def latency(self, query, systems):
        """p50 of one caller; also with a summary table, by systems that have one."""
        asked = [(system, name) for system in systems for name in (query, f"{query}_summary")
                 if name in system.queries]
        for system, name in asked:
            system.run(name, seconds=WARM_UP_SECONDS)
        for number in range(self._rounds):
            for system, name in asked:
                run = system.run(name, seconds=self._seconds, first_key=self._first_key(number))
                self._add_latency(f"{name}_us", system, number, run)

    def throughput(self, query, systems):
        """Calls a second of 16 callers."""
        for number in range(self._rounds):
            for system in systems:
                run = system.run(query, callers=CALLERS, seconds=self._seconds, first_key=self._first_key(number))
                self._measurements.add(f"{query}_rate", system.name, number, run["calls_per_second"], run=run)

    def compare(self, query, karvan, one, other):
        """p50 of Karvan asked about two things: each is (name of the measurement, what it is asked about)."""
        for number in range(self._rounds):
            for name, about in (one, other):
                run = karvan.run(query, seconds=self._seconds, first_key=self._first_key(number), **about)
                self._add_latency(name, karvan, number, run)

    def cold(self, systems):
        """The first call after a restart with an empty cache, a new key each time; Q6 likewise."""
        for query in ("q1", "q6"):
            for number in range(COLD_ROUNDS):
                for system in (system for system in systems if query in system.queries):
                    system.restart_cold()
                    run = system.run(query, calls=1, first_key=self._first_key(number))
                    self._add_latency(f"{query}_cold_us", system, number, run)

    def _add_latency(self, name, system, number, run):
        self._measurements.add(name, system.name, number, run["p50_us"], run=run)

    @staticmethod
    def _first_key(number):
        """Rounds ask for other keys, and every system for the same."""
        return 97 * (number + 1)
