#include "services/platform/kv/postgres_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/testing/postgres_server.h"
#include "services/platform/status/testing/matchers.h"

// What is special about a store in PostgreSQL, on a server that works. postgres_outcome_test.cc has one that
// fails.
namespace karvan::kv {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Key(absl::string_view row) { return KeyBuilder().Text("d").Text(row).Take(); }

class PostgresStoreTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { server_ = testing::PostgresServer::Start(); }
  static void TearDownTestSuite() { server_.reset(); }

  // Each test has a schema.
  static std::string Schema() {
    return absl::StrCat("s", ::testing::UnitTest::GetInstance()->current_test_info()->line());
  }
  static std::string Uri(absl::string_view settings = "") { return server_->Uri(Schema(), settings); }

  static absl::StatusOr<std::unique_ptr<Store>> Open(const std::string& uri) {
    return OpenPostgresStore({.uri = uri});
  }
  static std::unique_ptr<Store> Open() {
    auto store = Open(Uri());
    EXPECT_OK(store);
    return *std::move(store);
  }
  static std::optional<std::string> Read(Store& store, const std::string& key) {
    auto entry = (*store.OpenView())->Get(key);
    EXPECT_OK(entry);
    if (!entry.ok() || !entry->has_value()) return std::nullopt;
    return (*entry)->value;
  }
  // The backend that waits for a lock, once there is one.
  static std::string AwaitBlocked() {
    return server_->Await("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query <> ''");
  }

  static inline std::unique_ptr<testing::PostgresServer> server_;
};

auto Refused(absl::string_view words) {
  return AllOf(StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr(std::string(words))),
               HasReason("STORE_FORMAT"));
}
auto Unavailable(absl::string_view words) {
  return AllOf(StatusIs(absl::StatusCode::kUnavailable,
                        AllOf(HasSubstr(std::string(words)), Not(HasSubstr("secret")))),
               HasReason("STORE_UNAVAILABLE"));
}

TEST_F(PostgresStoreTest, AddressErrorsAreToldWithoutThePassword) {
  for (const char* uri : {"postgresql://karvan:secret@[::1/db", "postgresql://karvan:sec%zzret@host/secret",
                          "postgresql:///db?no_such_option=secret"}) {
    EXPECT_THAT(Open(uri), Refused("must be like postgresql://"));
    EXPECT_THAT(Open(uri).status().message(), Not(HasSubstr("secret")));
  }
  EXPECT_THAT(Open("postgresql://karvan:secret@/db?host=/no/such/folder"), Unavailable("/no/such/folder"));
  std::string uri = Uri();
  EXPECT_THAT(Open(uri + "&dbname=nowhere"), Unavailable("\"nowhere\" does not exist"));
  EXPECT_THAT(Open(uri + "&user=nobody&password=secret"), Unavailable("\"nobody\" does not exist"));
}

TEST_F(PostgresStoreTest, ServerThatMayLoseCommitsIsRefused) {
  EXPECT_THAT(Open(Uri("-csynchronous_commit%3Doff")), Refused("synchronous_commit is off"));
  for (const char* mode : {"local", "remote_write", "on", "remote_apply"})
    EXPECT_OK(Open(Uri(absl::StrCat("-csynchronous_commit%3D", mode))));
}

TEST_F(PostgresStoreTest, ServerThatTakesNoWritesIsUnavailable) {
  EXPECT_THAT(Open(Uri("-cdefault_transaction_read_only%3Don")), Unavailable("read-only"));
}

TEST_F(PostgresStoreTest, OtherServersAreRefused) {
  // What others say stands in for them: a function that is found before the one of the server.
  const std::string uri = Uri();
  const std::string path = absl::StrCat("-csearch_path%3D", Schema(), "%2Cpg_catalog");
  auto says = [&](const char* version) {
    server_->Query(absl::StrCat("CREATE OR REPLACE FUNCTION ", Schema(),
                                ".version() RETURNS text LANGUAGE sql AS $$ SELECT '", version,
                                "'::text $$"));
    return Open(Uri(path)).status();
  };
  EXPECT_THAT(says("CockroachDB CCL v23.1.2"), Refused("'CockroachDB CCL v23.1.2'; it must be PostgreSQL"));
  EXPECT_THAT(says("PostgreSQL 15.2-YB-2.25.1.0-b0 on x86_64"), Refused("it must be PostgreSQL"));
  EXPECT_THAT(says("PostgreSQL 15.2 (Greenplum Database 8.0)"), Refused("it must be PostgreSQL"));
  EXPECT_OK(says("PostgreSQL 17.0 (Debian 17.0-1) on x86_64"));

  server_->Query(
      absl::StrCat("CREATE FUNCTION ", Schema(),
                   ".current_setting(text) RETURNS text LANGUAGE sql AS $$ SELECT '140011'::text $$"));
  EXPECT_THAT(says("PostgreSQL 14.11 on x86_64"), Refused("version 15 or later is needed"));
}

TEST_F(PostgresStoreTest, CitusIsRefused) {
  const std::string uri = Uri();
  testing::PostgresSession session = server_->Session();
  session.Query("SET allow_system_table_mods = on");
  session.Query(
      "INSERT INTO pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)"
      " VALUES (99999, 'citus', 10, 11, false, '12')");
  EXPECT_THAT(Open(uri), Refused("Citus, under which a read may see half of a commit"));
  session.Query("DELETE FROM pg_extension WHERE extname = 'citus'");
  EXPECT_OK(Open(uri));
}

TEST_F(PostgresStoreTest, AnotherFormatIsRefused) {
  ASSERT_OK(Open(Uri()));
  server_->Query(absl::StrCat("UPDATE ", Schema(), ".karvan_format SET version = '7'"));
  EXPECT_THAT(Open(Uri()), Refused("format version '7'; this program supports version 1"));
}

TEST_F(PostgresStoreTest, RestoreThatDidNotEndCanOnlyBeRepeated) {
  const PostgresOptions options = {.uri = Uri()};
  {
    ASSERT_OK_AND_ASSIGN(const StoreInRestore broken, RestorePostgresStore(options));
    ASSERT_OK(broken.store->Commit(Batch().Put(Key("a"), "half")));
  }
  EXPECT_THAT(Open(options.uri), Refused("restore it again"));
  {
    ASSERT_OK_AND_ASSIGN(const StoreInRestore repeated, RestorePostgresStore(options));
    EXPECT_EQ(Read(*repeated.store, Key("a")), std::nullopt);
    ASSERT_OK(repeated.store->Commit(Batch().Put(Key("a"), "whole")));
    ASSERT_OK(repeated.finish());
  }
  EXPECT_EQ(Read(*Open(), Key("a")), "whole");
  EXPECT_THAT(RestorePostgresStore(options), Refused("has rows"));
}

TEST_F(PostgresStoreTest, ManyProcessesMayMakeTheTablesAtOnce) {
  const std::string uri = Uri();
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back([&] { EXPECT_OK(Open(uri)); });
  for (std::thread& thread : threads) thread.join();
}

TEST_F(PostgresStoreTest, TwoStoresShareOneDatabase) {
  const std::unique_ptr<Store> a = Open();
  const std::unique_ptr<Store> b = Open();
  ASSERT_OK(a->Commit(Batch().RequireAbsent(Key("head")).Put(Key("head"), "0")));
  auto increment = [](Store& store) {
    absl::Status status;
    do {
      auto head = *(*store.OpenView())->Get(Key("head"));
      const std::string next = absl::StrCat(std::stoi(head->value) + 1);
      status = store.Commit(Batch().RequireVersion(Key("head"), head->version).Put(Key("head"), next));
    } while (IsConflict(status));
    ASSERT_OK(status);
  };
  std::vector<std::thread> threads;
  for (Store* store : {a.get(), b.get(), a.get(), b.get()}) {
    threads.emplace_back([&increment, store] {
      for (int i = 0; i < 25; ++i) increment(*store);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Read(*a, Key("head")), "100");
  EXPECT_EQ(Read(*b, Key("head")), "100");
}

TEST_F(PostgresStoreTest, WaitSeesWhatAnotherStoreWrites) {
  const std::unique_ptr<Store> a = Open();
  const std::unique_ptr<Store> b = Open();
  std::thread waiting([&] { EXPECT_OK(a->WaitForChange(Key("x"), std::nullopt, absl::Minutes(1))); });
  const absl::Time start = absl::Now();
  EXPECT_OK(b->Commit(Batch().Put(Key("x"), "")));
  waiting.join();
  EXPECT_LT(absl::Now() - start, absl::Seconds(30));
}

// The clocks of the two are never compared: one is years ahead.
TEST_F(PostgresStoreTest, WriterThatWasPausedIsFenced) {
  ManualClock clock_a(absl::UnixEpoch());
  ManualClock clock_b(absl::UnixEpoch() + absl::Hours(24 * 3650));
  const std::string uri = Uri();
  ASSERT_OK_AND_ASSIGN(const auto a, OpenPostgresStore({.uri = uri, .clock = &clock_a}));
  ASSERT_OK_AND_ASSIGN(const auto b, OpenPostgresStore({.uri = uri, .clock = &clock_b}));
  const std::string domain = KeyBuilder().Text("d").Take();
  constexpr absl::Duration kTtl = absl::Seconds(10);

  ASSERT_OK_AND_ASSIGN(const Epoch of_a, a->AcquireEpoch(domain, "a", kTtl));
  EXPECT_THAT(b->AcquireEpoch(domain, "b", kTtl), Unavailable("its writer is 'a' (epoch 1)"));
  clock_b.Advance(kTtl * 0.9);
  ASSERT_OK(a->AcquireEpoch(domain, "a", kTtl));
  clock_b.Advance(kTtl * 0.9);
  EXPECT_THAT(b->AcquireEpoch(domain, "b", kTtl), Unavailable("its writer is 'a'")) << "a renewed";
  clock_b.Advance(kTtl);
  ASSERT_OK_AND_ASSIGN(const Epoch of_b, b->AcquireEpoch(domain, "b", kTtl));
  EXPECT_EQ(of_b.number, 2u);
  ASSERT_OK(b->Commit(Batch().RequireValue(of_b.key, of_b.value).Put(Key("x"), "of b")));

  const absl::Status woken =
      a->Commit(Batch().RequireValue(of_a.key, of_a.value).RequireAbsent(Key("x")).Put(Key("x"), "of a"));
  EXPECT_TRUE(IsFenced(woken)) << woken;
  EXPECT_EQ(Read(*a, Key("x")), "of b");
  EXPECT_THAT(a->AcquireEpoch(domain, "a", kTtl), Unavailable("its writer is 'b' (epoch 2)"));
}

TEST_F(PostgresStoreTest, CommitsThatMeetCrosswiseAreAllDone) {
  const std::unique_ptr<Store> store = Open();
  ASSERT_OK(store->Commit(Batch().Put(Key("a"), "").Put(Key("b"), "")));
  auto write = [&](const char* required, const char* written) {
    for (int i = 0; i < 50; ++i) {
      ASSERT_OK(store->Commit(Batch().RequirePresent(Key(required)).Put(Key(written), absl::StrCat(i))));
    }
  };
  std::thread other([&] { write("a", "b"); });
  write("b", "a");
  other.join();
}

TEST_F(PostgresStoreTest, BlindDeletesAndWritesDoNotMix) {
  const std::unique_ptr<Store> store = Open();
  std::thread deleting([&] {
    for (int i = 0; i < 100; ++i) EXPECT_OK(store->Commit(Batch().Delete(Key("a")).Delete(Key("b"))));
  });
  for (int i = 0; i < 100; ++i) {
    EXPECT_OK(store->Commit(Batch().Put(Key("b"), absl::StrCat(i)).Put(Key("a"), absl::StrCat(i))));
    auto both = *(*store->OpenView())->MultiGet({Key("a"), Key("b")});
    EXPECT_EQ(both[0].has_value(), both[1].has_value()) << "half of a commit";
  }
  deleting.join();
}

TEST_F(PostgresStoreTest, RowThatOthersHoldIsAwaitedForALimitedTime) {
  ASSERT_OK_AND_ASSIGN(const auto store,
                       OpenPostgresStore({.uri = Uri(), .timeout = absl::Milliseconds(600)}));
  ASSERT_OK(store->Commit(Batch().Put(Key("a"), "1")));
  testing::PostgresSession holder = server_->Session();
  holder.Query("BEGIN");
  holder.Query(absl::StrCat("SELECT 1 FROM ", Schema(), ".karvan_rows FOR UPDATE"));
  EXPECT_THAT(store->Commit(Batch().Put(Key("a"), "2")), Unavailable("lock timeout"));
  holder.Query("ROLLBACK");
  EXPECT_EQ(Read(*store, Key("a")), "1");
  EXPECT_OK(store->Commit(Batch().Put(Key("a"), "3")));
}

TEST_F(PostgresStoreTest, ConnectionsAreBounded) {
  ASSERT_OK_AND_ASSIGN(
      const auto store,
      OpenPostgresStore(
          {.uri = Uri(), .view_connections = 2, .other_connections = 1, .timeout = absl::Milliseconds(200)}));
  auto first = store->OpenView();
  auto second = store->OpenView();
  EXPECT_THAT(store->OpenView(), Unavailable("all 2 connections"));
  EXPECT_OK(store->Commit(Batch().Put(Key("a"), ""))) << "commits have others";
  first->reset();
  EXPECT_OK(store->OpenView());
}

TEST_F(PostgresStoreTest, LargeDropIsManyTransactionsAndCanBeRepeated) {
  const std::unique_ptr<Store> store = Open();
  const std::string run = Key("run");
  ASSERT_OK_AND_ASSIGN(auto loader, store->BulkLoad(run));
  for (int i = 0; i < 9000; ++i) ASSERT_OK(loader->Add(KeyBuilder(run).Int(i).key(), "v"));
  ASSERT_OK(loader->Seal());
  testing::PostgresSession holder = server_->Session();
  holder.Query("BEGIN");
  const std::string rows = absl::StrCat(Schema(), ".karvan_rows");
  holder.Query(absl::StrCat("SELECT 1 FROM ", rows, " WHERE key = (SELECT key FROM ", rows,
                            " ORDER BY key OFFSET 5000 LIMIT 1) FOR UPDATE"));
  std::thread dropping([&] { EXPECT_THAT(store->DropPrefix(run), Unavailable("connection")); });
  server_->Query(absl::StrCat("SELECT pg_terminate_backend(", AwaitBlocked(), ")"));
  dropping.join();
  holder.Query("ROLLBACK");

  EXPECT_EQ(store->Usage(run)->rows, 5000u) << "two of its transactions were done";
  EXPECT_OK(store->DropPrefix(run));
  EXPECT_EQ(store->Usage(run)->rows, 0u);
}

TEST_F(PostgresStoreTest, ViewWhoseConnectionIsLostHasExpired) {
  const std::unique_ptr<Store> store = Open();
  ASSERT_OK(store->Commit(Batch().Put(Key("a"), "1")));
  ASSERT_OK_AND_ASSIGN(const auto view, store->OpenView());
  server_->Query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'karvan'");
  EXPECT_TRUE(IsViewExpired(view->Get(Key("a")).status()));
  EXPECT_TRUE(IsViewExpired(view->Scan({}, {}).status()));
  EXPECT_EQ(Read(*store, Key("a")), "1") << "other connections are opened";
  EXPECT_OK(store->Commit(Batch().Put(Key("a"), "2")));
}

TEST_F(PostgresStoreTest, ErrorsOfTheServerAreTold) {
  const std::unique_ptr<Store> store = Open();
  testing::PostgresSession session = server_->Session();
  session.Query(absl::StrCat("SET search_path = ", Schema()));
  session.Query(
      "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS"
      " $$ BEGIN RAISE EXCEPTION 'as told' USING ERRCODE = convert_from(NEW.value, 'UTF8'); END $$");
  session.Query("CREATE TRIGGER fail BEFORE INSERT ON karvan_rows FOR EACH ROW EXECUTE FUNCTION fail()");
  EXPECT_TRUE(IsStorageFull(store->Commit(Batch().Put(Key("a"), "53100"))));
  EXPECT_TRUE(IsCorrupt(store->Commit(Batch().Put(Key("a"), "XX001"))));
  EXPECT_THAT(store->Commit(Batch().Put(Key("a"), "25006")), Unavailable("'as told' (25006)"));
  EXPECT_THAT(store->Commit(Batch().Put(Key("a"), "40001")), Unavailable("again and again"));
  ASSERT_OK_AND_ASSIGN(auto loader, store->BulkLoad(Key("run")));
  EXPECT_OK(loader->Add(Key("run"), "53100"));
  EXPECT_TRUE(IsStorageFull(loader->Seal()));
  session.Query("DROP TRIGGER fail ON karvan_rows");
  EXPECT_EQ(Read(*store, Key("a")), std::nullopt);
  EXPECT_OK(store->Commit(Batch().Put(Key("a"), "done")));
}

TEST_F(PostgresStoreTest, SealNoticesWhatIsNotThereAsWritten) {
  const std::unique_ptr<Store> store = Open();
  auto damage_shows = [&](const std::string& statement) {
    const std::string run = Key("run");
    EXPECT_OK(store->DropPrefix(run));
    ASSERT_OK_AND_ASSIGN(auto loader, store->BulkLoad(run));
    // More than one piece, so that some rows are there before the seal.
    for (int i = 0; i < 100; ++i)
      ASSERT_OK(loader->Add(KeyBuilder(run).Int(i).key(), std::string(60'000, 'v')));
    ASSERT_GT(store->Usage(run)->rows, 0u);
    server_->Query(
        absl::StrCat(statement, " (SELECT min(encode(key, 'hex')) FROM ", Schema(), ".karvan_rows)"));
    EXPECT_TRUE(IsCorrupt(loader->Seal())) << statement;
  };
  damage_shows(absl::StrCat("DELETE FROM ", Schema(), ".karvan_rows WHERE encode(key, 'hex') ="));
  damage_shows(absl::StrCat("UPDATE ", Schema(), ".karvan_rows SET value = 'x' WHERE encode(key, 'hex') ="));
}

}  // namespace
}  // namespace karvan::kv
