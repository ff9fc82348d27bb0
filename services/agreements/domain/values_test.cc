#include "services/agreements/domain/values.h"

#include <gmock/gmock.h>

#include "services/agreements/domain/testing/samples.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::agreements::testing::SampleClaim;
using ::karvan::agreements::testing::SampleDate;
using ::karvan::agreements::testing::SampleDecimal;
using ::karvan::agreements::testing::SampleSource;
using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::IsOk;
using ::testing::HasSubstr;

template <typename Value>
absl::Status FaultsOf(const Value& value) {
  Violations violations;
  Validate(value, Field("v", violations));
  return violations.Status();
}

TEST(QuotedFigure, HasAnUpperValueIfAndOnlyIfItIsARange) {
  QuotedFigure figure = SampleClaim().figure;
  EXPECT_OK(FaultsOf(figure));
  figure.upper_value = SampleDecimal("1.2");
  EXPECT_THAT(FaultsOf(figure), HasFieldViolation("v.upper_value", HasSubstr("only a range")));
  figure.qualifier = Qualifier::kRange;
  EXPECT_OK(FaultsOf(figure));
  figure.upper_value = SampleDecimal("1.10");
  EXPECT_THAT(FaultsOf(figure),
              HasFieldViolation("v.upper_value", "is \"1.10\", but must be above the value \"1.1\""));
  figure.upper_value.reset();
  EXPECT_THAT(FaultsOf(figure), HasFieldViolation("v.upper_value", "is required for a range"));
}

TEST(QuotedFigure, MayBeNegative) {
  QuotedFigure figure = SampleClaim().figure;
  figure.value = SampleDecimal("-20.3");
  figure.unit = "PCT";
  figure.unit_multiplier = 0;
  EXPECT_OK(FaultsOf(figure));
}

TEST(QuotedFigure, HasAUnitAndAMultiplierInBounds) {
  QuotedFigure figure = SampleClaim().figure;
  figure.unit = "%";
  figure.unit_multiplier = 19;
  figure.qualifier = static_cast<Qualifier>(8);
  EXPECT_THAT(FaultsOf(figure), HasFieldViolation("v.unit", HasSubstr("is \"%\"")));
  EXPECT_THAT(FaultsOf(figure), HasFieldViolation("v.unit_multiplier", HasSubstr("is 19, but must be")));
  EXPECT_THAT(FaultsOf(figure), HasFieldViolation("v.qualifier", HasSubstr("is 8, but must be")));
}

TEST(Money, IsNotNegativeAndHasACurrency) {
  EXPECT_OK(FaultsOf(Money{SampleDecimal("0"), "USD"}));
  const absl::Status status = FaultsOf(Money{SampleDecimal("-1"), "dollars"});
  EXPECT_THAT(status, HasFieldViolation("v.amount", "is \"-1\", but must not be negative"));
  EXPECT_THAT(status, HasFieldViolation("v.currency_code", HasSubstr("ISO 4217")));
}

TEST(Source, NeedsOnlyItsStatement) {
  EXPECT_OK(FaultsOf(SampleSource("tass-1736063")));
  Source source;
  EXPECT_THAT(FaultsOf(source), HasFieldViolation("v.statement", HasSubstr("is required")));
  source.statement = "1996-treaty";
  EXPECT_OK(FaultsOf(source));
  source.language_code = "Russian";
  EXPECT_THAT(FaultsOf(source), HasFieldViolation("v.language_code", HasSubstr("BCP 47")));
}

TEST(ValidateTexts, WantsOneTextALanguageAndAtLeastOne) {
  const auto faults = [](const std::vector<LocalizedText>& texts) {
    Violations violations;
    ValidateTexts(texts, Field("t", violations));
    return violations.Status();
  };
  EXPECT_OK(faults({{"en", "Forum"}, {"ru", "Форум"}}));
  EXPECT_THAT(faults({}), HasFieldViolation("t", "has 0 items, but must have 1 to 200"));
  EXPECT_THAT(faults({{"en", "a"}, {"en", "b"}}), HasFieldViolation("t[1]", HasSubstr("repeats t[0]")));
  EXPECT_THAT(faults({{"en", ""}}), HasFieldViolation("t[0].text", HasSubstr("is required")));
}

TEST(ValidateInterval, RefusesOnlyWhatIsSurelyWrong) {
  const auto faults = [](std::optional<PartialDate> first, std::optional<PartialDate> last) {
    Violations violations;
    ValidateInterval(first, last, Field("last", violations));
    return violations.Status();
  };
  EXPECT_OK(faults({}, {}));
  EXPECT_OK(faults(SampleDate("2024-08-22"), {}));
  EXPECT_OK(faults(SampleDate("2024-08-22"), SampleDate("2024-08")));
  EXPECT_THAT(faults({}, SampleDate("2024")), HasFieldViolation("last", HasSubstr("needs the first day")));
  EXPECT_THAT(faults(SampleDate("2024-08-22"), SampleDate("2024-08-21")),
              HasFieldViolation("last", HasSubstr("must not lie before the first day \"2024-08-22\"")));
}

}  // namespace
}  // namespace karvan::agreements
