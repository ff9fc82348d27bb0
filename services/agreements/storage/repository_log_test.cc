// What the registry's log says of its writes.
#include <gmock/gmock.h>

#include "services/agreements/storage/keys.h"
#include "services/agreements/storage/registry_reader.h"
#include "services/agreements/storage/testing/repository_fixture.h"
#include "services/platform/ledger/reader.h"
#include "services/platform/ledger/verify.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;

class RepositoryLogTest : public testing::RepositoryTest {
 protected:
  std::vector<ledger::Entry> Entries() {
    EXPECT_OK(ledger::VerifyLog(store(), kRegistryDomain, [] { return absl::OkStatus(); }));
    return ledger::Reader(store(), kRegistryDomain).Read(1, 1000).value();
  }

  // The revision that an entry holds, as it is read from its row.
  static StoredRecord RevisionOf(const ledger::Entry& entry) {
    storage::EntryContent content;
    EXPECT_TRUE(content.ParseFromString(entry.content));
    return DecodeRecord(*ResourceName::Parse(content.name()), content.revision().SerializeAsString()).value();
  }
};
INSTANTIATE_FOR_EVERY_ENGINE(RepositoryLogTest);

TEST_P(RepositoryLogTest, EveryWriteIsAnEntry) {
  CreateParty("a");
  clock_.Advance(absl::Seconds(1));
  ASSERT_OK(Move("a", "TJK"));
  CreateClaim("c");
  ASSERT_OK_AND_ASSIGN(const auto deleted, parties().Delete("a", "", {}));

  const std::vector<ledger::Entry> entries = Entries();
  ASSERT_EQ(entries.size(), 4u);
  EXPECT_EQ(entries[0].kind, "party.created");
  EXPECT_EQ(entries[1].kind, "party.updated");
  EXPECT_EQ(entries[2].kind, "claim.created");
  EXPECT_EQ(entries[3].kind, "party.deleted");
  EXPECT_EQ(entries[1].time, clock_.Now());
  EXPECT_EQ(RevisionOf(entries[2]).record.name.ToString(), "claims/c");
  for (int i = 0; i < 4; ++i) EXPECT_EQ(RevisionOf(entries[i]).sequence, i + 1);
  EXPECT_EQ(RevisionOf(entries[3]).record.name.ToString(), "parties/a");
  EXPECT_EQ(RevisionOf(entries[3]).record.lifecycle, deleted.lifecycle);
  EXPECT_EQ(parties().List({})->snapshot, 4);
}

TEST_P(RepositoryLogTest, WhatIsRefusedOrOnlyValidatedIsNone) {
  CreateParty("a");
  EXPECT_THAT(parties().Create("a", PartyOf("KAZ"), {}), HasReason("RESOURCE_EXISTS"));
  WriteOptions validate;
  validate.validate_only = true;
  EXPECT_OK(Move("a", "TJK", "", validate));
  WriteOptions options;
  options.request = {"ministry", "UpdateParty", "r", 1};
  EXPECT_OK(Move("a", "TJK", "", options));
  EXPECT_OK(Move("a", "TJK", "", options));
  EXPECT_EQ(Entries().size(), 2u);
}

// With all that a row and an entry have beside it.
TEST_P(RepositoryLogTest, TheLargestContentFits) {
  Party party = PartyOf("KAZ");
  const size_t small = EncodeContent(party).size();
  party.identifiers.push_back({"test", ""});
  party.identifiers.back().value.assign(TypedRepository<Party>::kMaxContentBytes - small - 14, 'x');
  ASSERT_EQ(EncodeContent(party).size(), TypedRepository<Party>::kMaxContentBytes);
  ASSERT_OK(parties().Create(std::string(63, 'a'), party, {}));
  EXPECT_EQ(Entries().size(), 1u);
  party.identifiers.back().value += "x";
  EXPECT_THAT(parties().Create("b", party, {}), HasReason("INVALID_FIELD"));
}

}  // namespace
}  // namespace karvan::agreements
