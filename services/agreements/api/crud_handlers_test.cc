// The handlers of one kind of resource, on a registry in memory. What all kinds have in common is tested
// through the server; here are the promises of each method.
#include "services/agreements/api/crud_handlers.h"

#include <gmock/gmock.h>

#include <memory>
#include <set>

#include "services/agreements/convert/claim.h"
#include "services/agreements/convert/party.h"
#include "services/agreements/domain/testing/samples.h"
#include "services/agreements/storage/kv_resource_repository.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::karvan::testing::IsOk;
using ::karvan::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

rpc::CallContext::Values Caller() {
  rpc::CallContext::Values values;
  values.identity.name = "ministry";
  return values;
}

class CrudHandlersTest : public ::testing::Test {
 protected:
  v1::CreatePartyRequest CreateRequest(const std::string& id) {
    v1::CreatePartyRequest request;
    request.set_party_id(id);
    *request.mutable_party() = ToProto(testing::SampleParty());
    return request;
  }

  v1::Party Create(const std::string& id) { return handlers_.Create(call_, CreateRequest(id)).value(); }

  absl::StatusOr<v1::Party> Get(const std::string& name) {
    v1::GetPartyRequest request;
    request.set_name(name);
    return handlers_.Get(call_, request);
  }

  static v1::UpdatePartyRequest UpdateRequest(const std::string& name, const std::string& country,
                                              const std::vector<std::string>& paths = {}) {
    v1::UpdatePartyRequest request;
    request.mutable_party()->set_name(name);
    request.mutable_party()->set_country(country);
    for (const std::string& path : paths) request.mutable_update_mask()->add_paths(path);
    return request;
  }

  absl::StatusOr<v1::ListPartiesResponse> List(const v1::ListPartiesRequest& request) {
    return handlers_.List<v1::ListPartiesResponse>(call_, request);
  }

  const std::unique_ptr<kv::Store> store_ = kv::NewMemoryStore();
  ManualClock clock_{absl::FromUnixSeconds(1'724'313'600)};
  ledger::Committer committer_{*store_, clock_};
  KvResourceRepository records_{*store_, committer_};
  SequentialIdGenerator ids_;
  CrudHandlers<Party> handlers_{records_, ids_};
  rpc::CallContext call_{Caller()};
};

TEST_F(CrudHandlersTest, CreatesUnderTheGivenIdAndIgnoresWhatIsNotTheCallers) {
  v1::CreatePartyRequest request = CreateRequest("kazakhstan");
  request.mutable_party()->set_name("parties/other");
  request.mutable_party()->set_revision(77);
  request.mutable_party()->set_etag("mine");
  ASSERT_OK_AND_ASSIGN(const v1::Party party, handlers_.Create(call_, request));
  EXPECT_EQ(party.name(), "parties/kazakhstan");
  EXPECT_EQ(party.revision(), 1);
  EXPECT_NE(party.etag(), "mine");
  EXPECT_EQ(party.create_time().seconds(), 1'724'313'600);
  EXPECT_EQ(party.names(1).text(), "Қазақстан");
  EXPECT_EQ(Get("parties/kazakhstan")->SerializeAsString(), party.SerializeAsString());
}

TEST_F(CrudHandlersTest, ChoosesAnIdThatIsNotTaken) {
  Create("party-1");
  EXPECT_EQ(Create("").name(), "parties/party-2");
  EXPECT_EQ(Create("").name(), "parties/party-3");
}

TEST_F(CrudHandlersTest, SaysAllThatIsWrongWithACreateRequest) {
  v1::CreatePartyRequest request = CreateRequest("Kazakhstan");
  request.set_request_id(std::string(65, 'x'));
  request.mutable_party()->set_country("kaz");
  const auto created = handlers_.Create(call_, request);
  EXPECT_THAT(created, HasFieldViolation("party_id", HasSubstr("is \"Kazakhstan\"")));
  EXPECT_THAT(created, HasFieldViolation("request_id", HasSubstr("65 characters")));
  EXPECT_THAT(created, HasFieldViolation("party.country", HasSubstr("is \"kaz\"")));
  EXPECT_THAT(handlers_.Create(call_, v1::CreatePartyRequest()),
              HasFieldViolation("party.names", HasSubstr("1 to")));
}

TEST_F(CrudHandlersTest, CreatesOnceForARepeatedRequest) {
  v1::CreatePartyRequest request = CreateRequest("");
  request.set_request_id("r");
  ASSERT_OK_AND_ASSIGN(const v1::Party first, handlers_.Create(call_, request));
  ASSERT_OK_AND_ASSIGN(const v1::Party repeat, handlers_.Create(call_, request));
  EXPECT_EQ(repeat.SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(List({})->parties_size(), 1);
  request.mutable_party()->set_country("TJK");
  EXPECT_THAT(handlers_.Create(call_, request), HasReason("REQUEST_ID_REUSED"));
}

TEST_F(CrudHandlersTest, OnlyValidates) {
  v1::CreatePartyRequest request = CreateRequest("a");
  request.set_validate_only(true);
  EXPECT_EQ(handlers_.Create(call_, request)->name(), "parties/a");
  EXPECT_THAT(Get("parties/a"), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_F(CrudHandlersTest, GetsByNameAlone) {
  EXPECT_THAT(Get("a"), HasFieldViolation("name", HasSubstr("is \"a\"")));
  EXPECT_THAT(Get(""), HasFieldViolation("name", HasSubstr("is required")));
  EXPECT_THAT(Get("parties/a"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(CrudHandlersTest, UpdatesTheFieldsThatAreSet) {
  Create("a");
  ASSERT_OK_AND_ASSIGN(const v1::Party updated, handlers_.Update(call_, UpdateRequest("parties/a", "TJK")));
  EXPECT_EQ(updated.country(), "TJK");
  EXPECT_EQ(updated.names_size(), 2);
  EXPECT_EQ(updated.revision(), 2);
}

TEST_F(CrudHandlersTest, UpdatesTheFieldsOfTheMask) {
  Create("a");
  ASSERT_OK_AND_ASSIGN(const v1::Party updated,
                       handlers_.Update(call_, UpdateRequest("parties/a", "TJK", {"identifiers", "etag"})));
  EXPECT_EQ(updated.country(), "KAZ");
  EXPECT_EQ(updated.identifiers_size(), 0);
}

TEST_F(CrudHandlersTest, ReplacesAllForAStarAndChecksTheResult) {
  Create("a");
  v1::UpdatePartyRequest request = UpdateRequest("parties/a", "TJK", {"*"});
  EXPECT_THAT(handlers_.Update(call_, request), HasFieldViolation("party.names", HasSubstr("has 0 items")));
  EXPECT_THAT(handlers_.Update(call_, request), HasFieldViolation("party.kind", "is required"));
  request.mutable_party()->set_kind(v1::Party::KIND_AGENCY);
  *request.mutable_party()->add_names() = ToProto(testing::SampleParty()).names(0);
  ASSERT_OK_AND_ASSIGN(const v1::Party updated, handlers_.Update(call_, request));
  EXPECT_EQ(updated.names_size(), 1);
  EXPECT_EQ(updated.identifiers_size(), 0);
}

TEST_F(CrudHandlersTest, RefusesUnknownPathsAndMissingParts) {
  Create("a");
  EXPECT_THAT(handlers_.Update(call_, UpdateRequest("parties/a", "TJK", {"colour"})),
              HasFieldViolation("update_mask", HasSubstr("names, kind, country, identifiers")));
  EXPECT_THAT(handlers_.Update(call_, v1::UpdatePartyRequest()),
              HasFieldViolation("party.name", HasSubstr("required")));
  EXPECT_THAT(handlers_.Update(call_, UpdateRequest("parties/b", "TJK")), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_F(CrudHandlersTest, UpdatesAndDeletesOnlyWhatTheEtagNames) {
  const v1::Party created = Create("a");
  v1::UpdatePartyRequest update = UpdateRequest("parties/a", "TJK");
  update.mutable_party()->set_etag(created.etag());
  ASSERT_OK(handlers_.Update(call_, update));
  EXPECT_THAT(handlers_.Update(call_, update), HasReason("ETAG_MISMATCH"));
  v1::DeletePartyRequest remove;
  remove.set_name("parties/a");
  remove.set_etag(created.etag());
  EXPECT_THAT(handlers_.Delete(call_, remove), HasReason("ETAG_MISMATCH"));
  remove.clear_etag();
  ASSERT_OK_AND_ASSIGN(const v1::Party deleted, handlers_.Delete(call_, remove));
  EXPECT_TRUE(deleted.has_delete_time());
  EXPECT_TRUE(Get("parties/a")->has_delete_time());
  remove.set_name("forums/a");
  EXPECT_THAT(handlers_.Delete(call_, remove), HasFieldViolation("name", HasSubstr("is \"forums/a\"")));
}

TEST_F(CrudHandlersTest, ListsInPagesOfOneSnapshot) {
  for (const char* id : {"a", "b", "c"}) Create(id);
  v1::ListPartiesRequest request;
  request.set_page_size(2);
  ASSERT_OK_AND_ASSIGN(const v1::ListPartiesResponse first, List(request));
  EXPECT_EQ(first.parties_size(), 2);
  EXPECT_EQ(first.snapshot(), 3);
  Create("d");
  request.set_page_token(first.next_page_token());
  ASSERT_OK_AND_ASSIGN(const v1::ListPartiesResponse second, List(request));
  EXPECT_EQ(second.parties_size(), 1);
  EXPECT_EQ(second.parties(0).name(), "parties/c");
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_EQ(second.snapshot(), 3);
  request.mutable_filter()->set_country("KAZ");
  EXPECT_THAT(List(request), HasReason("PAGE_TOKEN_INVALID"));
}

TEST_F(CrudHandlersTest, ListsWhatTheFilterAsksFor) {
  Create("a");
  ASSERT_OK(handlers_.Update(call_, UpdateRequest("parties/a", "TJK")));
  Create("b");
  v1::ListPartiesRequest request;
  request.mutable_filter()->set_country("TJK");
  ASSERT_OK_AND_ASSIGN(const v1::ListPartiesResponse response, List(request));
  ASSERT_EQ(response.parties_size(), 1);
  EXPECT_EQ(response.parties(0).name(), "parties/a");
  request.mutable_filter()->set_country("Tajikistan");
  EXPECT_THAT(List(request), HasFieldViolation("filter.country", HasSubstr("is \"Tajikistan\"")));
}

TEST_F(CrudHandlersTest, ListsRevisionsInPages) {
  Create("a");
  for (const char* country : {"TJK", "UZB"})
    ASSERT_OK(handlers_.Update(call_, UpdateRequest("parties/a", country)));
  v1::ListPartyRevisionsRequest request;
  request.set_name("parties/a");
  request.set_page_size(2);
  std::vector<std::string> countries;
  do {
    ASSERT_OK_AND_ASSIGN(const auto page,
                         handlers_.ListRevisions<v1::ListPartyRevisionsResponse>(call_, request));
    for (const v1::Party& party : page.parties()) countries.push_back(party.country());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(countries, ElementsAre("UZB", "TJK", "KAZ"));
}

TEST_F(CrudHandlersTest, NamesTheFieldOfAReferenceThatIsMissing) {
  CrudHandlers<Claim> claims(records_, ids_);
  v1::CreateClaimRequest request;
  *request.mutable_claim() = ToProto(testing::SampleClaim());
  const auto created = claims.Create(call_, request);
  EXPECT_THAT(created, HasReason("REFERENCE_NOT_FOUND"));
  EXPECT_EQ(ErrorMetadata(created.status(), "field"), "claim.forum");
}

}  // namespace
}  // namespace karvan::agreements
