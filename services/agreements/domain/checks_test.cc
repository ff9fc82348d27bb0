#include "services/agreements/domain/checks.h"

#include <gmock/gmock.h>

#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;

// The violations that a check adds to a field named "f".
template <typename Check>
absl::Status FaultsOf(Check check) {
  Violations violations;
  check(Field("f", violations));
  return violations.Status();
}

absl::Status TextFaults(absl::string_view text, Presence presence) {
  return FaultsOf([&](const Field& field) { CheckText(text, presence, field); });
}

TEST(CheckText, CountsCharactersNotBytes) {
  std::string longest;
  for (int i = 0; i < 1000; ++i) longest += "ж";
  EXPECT_OK(TextFaults(longest, Presence::kRequired));
  EXPECT_THAT(TextFaults(longest + "ж", Presence::kOptional),
              HasFieldViolation("f", "has 1001 characters, but at most 1000 are allowed"));
}

TEST(CheckText, WantsContentWhereRequired) {
  EXPECT_OK(TextFaults("", Presence::kOptional));
  EXPECT_THAT(TextFaults("", Presence::kRequired),
              HasFieldViolation("f", "is required: 1 to 1000 characters"));
  EXPECT_THAT(TextFaults(" \t", Presence::kOptional), HasFieldViolation("f", HasSubstr("only blanks")));
}

TEST(CheckTexts, ChecksCountAndItems) {
  const auto faults = [](std::vector<std::string> texts) {
    return FaultsOf([&](const Field& field) { CheckTexts(texts, field); });
  };
  EXPECT_OK(faults({}));
  EXPECT_OK(faults({"industry"}));
  EXPECT_THAT(faults({"industry", ""}), HasFieldViolation("f[1]", HasSubstr("is required")));
  EXPECT_THAT(faults(std::vector<std::string>(201)),
              HasFieldViolation("f", "has 201 items, but must have 0 to 200"));
  EXPECT_EQ(FieldViolations(faults(std::vector<std::string>(201))).size(), 1u);
}

TEST(CheckCode, QuotesTheValueAndSaysWhatIsAllowed) {
  const auto faults = [](absl::string_view code, Presence presence) {
    return FaultsOf([&](const Field& field) { CheckCode(code, kCountryForm, presence, field); });
  };
  EXPECT_OK(faults("KAZ", Presence::kRequired));
  EXPECT_OK(faults("", Presence::kOptional));
  EXPECT_THAT(faults("", Presence::kRequired),
              HasFieldViolation("f", HasSubstr("is required: an ISO 3166-1")));
  EXPECT_THAT(faults("kaz", Presence::kOptional),
              HasFieldViolation("f", AllOf(HasSubstr("is \"kaz\""), HasSubstr("three capital letters"))));
}

TEST(CheckName, WantsTheRightCollection) {
  const auto faults = [](absl::string_view name) {
    return FaultsOf([&](const Field& field) { CheckName(name, "forums", Presence::kOptional, field); });
  };
  EXPECT_OK(faults("forums/astana-2024"));
  EXPECT_OK(faults(""));
  EXPECT_THAT(faults("parties/kazakhstan"), HasFieldViolation("f", HasSubstr("forums/some-id")));
  EXPECT_THAT(faults("astana-2024"), HasFieldViolation("f", HasSubstr("is \"astana-2024\"")));
}

TEST(CheckEnum, RefusesNumbersTheContractDoesNotKnow) {
  const auto faults = [](int number, Presence presence) {
    return FaultsOf([&](const Field& field) { CheckEnum(number, 4, presence, field); });
  };
  EXPECT_OK(faults(3, Presence::kRequired));
  EXPECT_OK(faults(0, Presence::kOptional));
  EXPECT_THAT(faults(0, Presence::kRequired), HasFieldViolation("f", "is required"));
  EXPECT_THAT(faults(4, Presence::kOptional), HasFieldViolation("f", HasSubstr("is 4, but must be")));
  EXPECT_THAT(faults(-1, Presence::kOptional), HasFieldViolation("f", HasSubstr("0 to 3")));
}

TEST(CheckDistinct, NamesTheFirstOfEqualItems) {
  const std::vector<std::string> items = {"a", "b", "a", "a"};
  const absl::Status status = FaultsOf([&](const Field& field) {
    CheckDistinct(items, field, [](const std::string& item) { return absl::string_view(item); });
  });
  EXPECT_THAT(status, HasFieldViolation("f[2]", HasSubstr("repeats f[0]")));
  EXPECT_THAT(status, HasFieldViolation("f[3]", HasSubstr("repeats f[0]")));
  EXPECT_EQ(FieldViolations(status).size(), 2u);
}

}  // namespace
}  // namespace karvan::agreements
