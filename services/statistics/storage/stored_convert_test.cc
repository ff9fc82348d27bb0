#include "services/statistics/storage/stored_convert.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace karvan::statistics {
namespace {

absl::Time At(int64_t seconds, int nanos) {
  return absl::FromUnixSeconds(seconds) + absl::Nanoseconds(nanos);
}

TEST(StoredConvertTest, TimesKeepNanoseconds) {
  for (absl::Time time : {At(0, 0), At(1'724'000'000, 999'999'999), At(-5, 1), At(-62'135'596'800, 0)}) {
    EXPECT_EQ(FromStored(ToStored(time)), time);
  }
}

TEST(StoredConvertTest, Datasets) {
  Dataset dataset;
  dataset.id = "tj";
  dataset.display_name = "Tajikistan";
  dataset.provider = "Agency";
  dataset.kind = DatasetKind::kTransitFreight;
  dataset.reporters = {"TJK", "KAZ"};
  dataset.currency_code = "USD";
  dataset.trade_system = TradeSystem::kSpecial;
  dataset.license = "open";
  dataset.source_uri = "https://stat.tj";
  dataset.description = "all";
  dataset.create_time = At(5, 6);
  const Dataset read = FromStored(ToStored(dataset));
  EXPECT_EQ(read.id, "tj");
  EXPECT_EQ(read.display_name, "Tajikistan");
  EXPECT_EQ(read.provider, "Agency");
  EXPECT_EQ(read.kind, DatasetKind::kTransitFreight);
  EXPECT_THAT(read.reporters, ::testing::ElementsAre("TJK", "KAZ"));
  EXPECT_EQ(read.currency_code, "USD");
  EXPECT_EQ(read.trade_system, TradeSystem::kSpecial);
  EXPECT_EQ(read.license, "open");
  EXPECT_EQ(read.source_uri, "https://stat.tj");
  EXPECT_EQ(read.description, "all");
  EXPECT_EQ(read.create_time, At(5, 6));
  EXPECT_EQ(read.etag.size(), 16);
}

TEST(StoredConvertTest, ReleasesAndFiles) {
  Release release;
  release.dataset = "tj";
  release.number = 3;
  release.finality = Finality::kFinal;
  release.revision_reason = "late declarations";
  release.description = "2023";
  release.published_at = At(7, 0);
  release.create_time = At(5, 6);
  stored::StoredRelease stored = ToStored(release);
  ImportedFile file{"a.csv", FileFormat::kComtradePlusCsv, std::string(64, 'a'), 100, 9, 8};
  *stored.add_files() = ToStored(file);

  const Release read = FromStored(stored);
  EXPECT_EQ(read.number, 3);
  EXPECT_EQ(read.state, ReleaseState::kDraft);
  EXPECT_EQ(read.finality, Finality::kFinal);
  EXPECT_EQ(read.revision_reason, "late declarations");
  EXPECT_EQ(read.description, "2023");
  EXPECT_EQ(read.published_at, At(7, 0));
  EXPECT_EQ(read.publish_time, std::nullopt);
  ASSERT_EQ(read.files.size(), 1);
  EXPECT_EQ(read.files[0].file_name, "a.csv");
  EXPECT_EQ(read.files[0].format, FileFormat::kComtradePlusCsv);
  EXPECT_EQ(read.files[0].size_bytes, 100);
  EXPECT_EQ(read.files[0].row_count, 9);
  EXPECT_EQ(read.files[0].observation_count, 8);
}

TEST(StoredConvertTest, EtagsFollowTheContent) {
  stored::StoredRelease stored;
  const std::string before = FromStored(stored).etag;
  stored.set_problem_count(1);
  EXPECT_NE(FromStored(stored).etag, before);
  stored.set_problem_count(0);
  EXPECT_EQ(FromStored(stored).etag, before);
}

TEST(StoredConvertTest, Publications) {
  const Publication read = FromStored(ToStored(Publication{1, 2, At(3, 0), At(4, 5)}));
  EXPECT_EQ(read.sequence, 1);
  EXPECT_EQ(read.release, 2);
  EXPECT_EQ(read.published_at, At(3, 0));
  EXPECT_EQ(read.recorded_at, At(4, 5));
}

Scope SomeScope() {
  Scope scope;
  scope.reporters = {*Code::Parse("TJK")};
  scope.flows = {*Code::Parse("X"), *Code::Parse("M")};
  scope.partners = {*Code::Parse("KAZ")};
  scope.classifications = {*Code::Parse("H6")};
  scope.products = {*Code::Parse("0901")};
  scope.first_month = 2023 * 12;
  scope.end_month = 2024 * 12;
  return scope;
}

TEST(StoredConvertTest, PublicationsThatReplaceAndAreRetracted) {
  Publication publication{1, 2, At(3, 0), At(4, 5)};
  publication.replaces = SomeScope();
  publication.finality = Finality::kFinal;
  publication.retraction = 7;
  publication.retracted_at = At(8, 9);
  const Publication read = FromStored(ToStored(publication));
  EXPECT_EQ(read.replaces, SomeScope());
  EXPECT_EQ(read.finality, Finality::kFinal);
  EXPECT_EQ(read.retraction, 7);
  EXPECT_EQ(read.retracted_at, At(8, 9));
  EXPECT_EQ(FromStored(ToStored(Publication{1, 2, At(3, 0), At(4, 5)})).replaces, std::nullopt);
}

TEST(StoredConvertTest, ReleasesThatReplace) {
  Release release;
  release.mode = ReleaseMode::kReplace;
  release.scope = SomeScope();
  release.allow_empty = true;
  Release read = FromStored(ToStored(release));
  EXPECT_EQ(read.mode, ReleaseMode::kReplace);
  EXPECT_EQ(read.scope, SomeScope());
  EXPECT_TRUE(read.allow_empty);
  release.scope = Scope();
  EXPECT_EQ(FromStored(ToStored(release)).scope, Scope());
  EXPECT_EQ(FromStored(stored::StoredRelease()).mode, ReleaseMode::kDelta) << "of a store from before";
}

TEST(StoredConvertTest, Purges) {
  Purge purge;
  purge.sequence = 7;
  purge.series = {"TJK", "X", "KAZ", "H6", "UZB", "C01", "2100", "0901"};
  purge.periods = {*Period::Parse("2023"), *Period::Parse("2024-01-01/P7M")};
  purge.reason = "leaked";
  purge.purge_time = At(3, 4);
  purge.releases = {2, 5};
  purge.first_sequence = 6;
  const Purge read = FromStored(ToStored(purge), "tj");
  EXPECT_EQ(read.dataset, "tj");
  EXPECT_EQ(read.sequence, 7);
  EXPECT_EQ(read.series, purge.series);
  EXPECT_EQ(read.periods, purge.periods);
  EXPECT_EQ(read.reason, "leaked");
  EXPECT_EQ(read.purge_time, At(3, 4));
  EXPECT_EQ(read.releases, purge.releases);
  EXPECT_EQ(read.first_sequence, 6);
  EXPECT_EQ(read.run_count, 0);
}

}  // namespace
}  // namespace karvan::statistics
