#include "services/statistics/storage/testing/aggregate_model.h"

#include <algorithm>
#include <optional>
#include <set>

#include "absl/strings/str_cat.h"

namespace karvan::statistics::testing {
namespace {

struct ModelSum {
  Decimal value;
  bool any = false;
  int64_t cells = 0, missing = 0, longer = 0;
  std::set<int> months;  // year * 12 + month
};

int SpanMonths(PeriodGrain grain) {
  switch (grain) {
    case PeriodGrain::kQuarter:
      return 3;
    case PeriodGrain::kHalfYear:
      return 6;
    case PeriodGrain::kAll:
    case PeriodGrain::kYear:
    case PeriodGrain::kYearToDate:
      return 12;
    default:
      return 0;
  }
}

std::string SeriesText(const Observation& cell) {
  const SeriesKey& key = cell.series;
  return absl::StrCat(key.reporter, " ", key.flow, " ", key.partner, " ", key.product);
}

class Model {
 public:
  Model(const std::vector<Observation>& cells, const Aggregation& asked) : cells_(cells), asked_(asked) {
    for (const Observation& cell : cells_) {
      if (cell.period.IsMonth()) months_.insert({SeriesText(cell), cell.period.first_month()});
    }
  }

  ModelRows Rows() {
    for (const Observation& cell : cells_) {
      if (Counts(cell)) Add(cell);
    }
    if (asked_.grain == PeriodGrain::kRollingYear) Roll();
    ModelRows rows;
    for (const auto& [key, sum] : sums_) {
      const auto& [names, period] = key;
      const std::string text = absl::StrCat(names, period ? period->ToString() : "all");
      rows[text] = ModelFigures(sum.value, sum.any, sum.cells, sum.missing, sum.longer,
                                static_cast<int>(sum.months.size()));
    }
    return rows;
  }

 private:
  using RowName = std::pair<std::string, std::optional<Period>>;

  bool Counts(const Observation& cell) const {
    if (cell.series.partner == kWorld) return false;
    const bool as_stored = asked_.GroupsBy(Dimension::kProduct) && asked_.product_digits == 0;
    if (as_stored && asked_.sum_level == 0) return true;
    const size_t level = asked_.sum_level != 0 ? static_cast<size_t>(asked_.sum_level) : 6;
    return cell.series.product != kTotalProduct && cell.series.product.size() == level;
  }

  std::string NamesOf(const Observation& cell) const {
    std::string names;
    for (Dimension dimension : asked_.group_by) {
      std::string code;
      if (dimension == Dimension::kReporter) code = cell.series.reporter;
      if (dimension == Dimension::kFlow) code = cell.series.flow;
      if (dimension == Dimension::kPartner) code = cell.series.partner;
      if (dimension == Dimension::kProduct) {
        const size_t digits = static_cast<size_t>(asked_.product_digits);
        code = digits == 0 ? cell.series.product : cell.series.product.substr(0, digits);
      }
      absl::StrAppend(&names, code, " ");
    }
    return names;
  }

  bool HasMonths(const Observation& cell, int span) const {
    const int first = cell.period.first_month() / span * span;
    for (int month = first; month < first + span; ++month) {
      if (months_.count({SeriesText(cell), month}) > 0) return true;
    }
    return false;
  }

  // The length of the cells that stand in for the months of a series.
  int BestLength(const Observation& like, int span) const {
    std::map<int, int> covered;
    for (const Observation& cell : cells_) {
      const int start = cell.period.first_month() % span;
      const int length = cell.period.month_count();
      const bool same = SeriesText(cell) == SeriesText(like) &&
                        cell.period.first_month() / span == like.period.first_month() / span;
      if (same && start + length <= span && start % length == 0) covered[length] += length;
    }
    int best = 0;
    for (const auto& [length, months] : covered) {
      if (best == 0 || months >= covered[best]) best = length;
    }
    return best;
  }

  void Add(const Observation& cell) {
    const int first = cell.period.first_month();
    const int length = cell.period.month_count();
    const int span = SpanMonths(asked_.grain);
    if (asked_.grain == PeriodGrain::kAsStored) return AddTo(cell.period, cell);
    if (span == 0) {
      if (length == 1) AddTo(cell.period, cell);
      return;
    }
    if (asked_.grain == PeriodGrain::kYearToDate) return AddToDate(cell);
    if (first / span != (first + length - 1) / span) return;
    if (length > 1) {
      if (HasMonths(cell, span) || first % span % length != 0 || BestLength(cell, span) != length) return;
    }
    if (asked_.grain == PeriodGrain::kAll) return AddTo(std::nullopt, cell);
    AddTo(Period::FromMonths(first / span * span, span).value(), cell);
  }

  void AddToDate(const Observation& cell) {
    const int first = cell.period.first_month();
    const int january = first / 12 * 12;
    if (cell.period.month_count() > 1) {
      if (first == january && cell.period.end_month() <= january + 12 && !HasMonths(cell, 12)) {
        AddTo(cell.period, cell);
      }
      return;
    }
    // To the end of every month that the row has.
    std::set<int> ends;
    for (const Observation& other : cells_) {
      const bool same_row = Counts(other) && NamesOf(other) == NamesOf(cell) && other.period.IsMonth();
      if (same_row && other.period.first_month() >= first && other.period.first_month() < january + 12) {
        ends.insert(other.period.end_month());
      }
    }
    for (int end : ends) AddTo(Period::FromMonths(january, end - january).value(), cell);
  }

  void AddTo(std::optional<Period> period, const Observation& cell) {
    ModelSum& sum = sums_[{NamesOf(cell), period}];
    AddCell(cell, sum);
  }

  static void AddCell(const Observation& cell, ModelSum& sum) {
    ++sum.cells;
    if (cell.period.month_count() > 1) ++sum.longer;
    for (int month = cell.period.first_month(); month < cell.period.end_month(); ++month)
      sum.months.insert(month);
    if (!cell.measures.value) {
      ++sum.missing;
      return;
    }
    sum.any = true;
    sum.value = sum.value.Add(cell.measures.value->Shift(cell.measures.unit_multiplier).value()).value();
  }

  void Roll() {
    const std::map<RowName, ModelSum> months = std::exchange(sums_, {});
    for (const auto& [key, last] : months) {
      std::vector<const ModelSum*> twelve;
      for (int back = 11; back >= 0; --back) {
        const auto at = months.find({key.first, key.second->AddMonths(-back).value()});
        if (at != months.end()) twelve.push_back(&at->second);
      }
      if (twelve.size() < 12) continue;
      ModelSum& sum = sums_[{key.first, Period::FromMonths(key.second->first_month() - 11, 12).value()}];
      for (const ModelSum* month : twelve) {
        sum.value = sum.value.Add(month->value).value();
        sum.any = sum.any || month->any;
        sum.cells += month->cells;
        sum.missing += month->missing;
        sum.months.insert(month->months.begin(), month->months.end());
      }
    }
  }

  const std::vector<Observation>& cells_;
  const Aggregation& asked_;
  std::set<std::pair<std::string, int>> months_;
  std::map<RowName, ModelSum> sums_;
};

}  // namespace

std::string ModelFigures(const Decimal& value, bool has_value, int64_t cells, int64_t missing, int64_t longer,
                         int months) {
  // Values as numbers: zeros after the last digit do not matter.
  const std::string text = has_value ? absl::StrCat(value.Rescale(6).value().ToString()) : "none";
  return absl::StrCat(text, " of ", cells, ", ", missing, " missing, ", longer, " longer, ", months,
                      " months");
}

ModelRows ModelAggregate(const std::vector<Observation>& cells, const Aggregation& aggregation) {
  return Model(cells, aggregation).Rows();
}

}  // namespace karvan::statistics::testing
