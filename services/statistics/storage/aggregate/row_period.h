#pragma once

#include <cstdint>

#include "services/statistics/domain/aggregation.h"

namespace karvan::statistics {

// A period in one word; they order by start, then by length, as periods do. kAllPeriods is no period: all
// together.
using RowPeriod = int32_t;
inline constexpr RowPeriod kAllPeriods = 0;

constexpr RowPeriod PackPeriod(int first_month, int month_count) { return first_month << 11 | month_count; }
constexpr int FirstMonthOf(RowPeriod period) { return period >> 11; }
constexpr int MonthCountOf(RowPeriod period) { return period & ((1 << 11) - 1); }

// The months, from January, of a period within a year: bit 0 is January.
constexpr uint16_t MonthsOf(int first_month, int month_count) {
  return static_cast<uint16_t>(((1u << month_count) - 1) << first_month % 12);
}

// Under which periods rows are summed as they are read.
enum class ReadPeriods {
  kSpans,  // those of the grain: see SpanOf
  kOwn,    // every cell under its own period, for what is done by periods afterwards
  kNone,   // under none: the grain is all together, and all months are of one year
};

// How long are the periods into which a grain puts months as they are read, from January on; 0 where each
// cell keeps its own. Years for all together: they are put together afterwards.
constexpr int SpanOf(PeriodGrain grain) {
  switch (grain) {
    case PeriodGrain::kAsStored:
      return 0;
    case PeriodGrain::kMonth:
    case PeriodGrain::kYearToDate:
    case PeriodGrain::kRollingYear:
      return 1;
    case PeriodGrain::kQuarter:
      return 3;
    case PeriodGrain::kHalfYear:
      return 6;
    case PeriodGrain::kAll:
    case PeriodGrain::kYear:
      return 12;
  }
  return 12;
}

// The period within which a longer cell stands in for months that are not there; 0 where none does.
constexpr int StandInSpanOf(PeriodGrain grain) {
  const bool never =
      grain == PeriodGrain::kAsStored || grain == PeriodGrain::kMonth || grain == PeriodGrain::kRollingYear;
  if (never) return 0;
  return grain == PeriodGrain::kYearToDate ? 12 : SpanOf(grain);
}

// The period of `span` months, aligned to January, in which a month lies.
constexpr RowPeriod SpanAround(int month, int span) { return PackPeriod(month / span * span, span); }

}  // namespace karvan::statistics
