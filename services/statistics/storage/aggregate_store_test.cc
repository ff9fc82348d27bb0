// Sums of a store, case by case and at random against a plain model. Long, for all cases share one fixture
// and its words for rows.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "absl/strings/str_cat.h"
#include "services/statistics/storage/testing/aggregate_model.h"
#include "services/statistics/storage/testing/stores_test.h"

namespace karvan::statistics::testing {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// "KAZ X 270900 2023 6=12": reporter, flow, product, period, level and value.
Observation Cell(absl::string_view product, absl::string_view period, absl::string_view value,
                 absl::string_view partner = "TJK", absl::string_view flow = "X",
                 absl::string_view reporter = "KAZ") {
  Observation cell;
  cell.series.reporter = std::string(reporter);
  cell.series.flow = std::string(flow);
  cell.series.partner = std::string(partner);
  cell.series.product = std::string(product);
  cell.period = *Period::Parse(period);
  if (!value.empty()) cell.measures.value = *Decimal::Parse(value);
  return cell;
}

class AggregateStoreTest : public StoresTest {
 protected:
  void SetUp() override {
    StoresTest::SetUp();
    EXPECT_OK(datasets_->Create(NewDataset("kz"), {}));
    query_.dataset = "kz";
    query_.compilation = true;
  }

  void Publish(const std::vector<Observation>& cells) {
    PublishCells("kz", cells);
    query_.snapshot = *observations_->ResolveSnapshot("kz", Now{});
  }

  absl::StatusOr<AggregateAnswer> Ask() { return observations_->Aggregate(query_, Alive); }

  // Each row as "keys period value", with the remainder as "rest".
  std::vector<std::string> Rows() {
    absl::StatusOr<AggregateAnswer> answer = Ask();
    if (!answer.ok()) return {std::string(answer.status().message())};
    std::vector<std::string> rows;
    for (uint32_t number : answer->rows) {
      const AggregateRow& row = answer->table.row(number);
      rows.push_back(
          absl::StrCat(KeyText(*answer, row), row.value.empty() ? "none" : ValueOf(row).ToString()));
    }
    return rows;
  }

  std::string KeyText(const AggregateAnswer& answer, const AggregateRow& row) {
    std::string text = answer.IsRemainder(row) ? "rest " : "";
    for (Dimension dimension : query_.aggregation.group_by) {
      if (!answer.IsRemainder(row)) absl::StrAppend(&text, answer.CodeOf(row, dimension).ToString(), " ");
    }
    const RowPeriod period = row.key.period;
    if (period == kAllPeriods) return text;
    return absl::StrCat(text, Period::FromMonths(FirstMonthOf(period), MonthCountOf(period))->ToString(),
                        " ");
  }

  static Decimal ValueOf(const AggregateRow& row) { return row.value.Total().value(); }

  // What the office reported of the only row: "4: 12 of 1" by the bits of its totals.
  std::vector<std::string> Reported() {
    const AggregateAnswer answer = Ask().value();
    EXPECT_EQ(answer.rows.size(), 1u);
    std::vector<std::string> reported;
    for (uint16_t totals = 1; totals < 8; ++totals) {
      RowKey key = answer.table.row(answer.rows[0]).key;
      key.totals = totals;
      if (const std::optional<uint32_t> number = answer.table.Find(key)) {
        const AggregateRow& row = answer.table.row(*number);
        reported.push_back(absl::StrCat(totals, ": ", ValueOf(row).ToString(), " of ", row.cells));
      }
    }
    return reported;
  }

  AggregateQuery query_;
};

TEST_P(AggregateStoreTest, SumsSixDigitsWithoutTheWorld) {
  Publish({Cell("270900", "2023-01", "1.5"), Cell("271000", "2023-02", "2"), Cell("27", "2023-01", "100"),
           Cell("TOTAL", "2023-01", "100"), Cell("270900", "2023-01", "100", "W00"),
           Cell("27090010", "2023-01", "100"), Cell("270900", "2023-01", "4.25", "UZB"),
           Cell("270900", "2023-01", "100", "TJK", "X", "W00")});
  EXPECT_THAT(Rows(), ElementsAre("7.75"));
  query_.aggregation.group_by = {Dimension::kPartner};
  query_.aggregation.order = AggregateOrder::kKey;
  EXPECT_THAT(Rows(), ElementsAre("TJK 3.5", "UZB 4.25"));
  query_.filter.partners = CodeSet::Of({"W00"});
  EXPECT_THAT(Rows(), ElementsAre("W00 100"));
  query_.filter.partners = CodeSet::Any();
  query_.aggregation.sum_level = 8;
  EXPECT_THAT(Rows(), ElementsAre("TJK 100"));
  query_.aggregation.sum_level = 0;
  query_.filter.products = CodeSet::Of({"TOTAL"});
  EXPECT_THAT(Rows(), ElementsAre("TJK 100"));
}

TEST_P(AggregateStoreTest, RangesAreSummedAtOneLevelWithoutTheWorld) {
  Publish({Cell("270900", "2023-01", "1"), Cell("2709", "2023-01", "100"), Cell("27", "2023-01", "1000"),
           Cell("271000", "2023-02", "2", "UZB"), Cell("270900", "2023-01", "50", "W00"),
           Cell("440710", "2023-01", "7")});
  query_.filter.products = CodeSet::Of({}, {*CodeRange::Between("27", "27")});
  query_.filter.partners = CodeSet::Of({}, {*CodeRange::Between("T", "Z")});
  EXPECT_THAT(Rows(), ElementsAre("3"));
  query_.filter.product_digits = {4};
  EXPECT_THAT(Rows(), ElementsAre("100"));
  query_.filter.product_digits = {2, 4};
  query_.aggregation.sum_level = 2;
  EXPECT_THAT(Rows(), ElementsAre("1000"));
}

TEST_P(AggregateStoreTest, ProductsAreCutOrStayAsStored) {
  Publish({Cell("270900", "2023-01", "1"), Cell("271000", "2023-01", "2"), Cell("440710", "2023-03", "4"),
           Cell("27", "2023-01", "3")});
  query_.aggregation.group_by = {Dimension::kProduct};
  query_.aggregation.order = AggregateOrder::kKey;
  query_.aggregation.product_digits = 2;
  EXPECT_THAT(Rows(), ElementsAre("27 3", "44 4"));
  query_.aggregation.product_digits = 4;
  EXPECT_THAT(Rows(), ElementsAre("2709 1", "2710 2", "4407 4"));
  query_.aggregation.product_digits = 0;
  EXPECT_THAT(Rows(), ElementsAre("27 3", "270900 1", "271000 2", "440710 4"));
  query_.aggregation.grain = PeriodGrain::kMonth;
  EXPECT_THAT(Rows(),
              ElementsAre("27 2023-01 3", "270900 2023-01 1", "271000 2023-01 2", "440710 2023-03 4"));
}

TEST_P(AggregateStoreTest, MultipliersAndScalesAreExact) {
  Observation thousands = Cell("270900", "2023-01", "1.5");
  thousands.measures.unit_multiplier = 3;
  Publish({thousands, Cell("270900", "2023-02", "0.0001"),
           Cell("270900", "2023-03", "12345678901234567890.5"), Cell("270900", "2023-04", "-2")});
  EXPECT_THAT(Rows(), ElementsAre("12345678901234569388.5001"));
  query_.aggregation.grain = PeriodGrain::kMonth;
  query_.aggregation.order = AggregateOrder::kValueDescending;
  EXPECT_THAT(Rows(),
              ElementsAre("2023-01 1500", "2023-02 0.0001", "2023-03 12345678901234567890.5", "2023-04 -2"));
}

TEST_P(AggregateStoreTest, SumsOfMoreThan38DigitsAreErrors) {
  const std::string nines(38, '9');
  Publish({Cell("270900", "2023-01", nines), Cell("270900", "2023-02", "1")});
  EXPECT_THAT(Ask(), HasReason("DECIMAL_OVERFLOW"));
}

TEST_P(AggregateStoreTest, MissingIsNotZero) {
  Observation weight_only = Cell("270900", "2023-01", "");
  weight_only.measures.net_weight = *Decimal::Parse("7.5");
  Observation confidential = Cell("271000", "2023-01", "2", "UZB");
  confidential.measures.confidentiality = "C";
  Publish({weight_only, confidential});
  query_.aggregation.group_by = {Dimension::kPartner};
  query_.aggregation.net_weight = true;
  query_.aggregation.order = AggregateOrder::kValueDescending;
  EXPECT_THAT(Rows(), ElementsAre("UZB 2", "TJK none"));
  ASSERT_OK_AND_ASSIGN(const AggregateAnswer answer, Ask());
  const AggregateRow& uzbek = answer.table.row(answer.rows[0]);
  const AggregateRow& tajik = answer.table.row(answer.rows[1]);
  EXPECT_EQ(uzbek.confidential, 1u);
  EXPECT_EQ(uzbek.missing_values, 0u);
  EXPECT_TRUE(answer.table.more(answer.rows[0]).net_weight.empty());
  EXPECT_EQ(answer.table.more(answer.rows[0]).missing_net_weights, 1u);
  EXPECT_EQ(tajik.missing_values, 1u);
  EXPECT_EQ(tajik.confidential, 0u);
  EXPECT_EQ(answer.table.more(answer.rows[1]).net_weight.Total()->ToString(), "7.5");
}

TEST_P(AggregateStoreTest, QuantitiesOfOneUnit) {
  auto with = [](Observation cell, const char* quantity, const char* unit) {
    cell.measures.quantity = *Decimal::Parse(quantity);
    cell.measures.quantity_unit = unit;
    return cell;
  };
  Publish({with(Cell("270900", "2023-01", "1"), "2", "t"), with(Cell("270900", "2023-02", "1"), "3.5", "t"),
           Cell("270900", "2023-03", "1"), with(Cell("270900", "2023-01", "1", "UZB"), "1", "t"),
           with(Cell("440710", "2023-01", "1", "UZB"), "1", "m3")});
  query_.aggregation.group_by = {Dimension::kPartner};
  query_.aggregation.quantity = true;
  query_.aggregation.order = AggregateOrder::kKey;
  ASSERT_OK_AND_ASSIGN(const AggregateAnswer answer, Ask());
  ASSERT_EQ(answer.rows.size(), 2u);
  const MoreSums& tajik = answer.table.more(answer.rows[0]);
  EXPECT_EQ(tajik.quantity.Total()->ToString(), "5.5");
  EXPECT_EQ(answer.names.unit(tajik.unit), "t");
  EXPECT_EQ(tajik.missing_quantities, 1u);
  EXPECT_EQ(answer.table.more(answer.rows[1]).unit, AggregateNames::kMixedUnits);
}

TEST_P(AggregateStoreTest, LongerCellsStandInForMonths) {
  // A year beside its months; a year alone; quarters and a half; cumulative figures.
  Publish({Cell("270900", "2021-01", "1"), Cell("270900", "2021-02", "2"), Cell("270900", "2021", "50"),
           Cell("270900", "2022", "60"), Cell("270900", "2022-Q1", "14"), Cell("270900", "2023-Q1", "20"),
           Cell("270900", "2023-S1", "45"), Cell("270900", "2023-Q4", "30"),
           Cell("270900", "2024-01-01/P4M", "70"), Cell("270900", "2024-01-01/P5M", "80")});
  query_.aggregation.order = AggregateOrder::kKey;
  query_.aggregation.grain = PeriodGrain::kYear;
  // Of 2023 both lengths cover six months: the longer one is taken.
  EXPECT_THAT(Rows(), ElementsAre("2021 3", "2022 60", "2023 45", "2024 80"));
  query_.aggregation.grain = PeriodGrain::kAll;
  EXPECT_THAT(Rows(), ElementsAre("188"));
  query_.aggregation.grain = PeriodGrain::kQuarter;
  EXPECT_THAT(Rows(), ElementsAre("2021-Q1 3", "2022-Q1 14", "2023-Q1 20", "2023-Q4 30"));
  query_.aggregation.grain = PeriodGrain::kYearToDate;
  EXPECT_THAT(Rows(), ElementsAre("2021-01 1", "2021-01-01/P2M 3", "2022-Q1 14", "2022 60", "2023-Q1 20",
                                  "2023-S1 45", "2024-01-01/P4M 70", "2024-01-01/P5M 80"));
  query_.aggregation.grain = PeriodGrain::kMonth;
  EXPECT_THAT(Rows(), ElementsAre("2021-01 1", "2021-02 2"));
  query_.aggregation.grain = PeriodGrain::kAsStored;
  EXPECT_EQ(Rows().size(), 10u);
}

TEST_P(AggregateStoreTest, WhatTheOfficeReportedStandsBeside) {
  Publish({Cell("270900", "2023-01", "1"), Cell("271000", "2023-01", "2", "UZB"),
           Cell("270900", "2023-01", "3.5", "W00"), Cell("TOTAL", "2023-01", "1.25"),
           Cell("TOTAL", "2023-01", "3.75", "W00"), Cell("270900", "2023", "9"),
           Cell("TOTAL", "2023", "11", "W00")});
  query_.aggregation.grain = PeriodGrain::kYear;
  query_.aggregation.include_reported = true;
  EXPECT_THAT(Rows(), ElementsAre("2023 3"));
  EXPECT_THAT(Reported(),
              ElementsAre("1: 3.5 of 1", "2: 1.25 of 1", "3: 3.75 of 1", "4: 9 of 1", "7: 11 of 1"));
}

TEST_P(AggregateStoreTest, ChaptersThatTheOfficeReportedStandBeside) {
  Publish({Cell("270900", "2023-01", "1"), Cell("271000", "2023-01", "2"), Cell("27", "2023-01", "3.5")});
  query_.aggregation.group_by = {Dimension::kProduct};
  query_.aggregation.product_digits = 2;
  query_.aggregation.include_reported = true;
  EXPECT_THAT(Rows(), ElementsAre("27 3"));
  EXPECT_THAT(Reported(), ElementsAre("2: 3.5 of 1"));
}

TEST_P(AggregateStoreTest, RollingYearsNeedTwelveMonths) {
  std::vector<Observation> cells;
  for (int month = 0; month < 14; ++month) {
    cells.push_back(Cell("270900", "2023-01", "1"));
    cells.back().period = Period::FromMonths(2022 * 12 + month, 1).value();
  }
  cells.erase(cells.begin() + 13);
  Publish(cells);
  query_.aggregation.grain = PeriodGrain::kRollingYear;
  query_.aggregation.order = AggregateOrder::kKey;
  EXPECT_THAT(Rows(), ElementsAre("2022 12", "2022-02-01/P12M 12"));
}

TEST_P(AggregateStoreTest, TopAndRemainder) {
  Publish({Cell("270900", "2023-01", "1"), Cell("270900", "2023-01", "5", "UZB"),
           Cell("270900", "2023-01", "3", "KGZ"), Cell("270900", "2024-01", "7", "KGZ"),
           Cell("270900", "2023-01", "3", "CHN")});
  query_.aggregation.group_by = {Dimension::kPartner};
  query_.aggregation.order = AggregateOrder::kValueDescending;
  query_.aggregation.grain = PeriodGrain::kYear;
  EXPECT_THAT(Rows(), ElementsAre("UZB 2023 5", "CHN 2023 3", "KGZ 2023 3", "TJK 2023 1", "KGZ 2024 7"));
  query_.aggregation.top = 2;
  EXPECT_THAT(Rows(), ElementsAre("UZB 2023 5", "CHN 2023 3", "KGZ 2024 7"));
  query_.aggregation.remainder = true;
  EXPECT_THAT(Rows(), ElementsAre("UZB 2023 5", "CHN 2023 3", "rest 2023 4", "KGZ 2024 7"));
}

TEST_P(AggregateStoreTest, WhatDiffersIsNotMixed) {
  Observation fob = Cell("270900", "2023-01", "1");
  fob.measures.valuation = Valuation::kFob;
  Observation cif = Cell("270900", "2023-01", "2", "UZB");
  cif.measures.valuation = Valuation::kCif;
  Observation older = fob;
  older.series.classification = "H5";
  Publish({fob, cif, older, Cell("270900", "2023-01", "4", "TJK", "M", "KGZ")});
  EXPECT_THAT(Ask(), AllOf(StatusIs(absl::StatusCode::kFailedPrecondition), HasReason("AGGREGATE_MIXED")));
  query_.filter.reporters = CodeSet::Of({"KAZ"});
  EXPECT_THAT(Rows(), ElementsAre(HasSubstr("mix classifications, H5 and HS")));
  query_.filter.classifications = CodeSet::Of({"HS"});
  EXPECT_THAT(Rows(), ElementsAre(HasSubstr("mix valuations, FOB and CIF")));
  query_.aggregation.allow_mixed_valuations = true;
  EXPECT_THAT(Rows(), ElementsAre("3"));
  query_.filter.reporters = CodeSet::Any();
  EXPECT_THAT(Rows(), ElementsAre(HasSubstr("mix flows, X and M")));
  query_.filter.flows = CodeSet::Of({"X", "M"});
  EXPECT_THAT(Rows(), ElementsAre("7"));
  query_.compilation = false;
  EXPECT_THAT(Rows(), ElementsAre(HasSubstr("mix reporters, KAZ and KGZ")));
  query_.aggregation.group_by = {Dimension::kReporter};
  query_.aggregation.order = AggregateOrder::kKey;
  EXPECT_THAT(Rows(), ElementsAre("KAZ 3", "KGZ 4"));
  query_.filter.classifications = CodeSet::Any();
  query_.aggregation.allow_mixed_classifications = true;
  EXPECT_THAT(Rows(), ElementsAre("KAZ 4", "KGZ 4"));
}

TEST_P(AggregateStoreTest, RowsOfSeveralPeriodsMayNotMixEither) {
  Observation older = Cell("270900", "2021-01", "1");
  older.series.classification = "H5";
  Publish({older, Cell("270900", "2022-01", "2")});
  query_.aggregation.order = AggregateOrder::kKey;
  query_.aggregation.grain = PeriodGrain::kYear;
  EXPECT_THAT(Rows(), ElementsAre("2021 1", "2022 2"));
  query_.aggregation.grain = PeriodGrain::kAll;
  EXPECT_THAT(Ask(), HasReason("AGGREGATE_MIXED"));
}

TEST_P(AggregateStoreTest, ConvertsByPeriodAndRoundsOnce) {
  Publish({Cell("270900", "2023-01", "10"), Cell("270900", "2023-02", "10"),
           Cell("270900", "2023-03", "1", "UZB")});
  query_.rates = {{*Period::Parse("2023-01"), *Decimal::Parse("3")},
                  {*Period::Parse("2023-02"), *Decimal::Parse("7")}};
  CurrencyConversion conversion;
  conversion.rates = "rates";
  conversion.series.reporter = "KAZ";
  conversion.series.flow = "RATE_AVG";
  conversion.series.partner = "USA";
  conversion.quote = CurrencyConversion::Quote::kSourcePerTarget;
  conversion.digits = 2;
  query_.aggregation.conversion = conversion;
  query_.filter.partners = CodeSet::Of({"TJK"});
  EXPECT_THAT(Rows(), ElementsAre("4.76"));  // 3.333... + 1.42857...; rounded apart they give the same
  query_.aggregation.conversion->digits = 0;
  EXPECT_THAT(Rows(), ElementsAre("5"));  // 3 + 1 when rounded apart
  query_.aggregation.conversion->quote = CurrencyConversion::Quote::kTargetPerSource;
  EXPECT_THAT(Rows(), ElementsAre("100"));
  query_.filter.partners = CodeSet::Any();
  EXPECT_THAT(Ask(), HasReason("RATE_MISSING"));
  EXPECT_THAT(Rows(), ElementsAre(HasSubstr("has no rate for 2023-03")));
  query_.aggregation.conversion->leave_out_missing = true;
  EXPECT_THAT(Rows(), ElementsAre("100"));
  ASSERT_OK_AND_ASSIGN(const AggregateAnswer answer, Ask());
  EXPECT_EQ(answer.table.row(answer.rows[0]).without_rate, 1u);
  EXPECT_EQ(answer.table.row(answer.rows[0]).missing_values, 1u);
  EXPECT_EQ(answer.table.row(answer.rows[0]).months, 3);
}

TEST_P(AggregateStoreTest, LimitsSayWhatToNarrow) {
  Publish({Cell("270900", "2023-01", "1"), Cell("271000", "2023-01", "1"), Cell("271100", "2023-01", "1")});
  query_.aggregation.group_by = {Dimension::kProduct};
  query_.limits.cells = 2;
  absl::Status status = Ask().status();
  EXPECT_THAT(status, HasReason("LIMIT_EXCEEDED"));
  EXPECT_EQ(ErrorMetadata(status, "limit"), "2");
  EXPECT_THAT(std::string(status.message()), HasSubstr("narrow filter"));
  query_.limits = {.rows = 2};
  status = Ask().status();
  EXPECT_THAT(status, HasReason("LIMIT_EXCEEDED"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("group_by"));
}

TEST_P(AggregateStoreTest, OlderSnapshotsAreSummed) {
  Publish({Cell("270900", "2023-01", "1"), Cell("271000", "2023-01", "2")});
  Publish({Cell("270900", "2023-01", "5")});
  EXPECT_THAT(Rows(), ElementsAre("7"));
  query_.snapshot = 1;
  EXPECT_THAT(Rows(), ElementsAre("3"));
  query_.snapshot = 0;
  EXPECT_THAT(Rows(), IsEmpty());
}

TEST_P(AggregateStoreTest, LongSumsAskWhetherToGoOn) {
  std::vector<Observation> cells;
  for (int product = 0; product < 1000; ++product) {
    for (int month = 0; month < 120; ++month) {
      cells.push_back(Cell(absl::StrCat(100000 + product), "2023-01", "1"));
      cells.back().period = Period::FromMonths(2010 * 12 + month, 1).value();
    }
  }
  Publish(cells);
  query_.aggregation.group_by = {Dimension::kProduct};
  query_.aggregation.grain = PeriodGrain::kMonth;
  query_.aggregation.order = AggregateOrder::kValueDescending;
  ASSERT_OK(Ask());  // the pages are in the cache now
  int checks = 0;
  auto check = [&checks](int fail_at) {
    return
        [&checks, fail_at] { return ++checks == fail_at ? absl::CancelledError("gone") : absl::OkStatus(); };
  };
  ASSERT_OK(observations_->Aggregate(query_, check(0)));
  // One group of 120,000 cells, and as many rows to sort: every 50,000 cells and every 16,384 rows.
  const int all = checks;
  EXPECT_GE(all, 2 + 8 + 4);
  for (int fail_at = 1; fail_at <= all; ++fail_at) {
    checks = 0;
    EXPECT_THAT(observations_->Aggregate(query_, check(fail_at)), StatusIs(absl::StatusCode::kCancelled));
    EXPECT_EQ(checks, fail_at);
  }
}

INSTANTIATE_ENGINES(AggregateStoreTest);

// Random cells in some releases, and random aggregations of them, against a model.
class RandomAggregateTest : public AggregateStoreTest {
 protected:
  uint32_t Below(uint32_t n) { return random_() % n; }
  template <typename T, size_t kSize>
  const T& Any(const T (&items)[kSize]) {
    return items[Below(kSize)];
  }

  Observation RandomCell() {
    static constexpr const char* kProducts[] = {"270900", "271000", "271111",   "440710",
                                                "27",     "2709",   "27090010", "TOTAL"};
    static constexpr const char* kPartners[] = {"TJK", "UZB", "KGZ", "W00"};
    static constexpr int kLengths[] = {3, 6, 12, 7, 5, 2, 24};
    Observation cell =
        Cell(Any(kProducts), "2023-01", "", Any(kPartners), Below(2) ? "X" : "M", Below(2) ? "KAZ" : "TJK");
    if (Below(4) == 0) cell.series.product = "270900";
    const int length = Below(5) == 0 ? Any(kLengths) : 1;
    const int first = 2022 * 12 + static_cast<int>(Below(24));
    cell.period =
        Period::FromMonths(length == 12 && Below(2) ? first / 12 * 12 : first / length * length, length)
            .value();
    if (Below(8) != 0) {
      const int scale = static_cast<int>(Below(12) == 0 ? Below(5) : 2);
      const int64_t unscaled = Below(20) == 0 ? int64_t{1} << 40 : static_cast<int64_t>(Below(100000)) - 1000;
      cell.measures.value = Decimal::FromUnscaled(unscaled, scale).value();
    }
    cell.measures.net_weight = Decimal::FromInteger(Below(1000));
    if (Below(10) == 0) cell.measures.unit_multiplier = 3;
    return cell;
  }

  void RandomRelease() {
    std::map<std::string, Observation> release;
    const uint32_t count = 30 + Below(120);
    for (uint32_t i = 0; i < count; ++i) {
      const Observation cell = RandomCell();
      release.insert_or_assign(NameOf(cell), cell);
    }
    std::vector<Observation> cells;
    for (const auto& [name, cell] : release) {
      cells.push_back(cell);
      seen_.insert_or_assign(name, cell);
    }
    Publish(cells);
  }

  static std::string NameOf(const Observation& cell) {
    return absl::StrCat(Describe(cell.series), " ", cell.period.ToString());
  }

  void RandomAggregation() {
    Aggregation& asked = query_.aggregation;
    asked = {};
    query_.filter = {};
    query_.filter.flows = CodeSet::Of({"X", "M"});
    if (Below(3) == 0) {
      query_.filter.first_month = 2022 * 12 + static_cast<int>(Below(12));
      query_.filter.end_month = 2023 * 12;
    }
    for (Dimension dimension :
         {Dimension::kReporter, Dimension::kFlow, Dimension::kPartner, Dimension::kProduct}) {
      if (Below(2)) asked.group_by.push_back(dimension);
    }
    static constexpr int kDigits[] = {0, 2, 4, 6};
    static constexpr int kLevels[] = {0, 0, 6, 8};
    if (asked.GroupsBy(Dimension::kProduct)) asked.product_digits = Any(kDigits);
    asked.sum_level = Any(kLevels);
    asked.grain = static_cast<PeriodGrain>(Below(8));
    asked.net_weight = Below(2) != 0;
    asked.quantity = Below(4) == 0;
    asked.include_reported = Below(3) == 0;
    asked.order = static_cast<AggregateOrder>(Below(3));
  }

  ModelRows Answer() {
    const AggregateAnswer answer = Ask().value();
    ModelRows rows;
    for (uint32_t number : answer.rows) {
      const AggregateRow& row = answer.table.row(number);
      std::string key = KeyText(answer, row);
      if (row.key.period == kAllPeriods) key += "all ";
      key.pop_back();
      const bool added =
          rows.emplace(key, ModelFigures(row.value.Total().value(), !row.value.empty(), row.cells,
                                         row.missing_values, row.longer, row.months))
              .second;
      EXPECT_TRUE(added) << key << " comes twice";
    }
    return rows;
  }

  std::mt19937 random_{20241124};
  std::map<std::string, Observation> seen_;
};

TEST_P(RandomAggregateTest, AgreesWithAPlainModel) {
  for (int release = 0; release < 6; ++release) {
    RandomRelease();
    for (int i = 0; i < 60; ++i) {
      RandomAggregation();
      std::vector<Observation> cells;
      for (const auto& [name, cell] : seen_) {
        if (query_.filter.Matches(cell.period)) cells.push_back(cell);
      }
      const Aggregation& asked = query_.aggregation;
      ASSERT_EQ(Answer(), ModelAggregate(cells, asked))
          << "release " << release << ", aggregation " << i << ", grain " << static_cast<int>(asked.grain)
          << ", digits " << asked.product_digits << ", level " << asked.sum_level;
    }
  }
}

INSTANTIATE_ENGINES(RandomAggregateTest);

}  // namespace
}  // namespace karvan::statistics::testing
