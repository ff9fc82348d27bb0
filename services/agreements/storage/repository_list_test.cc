// What ResourceRepository promises of lists.
#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "services/agreements/domain/testing/samples.h"
#include "services/agreements/storage/testing/repository_fixture.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::agreements::testing::Ids;
using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RepositoryListTest : public testing::RepositoryTest {
 protected:
  static ListQuery Query(std::vector<Facet> facets = {}, int limit = 50) {
    ListQuery query;
    query.facets = std::move(facets);
    query.limit = limit;
    return query;
  }

  std::vector<std::string> PartyIds(const ListQuery& query) { return Ids(parties().List(query)->items); }

  // A query for the page after `page`.
  static ListQuery After(const Page<Resource<Party>>& page, ListQuery query) {
    query.start_id = page.next_id;
    query.snapshot = page.snapshot;
    return query;
  }
};
INSTANTIATE_FOR_EVERY_ENGINE(RepositoryListTest);

TEST_P(RepositoryListTest, IsEmptyAtFirst) {
  ASSERT_OK_AND_ASSIGN(const auto page, parties().List(Query()));
  EXPECT_THAT(page.items, IsEmpty());
  EXPECT_EQ(page.next_id, "");
  EXPECT_EQ(page.snapshot, 0);
}

TEST_P(RepositoryListTest, ListsACollectionInTheOrderOfIds) {
  for (const char* id : {"c", "a", "b", "a-1"}) CreateParty(id);
  CreateClaim("x");
  ASSERT_OK_AND_ASSIGN(const auto page, parties().List(Query()));
  EXPECT_THAT(Ids(page.items), ElementsAre("a", "a-1", "b", "c"));
  EXPECT_EQ(page.next_id, "");
  EXPECT_EQ(page.snapshot, 5);
}

TEST_P(RepositoryListTest, PagesWithoutGapsOrAnEmptyLastPage) {
  for (const char* id : {"a", "b", "c", "d"}) CreateParty(id);
  const ListQuery query = Query({}, 2);
  ASSERT_OK_AND_ASSIGN(const auto first, parties().List(query));
  EXPECT_THAT(Ids(first.items), ElementsAre("a", "b"));
  EXPECT_EQ(first.next_id, "c");
  ASSERT_OK_AND_ASSIGN(const auto second, parties().List(After(first, query)));
  EXPECT_THAT(Ids(second.items), ElementsAre("c", "d"));
  EXPECT_EQ(second.next_id, "");
}

TEST_P(RepositoryListTest, KeepsTheSnapshotOfTheFirstPage) {
  for (const char* id : {"b", "d", "f"}) CreateParty(id, "KAZ");
  const ListQuery query = Query({{"country", "KAZ"}}, 1);
  ASSERT_OK_AND_ASSIGN(auto page, parties().List(query));
  CreateParty("c", "KAZ");                   // comes after the snapshot
  ASSERT_OK(parties().Delete("d", "", {}));  // was there
  ASSERT_OK(Move("f", "TJK"));               // was Kazakh
  ASSERT_OK(Move("f", "KAZ"));               // has two rows of the facet now
  std::vector<std::string> ids = Ids(page.items);
  while (!page.next_id.empty()) {
    ASSERT_OK_AND_ASSIGN(page, parties().List(After(page, query)));
    EXPECT_EQ(page.snapshot, 3);
    EXPECT_EQ(page.items[0].lifecycle.revision, 1);
    ids.push_back(page.items[0].id);
  }
  EXPECT_THAT(ids, ElementsAre("b", "d", "f"));
  EXPECT_THAT(PartyIds(Query({{"country", "KAZ"}})), ElementsAre("b", "c", "f"));
}

TEST_P(RepositoryListTest, ListsAnyEarlierSnapshot) {
  CreateParty("a", "KAZ");                   // 1
  ASSERT_OK(Move("a", "TJK"));               // 2
  ASSERT_OK(parties().Delete("a", "", {}));  // 3
  CreateParty("b", "TJK");                   // 4
  const auto at = [&](int64_t snapshot, absl::string_view country) {
    ListQuery query = Query({{"country", std::string(country)}});
    query.snapshot = snapshot;
    return PartyIds(query);
  };
  EXPECT_THAT(at(1, "KAZ"), ElementsAre("a"));
  EXPECT_THAT(at(1, "TJK"), IsEmpty());
  EXPECT_THAT(at(2, "KAZ"), IsEmpty());
  EXPECT_THAT(at(2, "TJK"), ElementsAre("a"));
  EXPECT_THAT(at(3, "TJK"), IsEmpty());
  EXPECT_THAT(at(4, "TJK"), ElementsAre("b"));
}

TEST_P(RepositoryListTest, RefusesASnapshotThatNeverWas) {
  CreateParty("a");
  ListQuery query = Query();
  query.snapshot = 2;
  EXPECT_THAT(parties().List(query), HasReason("PAGE_TOKEN_INVALID"));
}

TEST_P(RepositoryListTest, WantsAllFacetsOfTheQuery) {
  CreateParty("a", "KAZ");
  CreateParty("b", "TJK");
  EXPECT_THAT(PartyIds(Query({{"country", "TJK"}, {"kind", "1"}})), ElementsAre("b"));
  EXPECT_THAT(PartyIds(Query({{"kind", "1"}, {"country", "KAZ"}})), ElementsAre("a"));
  EXPECT_THAT(PartyIds(Query({{"country", "TJK"}, {"kind", "2"}})), IsEmpty());
  CreateClaim("c");
  ListQuery claim_query = Query({{"area", "KAZ"}, {"area", "TJK"}, {"indicator", "turnover"}});
  EXPECT_THAT(Ids(claims().List(claim_query)->items), ElementsAre("c"));
  claim_query.facets[1].value = "UZB";
  EXPECT_THAT(claims().List(claim_query)->items, IsEmpty());
}

TEST_P(RepositoryListTest, ListsDeletedOnesWhenAsked) {
  CreateParty("a");
  CreateParty("b");
  ASSERT_OK(parties().Delete("a", "", {}));
  EXPECT_THAT(PartyIds(Query()), ElementsAre("b"));
  ListQuery query = Query({{"country", "KAZ"}});
  query.show_deleted = true;
  EXPECT_THAT(PartyIds(query), ElementsAre("a", "b"));
}

TEST_P(RepositoryListTest, SkipsManyThatDoNotMatch) {
  for (int i = 100; i < 400; ++i) CreateParty(absl::StrCat("p-", i), i == 399 ? "TJK" : "KAZ");
  ASSERT_OK_AND_ASSIGN(const auto page, parties().List(Query({{"kind", "1"}, {"country", "TJK"}}, 1)));
  EXPECT_THAT(Ids(page.items), ElementsAre("p-399"));
  EXPECT_EQ(page.next_id, "");
}

TEST_P(RepositoryListTest, EndsAPageBeforeItIsTooLarge) {
  Forum forum;
  forum.titles = {{"en", "A forum"}};
  forum.sectors.assign(50, std::string(1000, 'x'));
  for (int i = 100; i < 125; ++i) ASSERT_OK(forums().Create(absl::StrCat("f-", i), forum, {}));
  ListQuery query = Query();
  ASSERT_OK_AND_ASSIGN(const auto first, forums().List(query));
  EXPECT_EQ(first.items.size(), 20u);
  EXPECT_EQ(first.next_id, "f-120");
  query.start_id = first.next_id;
  query.snapshot = first.snapshot;
  ASSERT_OK_AND_ASSIGN(const auto second, forums().List(query));
  EXPECT_EQ(second.items.size(), 5u);
}

TEST_P(RepositoryListTest, StopsWhenNobodyWaits) {
  CreateParty("a");
  ListQuery query = Query();
  query.check_alive = [] { return absl::CancelledError("gone"); };
  EXPECT_THAT(parties().List(query), StatusIs(absl::StatusCode::kCancelled, "gone"));
}

TEST_P(RepositoryListTest, ListsRevisionsNewestFirst) {
  CreateParty("a", "KAZ");
  CreateParty("b");
  ASSERT_OK(Move("a", "TJK"));
  ASSERT_OK(parties().Delete("a", "", {}));
  ASSERT_OK_AND_ASSIGN(const auto first, parties().ListRevisions("a", 0, 2));
  ASSERT_EQ(first.items.size(), 2u);
  EXPECT_EQ(first.items[0].lifecycle.revision, 3);
  EXPECT_NE(first.items[0].lifecycle.delete_time, std::nullopt);
  EXPECT_EQ(first.items[1].content.country, "TJK");
  EXPECT_NE(first.next_sequence, 0);
  ASSERT_OK_AND_ASSIGN(const auto second, parties().ListRevisions("a", first.next_sequence, 2));
  ASSERT_EQ(second.items.size(), 1u);
  EXPECT_EQ(second.items[0].content.country, "KAZ");
  EXPECT_EQ(second.next_sequence, 0);
  EXPECT_THAT(parties().ListRevisions("c", 0, 2), HasReason("RESOURCE_NOT_FOUND"));
}

}  // namespace
}  // namespace karvan::agreements
