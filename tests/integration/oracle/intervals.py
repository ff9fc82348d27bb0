"""Intervals of exact fractions, and what a printed figure says."""

import dataclasses
from fractions import Fraction
from typing import Optional


@dataclasses.dataclass(frozen=True)
class Interval:
    """An end that is None is infinite."""
    low: Optional[Fraction]
    high: Optional[Fraction]
    low_closed: bool = True
    high_closed: bool = True

    def __add__(self, other):
        return Interval(self.low + other.low, self.high + other.high)

    def times(self, factor):
        """Times a positive factor."""
        return Interval(None if self.low is None else self.low * factor,
                        None if self.high is None else self.high * factor, self.low_closed, self.high_closed)

    def mirrored(self):
        return Interval(None if self.high is None else -self.high, None if self.low is None else -self.low,
                        self.high_closed, self.low_closed)

    def ends_before(self, other):
        """All of it lies below all of the other."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (
            self.high == other.low and not (self.high_closed and other.low_closed))

    def overlaps(self, other):
        return not self.ends_before(other) and not other.ends_before(self)

    def is_inside(self, other):
        return self._starts_inside(other) and self.mirrored()._starts_inside(other.mirrored())

    def _starts_inside(self, other):
        if other.low is None:
            return True
        if self.low is None:
            return False
        return self.low > other.low or (
            self.low == other.low and (other.low_closed or not self.low_closed))


@dataclasses.dataclass(frozen=True)
class Printed:
    """A number as printed: text, power of ten, qualifier ("", "about", ...)."""
    text: str
    multiplier: int = 0
    qualifier: str = ""
    upper: str = ""  # of a range

    @property
    def number(self):
        return Fraction(self.text) * Fraction(10) ** self.multiplier

    @property
    def unit(self):
        """The place of the last written digit."""
        return _unit(self.text, self.multiplier)

    @property
    def last_nonzero(self):
        """The place of the last digit that is not zero; of a zero, of the last digit."""
        digits = self.text.lstrip("-").replace(".", "")
        zeros = len(digits) - len(digits.rstrip("0"))
        return self.unit if zeros == len(digits) else self.unit * 10 ** zeros

    @property
    def margin(self):
        return min(self.last_nonzero, abs(self.number) / 10)

    def literal(self):
        return self._interval(meant=False)

    def meant(self):
        return self._interval(meant=True)

    def _interval(self, meant):
        if self.qualifier == "range":
            return self._range()
        v, half, w = abs(self.number), self.unit / 2, self.margin
        if self.qualifier == "about":
            half = self.unit / 2 if v == 0 else min(self.last_nonzero / 2, v / 20)
        interval = {
            "over": Interval(v, v + w if meant else None, False, meant),
            "at_least": Interval(v, None, True, False),
            "almost": Interval(v - w if meant else None, v, meant, False),
            "up_to": Interval(None, v, False, True),
        }.get(self.qualifier, Interval(v - half, v + half))
        return interval.mirrored() if self.text.startswith("-") else interval

    def _range(self):
        ends = sorted([(self.number, self.unit),
                       (Fraction(self.upper) * Fraction(10) ** self.multiplier,
                        _unit(self.upper, self.multiplier))])
        return Interval(ends[0][0] - ends[0][1] / 2, ends[1][0] + ends[1][1] / 2)


def _unit(text, multiplier):
    return Fraction(10) ** (multiplier - len(text.partition(".")[2]))
