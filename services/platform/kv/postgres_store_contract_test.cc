#include <string>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/postgres_store.h"
#include "services/platform/kv/restore.h"
#include "services/platform/kv/testing/postgres_server.h"
#include "services/platform/kv/testing/store_contract.h"
#include "services/platform/status/macros.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::kv::testing {
namespace {

using ::karvan::testing::IsOk;

// One server for all tests of the process; each store has a schema.
std::unique_ptr<PostgresServer> server;

class ServerOfTheProcess final : public ::testing::Environment {
 public:
  void SetUp() override { server = PostgresServer::Start(); }
  void TearDown() override { server.reset(); }
};
const ::testing::Environment* const kServer = ::testing::AddGlobalTestEnvironment(new ServerOfTheProcess);

class PostgresUnderTest final : public StoreUnderTest {
 public:
  PostgresUnderTest() : uri_(NewUri()) { Reopen(); }

  Store& store() override { return *store_; }

  void Reopen() override {
    store_.reset();
    absl::StatusOr<std::unique_ptr<Store>> store = OpenPostgresStore(Options(uri_));
    ASSERT_THAT(store, IsOk());
    store_ = *std::move(store);
  }

  absl::Status Restore(const std::string& folder) override {
    const std::string uri = NewUri();
    KARVAN_ASSIGN_OR_RETURN(store_,
                            RestoreBackup(folder, [&] { return RestorePostgresStore(Options(uri)); }));
    uri_ = uri;
    return absl::OkStatus();
  }

 private:
  static std::string NewUri() {
    static int stores = 0;
    return server->Uri(absl::StrCat("s", ++stores));
  }

  PostgresOptions Options(const std::string& uri) {
    PostgresOptions options;
    options.uri = uri;
    options.clock = &clock();
    return options;
  }

  std::string uri_;
  std::unique_ptr<Store> store_;
};

INSTANTIATE_TEST_SUITE_P(Postgres, StoreContract,
                         ::testing::Values(EngineUnderTest{
                             "postgres", [] { return std::make_unique<PostgresUnderTest>(); }}));

}  // namespace
}  // namespace karvan::kv::testing
