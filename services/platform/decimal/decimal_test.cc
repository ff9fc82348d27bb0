#include "services/platform/decimal/decimal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <sstream>
#include <string>

#include "services/platform/status/testing/matchers.h"

namespace karvan {
namespace {

using ::testing::AllOf;
using testing::HasReason;
using ::testing::HasSubstr;
using testing::StatusIs;

constexpr char kNines[] = "99999999999999999999999999999999999999";  // 38 of them

Decimal D(absl::string_view text) { return Decimal::Parse(text).value(); }

TEST(DecimalParseTest, PreservesTheScale) {
  for (const char* text : {"0", "0.00", "10.50", "-10.50", "893", "255.8", "-0.001", "1000000", "0.10"}) {
    EXPECT_EQ(D(text).ToString(), text);
  }
  EXPECT_EQ(D("10.50").scale(), 2);
  EXPECT_EQ(D("10.50").unscaled(), 1050);
  EXPECT_EQ(D("-893").unscaled(), -893);
  EXPECT_EQ(D("-893").scale(), 0);
}

TEST(DecimalParseTest, HoldsThirtyEightDigits) {
  std::string nines = kNines;
  for (const std::string& text : {nines, "-" + nines, "0." + nines, "-0." + nines, nines.substr(1) + ".5",
                                  "0." + std::string(37, '0') + "1"}) {
    EXPECT_EQ(D(text).ToString(), text);
  }
  EXPECT_EQ(D("0." + nines).scale(), 38);
}

TEST(DecimalParseTest, DropsLeadingZerosAndTheSignOfZero) {
  EXPECT_EQ(D("007").ToString(), "7");
  EXPECT_EQ(D("00.5").ToString(), "0.5");
  EXPECT_EQ(D("-0").ToString(), "0");
  EXPECT_EQ(D("-0.00").ToString(), "0.00");
}

TEST(DecimalParseTest, RefusesAllElse) {
  for (const char* text :
       {"+1", "1e5",   "1E5", ".5",       "-.5", "1.", "-1.", "",      "-",   ".",       "--1",
        "1-", "1.2.3", "NaN", "Infinity", " 1",  "1 ", "1,5", "1'000", "0x1", "\xD9\xA1"}) {
    EXPECT_THAT(Decimal::Parse(text),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         AllOf(HasSubstr(std::string("\"") + text + "\" is not a decimal"),
                               HasSubstr("allowed are"), HasSubstr("-10.50"))))
        << text;
  }
}

TEST(DecimalParseTest, SaysWhatIsWrong) {
  auto message = [](absl::string_view text) { return std::string(Decimal::Parse(text).status().message()); };
  EXPECT_EQ(
      message("1.2e3"),
      "\"1.2e3\" is not a decimal number: it has a character that is not allowed; allowed are an optional "
      "'-', digits, and optionally a point with digits after it, at most 38 digits in all, as in 893 or "
      "-10.50");
  EXPECT_THAT(message(""), HasSubstr("it is empty;"));
  EXPECT_THAT(message(".5"), HasSubstr("a digit is missing before the point;"));
  EXPECT_THAT(message("5."), HasSubstr("a digit is missing after the point;"));
  EXPECT_THAT(message(std::string("1") + kNines), HasSubstr("it has 39 digits;"));
  EXPECT_THAT(message(std::string("1.") + kNines), HasSubstr("it has 39 digits;"));
  EXPECT_THAT(message(std::string("0.0") + kNines), HasSubstr("it has 39 digits;"));
  EXPECT_THAT(message(std::string(39, '0')), HasSubstr("it has 39 digits;"));
  EXPECT_LT(message(std::string(100000, '9')).size(), 300u);
}

TEST(DecimalTest, DefaultIsZero) {
  EXPECT_EQ(Decimal().ToString(), "0");
  EXPECT_TRUE(Decimal().IsZero());
}

TEST(DecimalTest, FromUnscaled) {
  EXPECT_EQ(Decimal::FromUnscaled(-2558, 1)->ToString(), "-255.8");
  EXPECT_EQ(Decimal::FromUnscaled(5, 38)->ToString(), "0." + std::string(37, '0') + "5");
  EXPECT_THAT(Decimal::FromUnscaled(1, -1),
              StatusIs(absl::StatusCode::kOutOfRange, "scale -1 is not within 0 to 38"));
  EXPECT_THAT(Decimal::FromUnscaled(1, 39), HasReason("DECIMAL_OVERFLOW"));
  absl::int128 nines = D(kNines).unscaled();
  EXPECT_EQ(Decimal::FromUnscaled(nines, 0)->ToString(), kNines);
  EXPECT_THAT(Decimal::FromUnscaled(nines + 1, 0), HasReason("DECIMAL_OVERFLOW"));
  EXPECT_THAT(Decimal::FromUnscaled(-nines - 1, 0), HasReason("DECIMAL_OVERFLOW"));
  EXPECT_THAT(Decimal::FromUnscaled(absl::Int128Min(), 0), HasReason("DECIMAL_OVERFLOW"));
}

TEST(DecimalTest, FromInteger) {
  EXPECT_EQ(Decimal::FromInteger(-777).ToString(), "-777");
  EXPECT_EQ(Decimal::FromInteger(std::numeric_limits<int64_t>::min()).ToString(), "-9223372036854775808");
}

TEST(DecimalTest, ComparesValuesNotScales) {
  EXPECT_EQ(D("1.0"), D("1.00"));
  EXPECT_EQ(D("0"), D("-0.000"));
  EXPECT_NE(D("1.0"), D("1.01"));
  EXPECT_LT(D("-1"), D("0.5"));
  EXPECT_LT(D("-1.1"), D("-1"));
  EXPECT_LT(D("-1"), D("0"));
  EXPECT_GT(D("0.1"), D("0"));
  EXPECT_GT(D("1148.8"), D("1148.79"));
  EXPECT_LE(D("2.50"), D("2.5"));
  EXPECT_EQ(D("1.5").Compare(D("1.50")), 0);
  EXPECT_LT(D("1.4").Compare(D("1.50")), 0);
  EXPECT_GT(D("-1.4").Compare(D("-1.50")), 0);
}

TEST(DecimalTest, ComparesAcrossTheWholeRange) {
  std::string nines = kNines;
  EXPECT_GT(D(nines), D("0." + nines));
  EXPECT_LT(D("-" + nines), D("-0." + nines));
  EXPECT_LT(D("0." + nines), D("1"));
  EXPECT_GT(D("1"), D("0." + nines));
}

TEST(DecimalTest, SignAbsAndNegation) {
  EXPECT_EQ(D("-0.5").Sign(), -1);
  EXPECT_EQ(D("0.0").Sign(), 0);
  EXPECT_EQ(D("7").Sign(), 1);
  EXPECT_TRUE(D("0.00").IsZero());
  EXPECT_FALSE(D("0.01").IsZero());
  EXPECT_EQ(D("-20.30").Abs().ToString(), "20.30");
  EXPECT_EQ(D("20.30").Abs().ToString(), "20.30");
  EXPECT_EQ((-D("20.30")).ToString(), "-20.30");
  EXPECT_EQ((-D("0.0")).ToString(), "0.0");
}

TEST(DecimalTest, Places) {
  EXPECT_EQ(D("255.8").LastDigitPlace(), -1);
  EXPECT_EQ(D("893").LastDigitPlace(), 0);
  EXPECT_EQ(D("1.10").LastDigitPlace(), -2);
  EXPECT_EQ(D("900").LastNonzeroPlace(), 2);
  EXPECT_EQ(D("1.10").LastNonzeroPlace(), -1);
  EXPECT_EQ(D("78").LastNonzeroPlace(), 0);
  EXPECT_EQ(D("-200.00").LastNonzeroPlace(), 2);
  EXPECT_EQ(D("0.00").LastNonzeroPlace(), -2);
}

TEST(DecimalTest, ToDoubleIsTheNearest) {
  EXPECT_EQ(D("255.8").ToDouble(), 255.8);
  EXPECT_EQ(D("-0.1").ToDouble(), -0.1);
  EXPECT_EQ(D("0").ToDouble(), 0.0);
  EXPECT_EQ(D("9007199254740993").ToDouble(), 9007199254740992.0);
  EXPECT_EQ(D(kNines).ToDouble(), 1e38);
}

TEST(DecimalTest, FromDoubleRoundsTheExactValueHalfToEven) {
  EXPECT_EQ(Decimal::FromDouble(77.734, 2)->ToString(), "77.73");
  EXPECT_EQ(Decimal::FromDouble(0.5, 0)->ToString(), "0");
  EXPECT_EQ(Decimal::FromDouble(1.5, 0)->ToString(), "2");
  EXPECT_EQ(Decimal::FromDouble(2.5, 0)->ToString(), "2");
  EXPECT_EQ(Decimal::FromDouble(-0.125, 2)->ToString(), "-0.12");
  EXPECT_EQ(Decimal::FromDouble(1.005, 2)->ToString(), "1.00");  // the double is 1.00499...
  EXPECT_EQ(Decimal::FromDouble(-0.0, 1)->ToString(), "0.0");
  EXPECT_EQ(Decimal::FromDouble(3, 4)->ToString(), "3.0000");
  EXPECT_EQ(Decimal::FromDouble(0.1, 38)->ToString(), "0.10000000000000000555111512312578270212");
}

TEST(DecimalTest, FromDoubleRefusesWhatDoesNotFit) {
  for (double value : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
                       -std::numeric_limits<double>::infinity(), 1e300, -1e38}) {
    EXPECT_THAT(Decimal::FromDouble(value, 0), HasReason("DECIMAL_OVERFLOW")) << value;
  }
  EXPECT_THAT(Decimal::FromDouble(1e37, 5), HasReason("DECIMAL_OVERFLOW"));
  EXPECT_THAT(Decimal::FromDouble(1, 39), HasReason("DECIMAL_OVERFLOW"));
  EXPECT_THAT(Decimal::FromDouble(1, -1), HasReason("DECIMAL_OVERFLOW"));
}

TEST(DecimalTest, PrintsToStreams) {
  std::ostringstream out;
  out << D("-1.50");
  EXPECT_EQ(out.str(), "-1.50");
}

}  // namespace
}  // namespace karvan
