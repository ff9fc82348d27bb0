#include "services/statistics/storage/page/packed_words.h"

#include <gmock/gmock.h>

#include <memory>
#include <random>

#include "services/statistics/storage/page/word_groups.h"

namespace karvan::statistics {
namespace {

// One of each length in bytes, from the least to the greatest of each.
constexpr uint32_t kWords[] = {0, 0xff, 0x100, 0xffff, 0x10000, 0xffffff, 0x1000000, 0xffffffff};

std::vector<uint32_t> RandomWords(size_t count, uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<uint32_t> words(count);
  for (uint32_t& word : words) word = random() >> random() % 32;
  return words;
}

std::string Pack(const std::vector<uint32_t>& words) {
  std::string bytes;
  PackWords(words, bytes);
  return bytes;
}

// Packed words in memory of just the size that they may be read from, so that a sanitizer sees what goes past
// it.
class Packed {
 public:
  explicit Packed(const std::vector<uint32_t>& words) : words_(words) {
    const std::string bytes = Pack(words);
    memory_ = std::make_unique<char[]>(bytes.size() + PackedWords::kPadding);
    std::copy(bytes.begin(), bytes.end(), memory_.get());
    absl::string_view rest(memory_.get(), bytes.size());
    EXPECT_TRUE(packed_.Parse(words.size(), rest));
    EXPECT_TRUE(rest.empty());
  }

  void ExpectRange(size_t first, size_t count) const {
    std::vector<uint32_t> out(count + 3);
    packed_.Decode(first, count, out.data());
    out.resize(count);
    uint64_t sum = 0;
    for (size_t i = 0; i < count; ++i) {
      ASSERT_EQ(out[i], words_[first + i]) << first << " " << count << " " << i;
      sum += out[i];
    }
    EXPECT_EQ(packed_.Sum(first, count), sum) << first << " " << count;
  }

 private:
  std::vector<uint32_t> words_;
  std::unique_ptr<char[]> memory_;
  PackedWords packed_;
};

TEST(PackedWordsTest, HasTheseBytes) {
  EXPECT_EQ(Pack({}), "");
  EXPECT_EQ(Pack({5}), std::string("\x00\x05", 2));
  EXPECT_EQ(Pack({1, 0x203, 0x40506, 0x708090a, 0xff}), std::string("\xe4\x00"
                                                                    "\x01"
                                                                    "\x03\x02"
                                                                    "\x06\x05\x04"
                                                                    "\x0a\x09\x08\x07"
                                                                    "\xff",
                                                                    13));
}

TEST(PackedWordsTest, GivesBackEveryLengthAtEveryPlaceOfAGroup) {
  for (uint32_t a : kWords) {
    for (uint32_t b : kWords) {
      const Packed packed({a, b, 1, b, a, 0xffffffff, a});
      for (size_t first = 0; first < 7; ++first) {
        for (size_t count = 0; first + count <= 7; ++count) packed.ExpectRange(first, count);
      }
    }
  }
}

TEST(PackedWordsTest, GivesBackEveryRange) {
  for (size_t size = 1; size <= 70; ++size) {
    const Packed packed(RandomWords(size, static_cast<uint32_t>(size)));
    for (size_t first = 0; first <= size; ++first) {
      for (size_t count = 0; first + count <= size; ++count) packed.ExpectRange(first, count);
    }
  }
}

TEST(PackedWordsTest, GivesBackRandomRangesOfManyWords) {
  constexpr size_t kSize = 65'535;
  const Packed packed(RandomWords(kSize, 1));
  packed.ExpectRange(0, kSize);
  std::mt19937 random(2);
  for (int i = 0; i < 500; ++i) {
    const size_t first = random() % kSize;
    packed.ExpectRange(first, random() % std::min<size_t>(kSize - first + 1, 300));
  }
}

TEST(PackedWordsTest, SumsTheGreatestWords) {
  const Packed packed(std::vector<uint32_t>(1000, 0xffffffff));
  packed.ExpectRange(0, 1000);
  packed.ExpectRange(3, 994);
}

// Every kernel that this processor runs, against the words themselves.
TEST(PackedWordsTest, KernelsGiveTheWords) {
  std::vector<const word_groups::Kernels*> kernels = {&word_groups::kPlain};
  if (word_groups::Shuffling() != nullptr) kernels.push_back(word_groups::Shuffling());
  for (size_t groups = 1; groups <= 40; ++groups) {
    const std::vector<uint32_t> words = RandomWords(4 * groups, static_cast<uint32_t>(groups));
    const std::string bytes = Pack(words) + std::string(PackedWords::kPadding, 'x');
    const auto* lengths = reinterpret_cast<const uint8_t*>(bytes.data());
    const uint8_t* data = lengths + groups;
    for (const word_groups::Kernels* kernel : kernels) {
      std::vector<uint32_t> decoded(4 * groups);
      kernel->decode(lengths, data, groups, decoded.data());
      EXPECT_EQ(decoded, words);
      for (size_t head = 0; head < 4; ++head) {
        for (size_t tail = 0; tail < 4; ++tail) {
          if (groups == 1 && head + tail > 4) continue;
          uint64_t sum = 0;
          for (size_t i = head; i < words.size() - tail; ++i) sum += words[i];
          EXPECT_EQ(kernel->sum(lengths, data, groups, head, tail), sum)
              << groups << " " << head << " " << tail;
        }
      }
    }
  }
}

TEST(PackedWordsTest, RefusesMissingBytes) {
  const std::string bytes = Pack(RandomWords(41, 3));
  for (size_t size = 0; size < bytes.size(); ++size) {
    const std::string memory = bytes.substr(0, size) + std::string(PackedWords::kPadding, '\0');
    absl::string_view rest = absl::string_view(memory).substr(0, size);
    PackedWords packed;
    EXPECT_FALSE(packed.Parse(41, rest)) << size;
  }
}

TEST(PackedWordsTest, RefusesLengthsOfWordsThatAreNotThere) {
  std::string memory = Pack({1, 2, 3}) + std::string(PackedWords::kPadding, '\0');
  memory[0] = '\x40';  // the fourth word has two bytes
  absl::string_view rest = memory;
  PackedWords packed;
  EXPECT_FALSE(packed.Parse(3, rest));
}

}  // namespace
}  // namespace karvan::statistics
