#include "services/agreements/storage/testing/repository_fixture.h"

#include <filesystem>
#include <utility>

#include "services/agreements/domain/testing/samples.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/kv/rocksdb_store.h"

namespace karvan::agreements::testing {
namespace {

class MemoryTestStore final : public TestStore {
 public:
  kv::Store& store() override { return *store_; }
  void Reopen() override {}

 private:
  const std::unique_ptr<kv::Store> store_ = kv::NewMemoryStore();
};

class RocksDbTestStore final : public TestStore {
 public:
  RocksDbTestStore() : folder_(::testing::TempDir() + "/agreements-XXXXXX") {
    if (mkdtemp(folder_.data()) == nullptr) std::abort();
    Reopen();
  }
  ~RocksDbTestStore() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  kv::Store& store() override { return *store_; }
  void Reopen() override {
    store_.reset();
    kv::RocksDbOptions options;
    options.path = folder_ + "/store";
    options.block_cache_bytes = 1 << 20;
    store_ = kv::OpenRocksDbStore(options).value();
  }

 private:
  std::string folder_;
  std::unique_ptr<kv::Store> store_;
};

}  // namespace

std::unique_ptr<TestStore> MakeTestStore(const std::string& engine) {
  if (engine == "rocksdb") return std::make_unique<RocksDbTestStore>();
  return std::make_unique<MemoryTestStore>();
}

RepositoryTest::RepositoryTest()
    : test_store_(MakeTestStore(GetParam())),
      committer_(std::make_unique<ledger::Committer>(test_store_->store(), clock_)),
      records_(std::make_unique<KvResourceRepository>(test_store_->store(), *committer_)) {}

void RepositoryTest::Reopen() {
  records_.reset();
  committer_.reset();
  test_store_->Reopen();
  committer_ = std::make_unique<ledger::Committer>(test_store_->store(), clock_);
  records_ = std::make_unique<KvResourceRepository>(test_store_->store(), *committer_);
}

Resource<Party> RepositoryTest::CreateParty(const std::string& id, absl::string_view country) {
  return parties().Create(id, PartyOf(country), {}).value();
}

Resource<Claim> RepositoryTest::CreateClaim(const std::string& id, absl::string_view forum) {
  Claim claim = SampleClaim();
  claim.forum = std::string(forum);
  return claims().Create(id, claim, {}).value();
}

absl::StatusOr<Resource<Party>> RepositoryTest::Move(const std::string& id, absl::string_view country,
                                                     absl::string_view etag, const WriteOptions& options) {
  const auto move = [&](Party party) -> absl::StatusOr<Party> {
    party.country = std::string(country);
    return party;
  };
  return parties().Update(id, etag, move, options);
}

Party RepositoryTest::PartyOf(absl::string_view country) {
  Party party = SampleParty();
  party.country = std::string(country);
  return party;
}

Target RepositoryTest::TargetRestating(absl::string_view restates) {
  Target target = SampleTarget();
  target.announced_by.clear();
  target.forum.clear();
  target.restates = std::string(restates);
  return target;
}

}  // namespace karvan::agreements::testing
