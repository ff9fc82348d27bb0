#include "services/indicators/domain/figure/quoted_figure.h"

#include <optional>

#include "services/platform/status/testing/matchers.h"

namespace karvan::indicators {
namespace {

using karvan::testing::IsOkAndHolds;

Decimal D(absl::string_view text) { return *Decimal::Parse(text); }

QuotedFigure Figure(absl::string_view value, Qualifier qualifier, int multiplier = 0,
                    absl::string_view unit = "USD") {
  return {.value = D(value),
          .upper_value = std::nullopt,
          .qualifier = qualifier,
          .unit = std::string(unit),
          .unit_multiplier = multiplier,
          .text = ""};
}

Interval From(absl::string_view lower, bool lower_closed, absl::string_view upper, bool upper_closed) {
  return {D(lower), D(upper), lower_closed, upper_closed};
}

// A printed figure, what it means and what it says literally: the examples of the design first.
struct Reading {
  QuotedFigure figure;
  Interval meant;
  Interval literal;
};

TEST(QuotedFigureTest, SaysWhatItsWordsSay) {
  const Interval about_78 = From("77.5", true, "78.5", true);
  const Interval about_900 = From("855000000", true, "945000000", true);
  const Interval plain = From("-20.35", true, "-20.25", true);
  const Interval about_2 = From("1.9", true, "2.1", true);
  const Reading readings[] = {
      {Figure("78", Qualifier::kAbout), about_78, about_78},
      {Figure("900", Qualifier::kAbout, 6), about_900, about_900},
      {Figure("1.1", Qualifier::kOver), From("1.1", false, "1.2", true), {.lower = D("1.1")}},
      {Figure("777", Qualifier::kAlmost), From("776", true, "777", false), {.upper = D("777")}},
      {Figure("200", Qualifier::kOver), From("200", false, "220", true), {.lower = D("200")}},
      {Figure("-20.3", Qualifier::kNone), plain, plain},
      {Figure("-20.3", Qualifier::kExact), plain, plain},
      {Figure("2", Qualifier::kAbout), about_2, about_2},
      {Figure("1.10", Qualifier::kOver), From("1.1", false, "1.2", true), {.lower = D("1.1")}},
      {Figure("2", Qualifier::kAtLeast, 9),
       {.lower = D("2000000000"), .lower_closed = true},
       {.lower = D("2000000000"), .lower_closed = true}},
      {Figure("5", Qualifier::kUpTo),
       {.upper = D("5"), .upper_closed = true},
       {.upper = D("5"), .upper_closed = true}},
      {Figure("-20", Qualifier::kAlmost), From("-20", false, "-18", true), {.lower = D("-20")}},
      {Figure("-20", Qualifier::kOver), From("-22", true, "-20", false), {.upper = D("-20")}},
      {Figure("0", Qualifier::kAbout), From("-0.5", true, "0.5", true), From("-0.5", true, "0.5", true)},
  };
  for (const Reading& reading : readings) {
    SCOPED_TRACE(InWords(reading.figure));
    EXPECT_THAT(MeantInterval(reading.figure), IsOkAndHolds(reading.meant));
    EXPECT_THAT(LiteralInterval(reading.figure), IsOkAndHolds(reading.literal));
  }
}

TEST(QuotedFigureTest, ARangeReachesHalfAUnitBeyondItsEnds) {
  QuotedFigure range = Figure("5", Qualifier::kRange, 6);
  range.upper_value = D("7.5");
  EXPECT_THAT(MeantInterval(range), IsOkAndHolds(From("4500000", true, "7550000", true)));
  EXPECT_THAT(LiteralInterval(range), IsOkAndHolds(From("4500000", true, "7550000", true)));
  range.value = D("-5");
  range.upper_value = D("-7");
  EXPECT_THAT(MeantInterval(range), IsOkAndHolds(From("-7500000", true, "-4500000", true)));
}

TEST(QuotedFigureTest, AnObservationIsOffByHalfItsLastDigitWhateverItsWords) {
  EXPECT_THAT(ObservedInterval(Figure("255.8", Qualifier::kAbout, 6)),
              IsOkAndHolds(From("255750000", true, "255850000", true)));
  EXPECT_THAT(ObservedInterval(Figure("893", Qualifier::kAlmost, 6)),
              IsOkAndHolds(From("892500000", true, "893500000", true)));
  EXPECT_THAT(ObservedInterval(Figure("0", Qualifier::kNone)), IsOkAndHolds(From("0", true, "0.5", true)));
  EXPECT_THAT(ObservedInterval(Figure("1.1", Qualifier::kOver)),
              IsOkAndHolds(From("1.1", true, "1.2", true)));
  EXPECT_THAT(ObservedInterval(Figure("1.1", Qualifier::kUpTo)), IsOkAndHolds(From("1", true, "1.1", true)));
}

TEST(QuotedFigureTest, ReadsInWords) {
  EXPECT_EQ(InWords(Figure("1.1", Qualifier::kOver, 9)), "over 1.1 billion USD");
  EXPECT_EQ(InWords(Figure("78", Qualifier::kAbout, 0, "PCT")), "about 78%");
  EXPECT_EQ(InWords(Figure("200", Qualifier::kOver, 0, "1")), "over 200");
  EXPECT_EQ(InWords(Figure("5", Qualifier::kUpTo, 2)), "up to 5 x10^2 USD");
}

TEST(QuotedFigureTest, LastPlaceCountsTheMultiplier) {
  EXPECT_EQ(Figure("255.8", Qualifier::kNone, 6).LastPlace(), 5);
  EXPECT_EQ(Figure("519.02", Qualifier::kNone, 6).LastPlace(), 4);
}

}  // namespace
}  // namespace karvan::indicators
