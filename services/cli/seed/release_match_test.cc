#include "services/cli/seed/release_match.h"

#include "gtest/gtest.h"

namespace karvan::cli {
namespace {

using statistics::v1::Release;

// A published release of one file; `published_at` in seconds, 0 for none.
Release Published(const std::string& name, const std::string& description, int64_t published_at,
                  const std::string& digest) {
  Release release;
  release.set_name(name);
  release.set_state(Release::STATE_PUBLISHED);
  release.set_description(description);
  if (published_at != 0) release.mutable_published_at()->set_seconds(published_at);
  release.add_files()->set_sha256(digest);
  return release;
}

// A release as a folder gives it.
Release Wanted(const std::string& description, int64_t published_at) {
  Release release = Published("", description, published_at, "");
  release.clear_name();
  release.clear_state();
  release.clear_files();
  return release;
}

// The name of what is found; empty when nothing is.
std::string Found(const std::vector<Release>& present, const Release& wanted, const std::string& digest,
                  const std::set<std::string>& taken = {}) {
  const Release* found = FindPublished(present, wanted, {digest}, taken);
  return found == nullptr ? "" : found->name();
}

TEST(FindPublished, NeedsFilesDescriptionAndTime) {
  const std::vector<Release> present = {Published("r/1", "first", 100, "a")};
  EXPECT_EQ(Found(present, Wanted("first", 100), "a"), "r/1");
  EXPECT_EQ(Found(present, Wanted("first", 100), "b"), "");
  EXPECT_EQ(Found(present, Wanted("taken back", 100), "a"), "");
  EXPECT_EQ(Found(present, Wanted("first", 101), "a"), "");
  Release half_a_second_later = Wanted("first", 100);
  half_a_second_later.mutable_published_at()->set_nanos(500'000'000);
  EXPECT_EQ(Found(present, half_a_second_later, "a"), "");
}

TEST(FindPublished, ATimeThatTheFolderDoesNotGiveIsAnyTime) {
  EXPECT_EQ(Found({Published("r/1", "first", 100, "a")}, Wanted("first", 0), "a"), "r/1");
}

TEST(FindPublished, EachStandsForOneRelease) {
  const std::vector<Release> present = {Published("r/1", "all", 100, "a"), Published("r/2", "all", 200, "b"),
                                        Published("r/3", "all", 300, "a")};
  EXPECT_EQ(Found(present, Wanted("all", 0), "a"), "r/1");
  EXPECT_EQ(Found(present, Wanted("all", 0), "a", {"r/1"}), "r/3");
  EXPECT_EQ(Found(present, Wanted("all", 0), "a", {"r/1", "r/3"}), "");
}

TEST(FindPublished, DraftsAndAbandonedReleasesAreNotPublished) {
  std::vector<Release> present = {Published("r/1", "first", 100, "a"), Published("r/2", "first", 100, "a")};
  present[0].set_state(Release::STATE_DRAFT);
  present[1].set_state(Release::STATE_ABANDONED);
  EXPECT_EQ(Found(present, Wanted("first", 100), "a"), "");
}

TEST(IsLeftover, ADraftOfTheSameDescriptionWithOurFilesOnly) {
  Release draft = Published("r/1", "first", 0, "a");
  EXPECT_FALSE(IsLeftover(draft, Wanted("first", 0), {"a", "b"}));  // published
  draft.set_state(Release::STATE_DRAFT);
  EXPECT_TRUE(IsLeftover(draft, Wanted("first", 0), {"a", "b"}));
  EXPECT_FALSE(IsLeftover(draft, Wanted("second", 0), {"a", "b"}));
  EXPECT_FALSE(IsLeftover(draft, Wanted("first", 0), {"b"}));
}

}  // namespace
}  // namespace karvan::cli
