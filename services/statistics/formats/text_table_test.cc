#include "services/statistics/formats/text_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace karvan::statistics {
namespace {

TEST(TextTableTest, TextsOfEverySize) {
  TextTable<size_t> table;
  std::string text;
  for (size_t size = 0; size <= 70; ++size, text.push_back('a')) {
    EXPECT_EQ(table.Find(text), nullptr) << size;
    table.Add(text, size);
  }
  for (text.clear(); text.size() <= 70; text.push_back('a')) {
    ASSERT_NE(table.Find(text), nullptr) << text.size();
    EXPECT_EQ(*table.Find(text), text.size());
  }
}

TEST(TextTableTest, TheFirstValueOfATextStays) {
  TextTable<int> table;
  table.Add("KAZ", 1);
  table.Add("KAZ", 2);
  EXPECT_EQ(*table.Find("KAZ"), 1);
}

TEST(TextTableTest, AgreesWithAMap) {
  std::mt19937 random(1);
  TextTable<int> table;
  std::map<std::string, int> model;
  for (int i = 0; i < 30'000; ++i) {
    std::string text(random() % 20, ' ');
    // Few letters, among them NUL, so that near texts come.
    for (char& c : text) c = "a\0b"[random() % 3];
    if (i % 2 == 0) {
      table.Add(text, i);
      model.emplace(text, i);
    }
    const auto expected = model.find(text);
    const int* found = table.Find(text);
    ASSERT_EQ(found != nullptr, expected != model.end());
    if (found != nullptr) {
      ASSERT_EQ(*found, expected->second);
    }
  }
}

TEST(TextTableTest, TakesSoManyTextsAndNoMore) {
  TextTable<int> table;
  const int limit = static_cast<int>(TextTable<int>::kMaxTexts);
  for (int i = 0; i <= limit; ++i) table.Add(std::to_string(i), i);
  ASSERT_NE(table.Find(std::to_string(limit - 1)), nullptr);
  EXPECT_EQ(*table.Find("0"), 0);
  EXPECT_EQ(table.Find(std::to_string(limit)), nullptr);
}

}  // namespace
}  // namespace karvan::statistics
