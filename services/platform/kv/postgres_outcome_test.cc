#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <memory>
#include <string>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/postgres_store.h"
#include "services/platform/kv/testing/postgres_server.h"
#include "services/platform/kv/testing/read_all.h"
#include "services/platform/status/testing/matchers.h"

// What becomes of commits when the server, its processes or a writer fail. The server waits for its disk, and
// is told to wait for a standby that does not exist: then every COMMIT is done and not answered.
namespace karvan::kv {
namespace {

using ::testing::HasSubstr;

std::string Key(absl::string_view row) { return KeyBuilder().Text("d").Text(row).Take(); }
std::string IdKey(int number) { return KeyBuilder(Key("id")).Int(number).Take(); }

class PostgresOutcomeTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_ = testing::PostgresServer::Start(/*durable=*/true);
    ASSERT_NE(server_, nullptr);
    uri_ = server_->Uri("s");
  }

  std::unique_ptr<Store> Open(absl::Duration timeout = absl::Seconds(20)) {
    auto store = OpenPostgresStore({.uri = uri_, .timeout = timeout});
    EXPECT_OK(store);
    return *std::move(store);
  }

  void WaitForStandby(bool wait) {
    server_->Query(wait ? "ALTER SYSTEM SET synchronous_standby_names = 'nobody'"
                        : "ALTER SYSTEM RESET synchronous_standby_names");
    server_->Query("SELECT pg_reload_conf()");
    // Processes take a setting over a little later.
    server_->Await(absl::StrCat("SELECT 1 WHERE current_setting('synchronous_standby_names') = '",
                                wait ? "nobody" : "", "'"));
  }

  // The process of the commit that is done and not answered, once there is one.
  std::string AwaitCommitting() {
    return server_->Await("SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
  }

  std::unique_ptr<testing::PostgresServer> server_;
  std::string uri_;
};

// A commit as a log makes it: the head is required and written, and an id row tells that it was done.
Batch Numbered(const std::optional<Entry>& head, int number) {
  Batch batch;
  head.has_value() ? batch.RequireVersion(Key("head"), head->version) : batch.RequireAbsent(Key("head"));
  return batch.Put(Key("head"), absl::StrCat(number)).Put(IdKey(number), "");
}

// Retries what fails in passing.
template <typename Function>
auto Eventually(Function function) -> decltype(function()) {
  while (true) {
    auto result = function();
    if (result.ok() || !absl::IsUnavailable(absl::Status(result.status()))) return result;
  }
}

absl::StatusOr<std::optional<Entry>> ReadRow(Store& store, const std::string& key) {
  return Eventually([&]() -> absl::StatusOr<std::optional<Entry>> {
    auto view = store.OpenView();
    if (!view.ok()) return view.status();
    auto entry = (*view)->Get(key);
    return IsViewExpired(entry.status()) ? UnavailableError("expired") : entry;
  });
}

// Settles an unknown commit as store.h says, and tells whether it was done.
bool WasDone(Store& store, int number) {
  while (true) {
    auto head = ReadRow(store, Key("head"));
    auto id = ReadRow(store, IdKey(number));
    EXPECT_OK(head);
    EXPECT_OK(id);
    if (!head.ok() || !id.ok() || id->has_value()) return id.ok();
    Batch again;
    head->has_value() ? again.RequireVersion(Key("head"), (*head)->version)
                      : again.RequireAbsent(Key("head"));
    if (store.Commit(again.Put(Key("head"), head->has_value() ? (*head)->value : "0")).ok())
      return ReadRow(store, IdKey(number))->has_value();
  }
}

TEST_F(PostgresOutcomeTest, ProcessKilledDuringCommit) {
  const std::unique_ptr<Store> store = Open();
  WaitForStandby(true);
  std::thread committing([&] {
    const absl::Status status = store->Commit(Numbered(std::nullopt, 1));
    EXPECT_TRUE(IsUnknownOutcome(status)) << status;
  });
  server_->Kill(AwaitCommitting());
  committing.join();
  WaitForStandby(false);
  EXPECT_TRUE(WasDone(*store, 1));
  EXPECT_EQ((*ReadRow(*store, Key("head")))->value, "1");
}

TEST_F(PostgresOutcomeTest, ProcessKilledBeforeCommit) {
  const std::unique_ptr<Store> store = Open();
  ASSERT_OK(store->Commit(Numbered(std::nullopt, 1)));
  testing::PostgresSession holder = server_->Session();
  holder.Query("BEGIN");
  holder.Query("SELECT 1 FROM s.karvan_rows FOR UPDATE");
  const auto head = *ReadRow(*store, Key("head"));
  std::thread committing([&] {
    const absl::Status status = store->Commit(Numbered(head, 2));
    EXPECT_TRUE(IsUnknownOutcome(status)) << status;
  });
  server_->Kill(server_->Await("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock'"));
  committing.join();
  EXPECT_FALSE(WasDone(*store, 2));
  EXPECT_TRUE(IsConflict(store->Commit(Numbered(head, 2)))) << "a settled commit can never be done any more";
}

TEST_F(PostgresOutcomeTest, WarningAtCommitIsUnknown) {
  const std::unique_ptr<Store> store = Open();
  WaitForStandby(true);
  for (const char* how : {"pg_cancel_backend", "pg_terminate_backend"}) {
    std::thread committing([&] {
      const absl::Status status = store->Commit(Batch().Put(Key(how), ""));
      EXPECT_TRUE(IsUnknownOutcome(status)) << how << ": " << status;
    });
    server_->Query(absl::StrCat("SELECT ", how, "(", AwaitCommitting(), ")"));
    committing.join();
    EXPECT_TRUE(ReadRow(*store, Key(how))->has_value());
  }
}

TEST_F(PostgresOutcomeTest, LateAnswerIsUnknownAndNothingIsCancelled) {
  const std::unique_ptr<Store> store = Open(absl::Milliseconds(500));
  WaitForStandby(true);
  const absl::Status status = store->Commit(Numbered(std::nullopt, 1));
  EXPECT_TRUE(IsUnknownOutcome(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("in time"));
  WaitForStandby(false);
  EXPECT_TRUE(WasDone(*store, 1));
}

TEST_F(PostgresOutcomeTest, StoreGoesOnAfterARestartOfTheServer) {
  const std::unique_ptr<Store> store = Open();
  const std::string domain = KeyBuilder().Text("d").Take();
  ASSERT_OK_AND_ASSIGN(const Epoch epoch, store->AcquireEpoch(domain, "a", absl::Seconds(10)));
  ASSERT_OK(store->Commit(Numbered(std::nullopt, 1)));
  ASSERT_OK_AND_ASSIGN(auto loader, store->BulkLoad(Key("run")));
  ASSERT_OK(loader->Add(Key("run"), "sealed"));
  ASSERT_OK(loader->Seal());
  ASSERT_OK_AND_ASSIGN(const auto view, store->OpenView());
  server_->Restart();

  EXPECT_TRUE(IsViewExpired(view->Get(Key("head")).status()));
  auto head = ReadRow(*store, Key("head"));
  ASSERT_OK(head);
  EXPECT_EQ((*head)->value, "1");
  EXPECT_EQ((*ReadRow(*store, Key("run")))->value, "sealed");
  EXPECT_OK(store->Commit(Numbered(*head, 2).RequireValue(epoch.key, epoch.value)));
}

// Processes are killed while a writer commits; every commit is there once if it was acknowledged or settled
// as done, and not if it was settled as not done.
TEST_F(PostgresOutcomeTest, KillsLoseAndDoubleNothing) {
  constexpr int kKills = 6;
  constexpr int kCommitsBetween = 20;
  const std::unique_ptr<Store> store = Open();
  std::atomic<bool> stop = false;
  std::atomic<int> number = 0;
  std::set<int> done;
  int unknown = 0;
  std::thread writing([&] {
    while (!stop) {
      ++number;
      number.notify_one();
      const auto head = ReadRow(*store, Key("head"));
      ASSERT_OK(head);
      const absl::Status status = store->Commit(Numbered(*head, number));
      if (IsUnknownOutcome(status)) {
        ++unknown;
        if (WasDone(*store, number)) done.insert(number);
      } else if (status.ok()) {
        done.insert(number);
      } else {
        ASSERT_TRUE(absl::IsUnavailable(status)) << status;
      }
    }
  });
  for (int kill = 0; kill < kKills; ++kill) {
    for (int now = number; now < kCommitsBetween * (kill + 1); now = number) number.wait(now);
    // In the middle of a commit if one is found there.
    server_->Kill(
        server_->Await("SELECT pid FROM pg_stat_activity WHERE application_name = 'karvan'"
                       " ORDER BY state = 'active' DESC, query LIKE '%put%' DESC"));
  }
  stop = true;
  writing.join();

  std::set<int> found;
  for (const Row& row : testing::ReadAll(**store->OpenView(), PrefixRange(Key("id")), {})) {
    KeyReader reader(absl::string_view(row.key).substr(Key("id").size()));
    found.insert(static_cast<int>(*reader.Int()));
  }
  EXPECT_EQ(found, done);
  EXPECT_GE(done.size(), kKills * (kCommitsBetween - 2));
  RecordProperty("commits", static_cast<int>(done.size()));
  RecordProperty("unknown", unknown);
}

// Two processes: the writer is stopped, another takes over, and the first is refused when it goes on.
TEST_F(PostgresOutcomeTest, WriterProcessThatWasStoppedIsFenced) {
  constexpr absl::Duration kTtl = absl::Milliseconds(300);
  constexpr int kFenced = 42;
  const std::string domain = KeyBuilder().Text("d").Take();
  Open();  // makes the tables
  const pid_t writer = fork();
  if (writer == 0) {
    const std::unique_ptr<Store> store = Open();
    absl::StatusOr<Epoch> epoch = store->AcquireEpoch(domain, "first", kTtl);
    absl::Status status = epoch.status();
    while (status.ok()) {
      status = store->Commit(Batch().RequireValue(epoch->key, epoch->value).Put(Key("x"), "of the first"));
    }
    _exit(IsFenced(status) ? kFenced : 1);
  }

  const std::unique_ptr<Store> store = Open();
  ASSERT_OK(store->WaitForChange(Key("x"), std::nullopt, absl::Minutes(1)));
  ASSERT_EQ(kill(writer, SIGSTOP), 0);
  auto epoch = Eventually([&] { return store->AcquireEpoch(domain, "second", kTtl); });
  ASSERT_OK(epoch);
  EXPECT_EQ(epoch->number, 2u);
  ASSERT_OK(store->Commit(Batch().RequireValue(epoch->key, epoch->value).Put(Key("x"), "of the second")));
  ASSERT_EQ(kill(writer, SIGCONT), 0);
  int status = 0;
  ASSERT_EQ(waitpid(writer, &status, 0), writer);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == kFenced) << status;
  EXPECT_EQ((*ReadRow(*store, Key("x")))->value, "of the second");
}

}  // namespace
}  // namespace karvan::kv
