"""What the queries must answer, computed from the CSV files in plain Python with exact integers."""

import collections
import csv
import decimal

LABELS = {"q1": 1, "q2": 2, "q3": 2, "q4": 1, "q5": 2, "q6": 2}  # columns before the figures
ORDERED = {"q1", "q4"}  # the order of their rows is part of the answer


def canonical(query, rows):
    """Rows of any system in a form that is equal when the answers are."""
    query = query.removesuffix("_summary")
    labels = LABELS[query]
    parsed = [(*row[:labels], *map(decimal.Decimal, row[labels:])) for row in rows]
    return parsed if query in ORDERED else sorted(parsed)


class Reference:
    """The answers for some of the keys, from one pass over the files."""

    def __init__(self, months, keys_file, numbers):
        with open(keys_file, newline="", encoding="utf-8") as file:
            keys = list(csv.DictReader(file))
        self._keys = {number: keys[number] for number in numbers}
        series = {(k["reporter"], k["partner"], k["flow"], k["product"]) for k in self._keys.values()}
        pairs = {(k["reporter"], k["partner"]) for k in self._keys.values()}
        self._series = collections.defaultdict(list)
        self._pairs = collections.defaultdict(int)     # reporter, partner, month, chapter, flow
        self._partners = collections.defaultdict(int)  # reporter, year, partner
        self._exports = collections.defaultdict(int)   # year, reporter, product
        self._totals = collections.defaultdict(int)    # reporter, year
        for path in months:
            with open(path, newline="", encoding="utf-8") as file:
                rows = csv.reader(file)
                next(rows)
                for reporter, partner, flow, product, period, value, weight, quantity, _ in rows:
                    cents = int(value.replace(".", ""))
                    year = period[:4]
                    if (reporter, partner, flow, product) in series:
                        self._series[reporter, partner, flow, product].append((period, value, weight, quantity))
                    if (reporter, partner) in pairs:
                        self._pairs[reporter, partner, period, product[:2], flow] += cents
                    self._partners[reporter, year, partner] += cents
                    if flow == "X":
                        self._exports[year, reporter, product] += cents
                    self._totals[reporter, year] += cents

    def answer(self, query, number):
        """Canonical rows of a query about the key of that number, which is one of those given."""
        key = self._keys[number]
        return canonical(query, getattr(self, f"_{query}")(**key))

    def _q1(self, reporter, partner, flow, product, **_):
        return sorted(self._series[reporter, partner, flow, product])

    def _pair_sums(self, reporter, partner, wanted, labels):
        sums = collections.defaultdict(int)
        for (a, b, period, chapter, flow), cents in self._pairs.items():
            if (a, b) == (reporter, partner) and wanted(period):
                sums[labels(period, chapter, flow)] += cents
        return [(*label, _amount(cents)) for label, cents in sums.items()]

    def _q2(self, reporter, partner, year, **_):
        years = (str(int(year) - 1), year)
        return self._pair_sums(reporter, partner, lambda period: period[:4] in years and period[5:] <= "07",
                               lambda period, chapter, flow: (period[:4], flow))

    def _q3(self, reporter, partner, year, **_):
        return self._pair_sums(reporter, partner, lambda period: period[:4] == year,
                               lambda period, chapter, flow: (chapter, flow))

    def _q4(self, reporter, year, **_):
        sums = [(partner, cents) for (a, y, partner), cents in self._partners.items() if (a, y) == (reporter, year)]
        return [(partner, _amount(cents)) for partner, cents in sorted(sums, key=lambda row: (-row[1], row[0]))]

    def _q5(self, year, **_):
        return [(reporter, product, _amount(cents))
                for (y, reporter, product), cents in self._exports.items() if y == year]

    def _q6(self, **_):
        return [(reporter, year, _amount(cents)) for (reporter, year), cents in self._totals.items()]


def _amount(cents):
    return decimal.Decimal(cents).scaleb(-2)
