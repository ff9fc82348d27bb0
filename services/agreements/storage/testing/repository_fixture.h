#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/agreements/convert/claim.h"
#include "services/agreements/convert/forum.h"
#include "services/agreements/convert/party.h"
#include "services/agreements/convert/target.h"
#include "services/agreements/storage/kv_resource_repository.h"
#include "services/agreements/storage/typed_repository.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/store.h"

namespace karvan::agreements::testing {

// A store under test that can be closed and opened again.
class TestStore {
 public:
  virtual ~TestStore() = default;
  virtual kv::Store& store() = 0;
  // A store in memory stays as it is.
  virtual void Reopen() = 0;
};

// "memory" or "rocksdb", the latter in a folder of its own that goes with the object.
std::unique_ptr<TestStore> MakeTestStore(const std::string& engine);

// What the contract of ResourceRepository is tested with, once for each engine.
class RepositoryTest : public ::testing::TestWithParam<std::string> {
 protected:
  RepositoryTest();

  kv::Store& store() { return test_store_->store(); }
  // Closes the store and opens it again under a new repository.
  void Reopen();

  ResourceRepository& records() { return *records_; }
  TypedRepository<Party> parties() { return TypedRepository<Party>(*records_); }
  TypedRepository<Forum> forums() { return TypedRepository<Forum>(*records_); }
  TypedRepository<Target> targets() { return TypedRepository<Target>(*records_); }
  TypedRepository<Claim> claims() { return TypedRepository<Claim>(*records_); }

  // Create a valid resource; they end the test's process when that fails.
  Resource<Party> CreateParty(const std::string& id, absl::string_view country = "KAZ");
  Resource<Claim> CreateClaim(const std::string& id, absl::string_view forum = "");

  // Changes the country.
  absl::StatusOr<Resource<Party>> Move(const std::string& id, absl::string_view country,
                                       absl::string_view etag = "", const WriteOptions& options = {});

  static Party PartyOf(absl::string_view country);
  static Target TargetRestating(absl::string_view restates);

  ManualClock clock_{absl::FromUnixSeconds(1'724'313'600)};  // 2024-08-22

 private:
  std::unique_ptr<TestStore> test_store_;
  std::unique_ptr<ledger::Committer> committer_;
  std::unique_ptr<KvResourceRepository> records_;
};

// The ids of a page, in its order.
template <typename Content>
std::vector<std::string> Ids(const std::vector<Resource<Content>>& resources) {
  std::vector<std::string> ids;
  for (const Resource<Content>& resource : resources) ids.push_back(resource.id);
  return ids;
}

inline std::string EngineName(const ::testing::TestParamInfo<std::string>& info) { return info.param; }

}  // namespace karvan::agreements::testing

// Runs the tests of a suite derived from RepositoryTest on every engine.
#define INSTANTIATE_FOR_EVERY_ENGINE(Suite)                                        \
  INSTANTIATE_TEST_SUITE_P(Engines, Suite, ::testing::Values("memory", "rocksdb"), \
                           ::karvan::agreements::testing::EngineName)
