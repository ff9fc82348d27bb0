#include "services/statistics/storage/run/codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "absl/strings/str_cat.h"

namespace karvan::statistics {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Code C(absl::string_view text) { return Code::Parse(text).value(); }

TEST(CodesOfPartTest, AnyAndNone) {
  EXPECT_TRUE(Codes::Any().any());
  EXPECT_TRUE(Codes::Any().Contains(C("KAZ")));
  EXPECT_EQ(Codes::Any().LeastFrom(7), 7u);
  const Codes none = Codes::Of(CodeSet::Of({"not a code"}));
  EXPECT_TRUE(none.none());
  EXPECT_FALSE(none.Contains(Code()));
  EXPECT_EQ(none.LeastFrom(0), std::nullopt);
}

TEST(CodesOfPartTest, WhatTouchesIsOneInterval) {
  const CodeRange chapter = CodeRange::Between("85", "85").value();
  const CodeRange both = CodeRange::Between("84", "85").value();
  const Codes codes = Codes::Of(CodeSet::Of({"8501", "27", "850110"}, {chapter, both}));
  EXPECT_THAT(codes.intervals(), ElementsAre(Codes::Interval{C("27").bits(), C("27").bits()},
                                             Codes::Interval{both.first_bits(), both.last_bits()}));
  EXPECT_THAT(Codes::Of(std::vector<Code>{}).intervals(), IsEmpty());
}

TEST(CodesOfPartTest, LeastFromIsTheNextOne) {
  const Codes codes = Codes::Of(CodeSet::Of({"27"}, {*CodeRange::Between("84", "85")}));
  EXPECT_EQ(codes.LeastFrom(0), C("27").bits());
  EXPECT_EQ(codes.LeastFrom(C("27").bits()), C("27").bits());
  EXPECT_EQ(codes.LeastFrom(C("2709").bits()), C("84").bits());
  EXPECT_EQ(codes.LeastFrom(C("8517").bits()), C("8517").bits());
  EXPECT_EQ(codes.LeastFrom(C("86").bits()), std::nullopt);
}

// A set of codes and ranges takes what its texts say.
TEST(CodesOfPartTest, AgreesWithTheFilter) {
  std::mt19937 random(3);
  auto code = [&random] {
    std::string text = absl::StrCat(random() % 100 + 10);
    if (random() % 2) absl::StrAppend(&text, random() % 90 + 10);
    return text;
  };
  for (int round = 0; round < 300; ++round) {
    std::set<std::string> named;
    std::vector<CodeRange> ranges;
    for (uint32_t i = random() % 4; i > 0; --i) named.insert(code());
    for (uint32_t i = random() % 4; i > 0; --i) {
      if (const auto range = CodeRange::Between(code(), code())) ranges.push_back(*range);
    }
    const CodeSet set = CodeSet::Of(named, ranges);
    const Codes codes = Codes::Of(set);
    for (int i = 0; i < 50; ++i) {
      const std::string text = code();
      EXPECT_EQ(codes.Contains(C(text)), set.Contains(text)) << text;
    }
  }
}

}  // namespace
}  // namespace karvan::statistics
