#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "services/platform/kv/errors.h"
#include "services/platform/status/testing/matchers.h"
#include "services/statistics/storage/page/page.h"
#include "services/statistics/storage/page/testing/page_walk.h"
#include "services/statistics/storage/page/testing/sample_table.h"

namespace karvan::statistics {
namespace {

std::string SamplePage() {
  const CellTable table = RandomTable(5, 2);
  return EncodePage(table, AllPlaces(table));
}

// Either an error, or a page whose answers agree with each other; which one, is the page's to say.
void ExpectErrorOrConsistent(const std::string& bytes, size_t at) {
  const absl::StatusOr<std::shared_ptr<const Page>> page = Page::Parse(bytes, "page");
  if (page.ok()) {
    EXPECT_TRUE(IsConsistent(**page)) << "byte " << at;
  } else {
    EXPECT_TRUE(kv::IsCorrupt(page.status())) << "byte " << at << ": " << page.status();
  }
}

TEST(PageDamageTest, EveryFlippedBitIsSeen) {
  const std::string good = SamplePage();
  for (size_t at = 0; at < good.size(); ++at) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ 1 << bit);
      EXPECT_TRUE(kv::IsCorrupt(Page::Parse(bad, "page").status())) << "byte " << at << " bit " << bit;
    }
  }
}

TEST(PageDamageTest, EveryPrefixIsSeen) {
  const std::string good = SamplePage();
  for (size_t size = 0; size < good.size(); ++size) {
    EXPECT_TRUE(kv::IsCorrupt(Page::Parse(good.substr(0, size), "page").status())) << size;
    EXPECT_TRUE(kv::IsCorrupt(Page::Parse(WithChecksum(good.substr(0, size)), "page").status())) << size;
  }
  EXPECT_TRUE(kv::IsCorrupt(Page::Parse(WithChecksum(good + '\0'), "page").status()));
}

TEST(PageDamageTest, FlippedBytesUnderARightChecksumDoNoHarm) {
  const std::string good = SamplePage();
  for (size_t at = 9; at < good.size(); ++at) {
    for (int flip : {0x01, 0x10, 0x80}) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ flip);
      ExpectErrorOrConsistent(WithChecksum(std::move(bad)), at);
    }
  }
}

TEST(PageDamageTest, RandomBytesUnderARightChecksumDoNoHarm) {
  const std::string good = SamplePage();
  std::mt19937 random(1);
  for (int i = 0; i < 1000; ++i) {
    std::string bad = good;
    const size_t at = 9 + random() % (bad.size() - 9);
    for (size_t j = at; j < std::min(bad.size(), at + 1 + random() % 8); ++j) {
      bad[j] = static_cast<char>(random());
    }
    ExpectErrorOrConsistent(WithChecksum(std::move(bad)), at);
  }
}

}  // namespace
}  // namespace karvan::statistics
