#include "services/statistics/storage/page/number_column.h"

#include <gmock/gmock.h>

#include <random>

namespace karvan::statistics {
namespace {

using ::testing::ElementsAre;

// Numbers as a plain list, the column that they became, and its bytes, which it reads.
class Column {
 public:
  explicit Column(std::vector<std::optional<Decimal>> numbers) : numbers_(std::move(numbers)) {
    std::vector<NumberRow> rows;
    std::vector<Decimal> wide;
    for (const std::optional<Decimal>& number : numbers_) rows.push_back(RowOf(number, wide));
    ByteWriter out;
    EncodeColumn(rows, wide, out);
    size_ = out.size();
    out.Bytes(std::string(PackedWords::kPadding, '\0'));
    bytes_ = std::move(out.bytes());
    ByteReader in(absl::string_view(bytes_).substr(0, size_));
    parses_ = column_.Parse(numbers_.size(), in) && in.rest().empty();
  }

  const NumberColumn& operator*() const { return column_; }
  const NumberColumn* operator->() const { return &column_; }
  size_t size() const { return size_; }

  // Compares the column with the numbers: each, and ranges.
  void ExpectSound(uint32_t seed) const {
    ASSERT_TRUE(parses_);
    for (size_t cell = 0; cell < numbers_.size(); ++cell) {
      const std::optional<Decimal> number = column_.Get(cell);
      ASSERT_EQ(number.has_value(), numbers_[cell].has_value()) << cell;
      EXPECT_EQ(column_.Has(cell), number.has_value());
      if (number) {
        EXPECT_EQ(number->ToString(), numbers_[cell]->ToString()) << cell;
      }
    }
    ExpectRange(0, numbers_.size());
    std::mt19937 random(seed);
    for (int i = 0; i < 200; ++i) {
      const size_t first = random() % (numbers_.size() + 1);
      ExpectRange(first, random() % (numbers_.size() - first + 1));
    }
  }

 private:
  static NumberRow RowOf(const std::optional<Decimal>& number, std::vector<Decimal>& wide) {
    if (!number) return NumberRow();
    const int8_t scale = static_cast<int8_t>(number->scale());
    const int64_t small = static_cast<int64_t>(number->unscaled());
    if (small == number->unscaled()) return {small, scale, false};
    wide.push_back(*number);
    return {static_cast<int64_t>(wide.size()) - 1, scale, true};
  }

  void ExpectRange(size_t first, size_t count) const {
    std::vector<int64_t> decoded(count, -1);
    column_.Decode(first, count, decoded.data());
    auto [exception, end] = column_.ExceptionsOf(first, count);
    int64_t sum = 0;
    for (size_t i = 0; i < count; ++i) {
      int64_t expected = 0;
      if (exception != end && exception->cell == first + i) {
        EXPECT_EQ(exception->number.ToString(), numbers_[first + i]->ToString());
        ++exception;
      } else if (numbers_[first + i]) {
        expected = static_cast<int64_t>(numbers_[first + i]->unscaled());
        EXPECT_EQ(column_.scale(), numbers_[first + i]->scale());
      }
      ASSERT_EQ(decoded[i], expected) << first << "+" << i;
      sum += expected;
    }
    EXPECT_EQ(column_.Sum(first, count), sum) << first << " " << count;
    EXPECT_EQ(exception, end);
  }

  std::vector<std::optional<Decimal>> numbers_;
  std::string bytes_;
  size_t size_ = 0;
  NumberColumn column_;
  bool parses_ = false;
};

std::optional<Decimal> D(absl::string_view text) { return Decimal::Parse(text).value(); }

std::vector<uint32_t> ExceptionCells(const NumberColumn& column) {
  std::vector<uint32_t> cells;
  for (const NumberColumn::Exception& exception : column.exceptions()) cells.push_back(exception.cell);
  return cells;
}

TEST(NumberColumnTest, OfNoNumbersIsOneByte) {
  const Column column({std::nullopt, std::nullopt, std::nullopt});
  EXPECT_EQ(column.size(), 1u);
  EXPECT_TRUE(column->empty());
  column.ExpectSound(1);
}

TEST(NumberColumnTest, TakesTheMostFrequentScale) {
  const Column column({D("1.50"), D("2"), D("3.25"), D("0.125"), D("0.00")});
  EXPECT_EQ(column->scale(), 2);
  EXPECT_THAT(ExceptionCells(*column), ElementsAre(1, 3));
  column.ExpectSound(1);
}

TEST(NumberColumnTest, UnsignedWordsReachTheir32Bits) {
  const Column column({D("0"), D("4294967295"), D("4294967296"), D("7")});
  EXPECT_THAT(ExceptionCells(*column), ElementsAre(2));
  column.ExpectSound(1);
}

TEST(NumberColumnTest, SignedWordsReachHalfAsFar) {
  const Column column(
      {D("-1"), D("2147483647"), D("2147483648"), D("-2147483647"), D("-2147483648"), D("0")});
  EXPECT_THAT(ExceptionCells(*column), ElementsAre(2, 4));
  column.ExpectSound(1);
}

TEST(NumberColumnTest, HoldsNumbersOfEveryWidth) {
  const Column column({D("9223372036854775807"), D("-9223372036854775807"), D("-9223372036854775808"),
                       D("99999999999999999999999999999999999999"),
                       D("-0.99999999999999999999999999999999999999"), D("1"), D("2")});
  EXPECT_THAT(ExceptionCells(*column), ElementsAre(0, 1, 2, 3, 4));
  column.ExpectSound(1);
}

TEST(NumberColumnTest, OfExceptionsAlone) {
  const Column column({std::nullopt, D("123456789012345678901234567890.5"), std::nullopt});
  EXPECT_THAT(ExceptionCells(*column), ElementsAre(1));
  column.ExpectSound(1);
}

TEST(NumberColumnTest, GivesBackRandomColumns) {
  for (uint32_t seed = 1; seed <= 60; ++seed) {
    std::mt19937 random(seed);
    const uint32_t missing = seed % 3 == 0 ? 0 : 1 + random() % 10;  // one of so many; none for 0
    const bool negative = seed % 2 == 0;
    std::vector<std::optional<Decimal>> numbers(1 + random() % 700);
    for (std::optional<Decimal>& number : numbers) {
      if (missing != 0 && random() % missing == 0) continue;
      absl::int128 unscaled = random() >> random() % 32;
      if (random() % 40 == 0) unscaled = unscaled * 1'000'000'007 * 1'000'000'007;
      if (negative && random() % 3 == 0) unscaled = -unscaled;
      number = Decimal::FromUnscaled(unscaled, random() % 20 == 0 ? 4 : 2).value();
    }
    SCOPED_TRACE(seed);
    Column(std::move(numbers)).ExpectSound(seed);
  }
}

TEST(NumberColumnTest, RefusesAnExceptionWhoseWordCounts) {
  // One number of scale 0, unsigned; one exception: cell 0, scale 1, 5; the word 1.
  const std::string good = std::string("\x01\x00\x00\x01\x00\x01\x0a\x00\x00", 9) + std::string(16, '\0');
  std::string bad = good;
  bad[8] = 1;
  NumberColumn column;
  ByteReader reads_good(absl::string_view(good).substr(0, 9));
  EXPECT_TRUE(column.Parse(1, reads_good));
  EXPECT_EQ(column.Get(0)->ToString(), "0.5");
  ByteReader reads_bad(absl::string_view(bad).substr(0, 9));
  EXPECT_FALSE(NumberColumn().Parse(1, reads_bad));
}

}  // namespace
}  // namespace karvan::statistics
