"""What one dataset says: figures computed from its observations, with the intervals of their rounding."""

import dataclasses
import re
from fractions import Fraction

from oracle.intervals import Interval, Printed


def months_of(period):
    """(first month counted from January of year 0, number of months)."""
    if match := re.fullmatch(r"(\d{4})", period):
        return int(match[1]) * 12, 12
    if match := re.fullmatch(r"(\d{4})-(\d\d)", period):
        return int(match[1]) * 12 + int(match[2]) - 1, 1
    if match := re.fullmatch(r"(\d{4})-([QS])(\d)", period):
        count = 3 if match[2] == "Q" else 6
        return int(match[1]) * 12 + (int(match[3]) - 1) * count, count
    match = re.fullmatch(r"(\d{4})-01-01/P(\d+)M", period)
    return int(match[1]) * 12, int(match[2])


@dataclasses.dataclass(frozen=True)
class Observation:
    flow: str
    period: str
    printed: Printed  # its text is empty when the office gave no value
    statement: str = ""

    def interval(self):
        v, w, half = self.printed.number, self.printed.margin, self.printed.unit / 2
        low, high = {"over": (v, v + w), "at_least": (v, v + w), "up_to": (v - w, v)}.get(
            self.printed.qualifier, (v - half, v + half))
        return Interval(max(low, Fraction(0)), high)


@dataclasses.dataclass(frozen=True)
class Figure:
    """A computed figure: value, interval, the observations behind it."""
    value: Fraction
    interval: Interval
    used: tuple

    def __add__(self, other):
        return Figure(self.value + other.value, self.interval + other.interval, self.used + other.used)


class Evidence:
    """The observations of one reporter about one partner in one dataset."""

    def __init__(self, observations):
        self._cells = {(o.flow, months_of(o.period)): o for o in observations if o.printed.text}

    def without(self, statement):
        return Evidence(o for o in self._cells.values() if o.statement != statement)

    def periods(self, flow):
        return {months for f, months in self._cells if f == flow}

    def published(self, flow, months):
        """The observation of the period itself, or None."""
        cell = self._cells.get((flow, months))
        return cell and Figure(cell.printed.number, cell.interval(), (cell,))

    def pieces(self, flow, months):
        """The exact sum over the fewest pieces of the period, the longest first; or None."""
        return self.published(flow, months) or self._cut(flow, *months)[1]

    def _cut(self, flow, first, count):
        """(number of pieces, their sum) of the best cut; (infinite, None) when there is none."""
        best = (float("inf"), None)
        for length in range(count, 0, -1):
            head = self.published(flow, (first, length))
            if head is None:
                continue
            if length == count:
                return 1, head
            number, rest = self._cut(flow, first + length, count - length)
            if rest is not None and number + 1 < best[0]:
                best = (number + 1, head + rest)
        return best

    def turnover_forms(self, months):
        """The turnover as published, as exports and imports, as a sum of published ones: Figures or None."""
        exports, imports = self.pieces("X", months), self.pieces("M", months)
        return [self.published("T", months), exports and imports and exports + imports,
                self.pieces("T", months)]

    def level(self, flow, months):
        if flow != "T":
            return self.pieces(flow, months)
        return next((form for form in self.turnover_forms(months) if form), None)

    def change(self, flow, months):
        """(V, V0): the figure and that of the same months a year before, of one form if possible."""
        before = (months[0] - 12, months[1])
        if flow == "T":
            for now, then in zip(self.turnover_forms(months), self.turnover_forms(before)):
                if now and then:
                    return now, then
        return self.level(flow, months), self.level(flow, before)

    def growth(self, flow, months):
        now, then = self.change(flow, months)
        if not now or not then or then.value <= 0:
            return None
        n, t = now.interval, then.interval
        return Figure((now.value / then.value - 1) * 100,
                      Interval((n.low / t.high - 1) * 100, (n.high / t.low - 1) * 100), now.used + then.used)

    def share(self, flow, months):
        part = self.pieces(flow, months)
        other = self.pieces("M" if flow == "X" else "X", months)
        if not part:
            return None
        p = part.interval
        if other:
            o = other.interval
            total = part.value + other.value
            return total and Figure(part.value / total * 100,
                                    Interval(p.low / (p.low + o.high) * 100, p.high / (p.high + o.low) * 100),
                                    part.used + other.used)
        whole = self.level("T", months)
        if not whole or not whole.value:
            return None
        w = whole.interval
        return Figure(part.value / whole.value * 100, Interval(p.low / w.high * 100, p.high / w.low * 100),
                      part.used + whole.used)

    def balance(self, months):
        exports, imports = self.pieces("X", months), self.pieces("M", months)
        if not exports or not imports:
            return None
        x, m = exports.interval, imports.interval
        return Figure(exports.value - imports.value, Interval(x.low - m.high, x.high - m.low),
                      exports.used + imports.used)
