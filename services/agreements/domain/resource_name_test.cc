#include "services/agreements/domain/resource_name.h"

#include <gtest/gtest.h>

namespace karvan::agreements {
namespace {

TEST(ResourceName, ReadsCollectionAndId) {
  EXPECT_EQ(ResourceName::Parse("forums/astana-2024"), (ResourceName{"forums", "astana-2024"}));
  EXPECT_EQ((ResourceName{"forums", "astana-2024"}).ToString(), "forums/astana-2024");
}

TEST(ResourceName, RefusesOtherText) {
  for (const char* text :
       {"", "forums", "/a", "forums/", "forums/A", "forums/1a", "forums/a/b", "forums/a "}) {
    EXPECT_EQ(ResourceName::Parse(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace karvan::agreements
