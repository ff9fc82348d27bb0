#include "services/platform/kv/postgres_store.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/backup_writer.h"
#include "services/platform/kv/change_signal.h"
#include "services/platform/kv/epochs.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/postgres_bulk_loader.h"
#include "services/platform/kv/postgres_commit.h"
#include "services/platform/kv/postgres_connection.h"
#include "services/platform/kv/postgres_error.h"
#include "services/platform/kv/postgres_pool.h"
#include "services/platform/kv/postgres_schema.h"
#include "services/platform/kv/postgres_values.h"
#include "services/platform/kv/postgres_view.h"
#include "services/platform/kv/rules.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

constexpr absl::Duration kLongTimeout = absl::Minutes(5);  // of what reads or removes many rows
constexpr absl::Duration kPoll = absl::Milliseconds(50);   // for what other processes write
constexpr int64_t kDropRows = 2000;                        // of one transaction

// $1 start, $2 end.
constexpr PostgresSql kIsEmpty = {"karvan_is_empty",
                                  "SELECT NOT EXISTS (SELECT FROM karvan_rows WHERE key >= $1 AND key < $2)"};
constexpr PostgresSql kUsage = {
    "karvan_usage",
    "SELECT count(*), coalesce(sum(octet_length(key) + octet_length(value)), 0)::bigint FROM karvan_rows"
    " WHERE key >= $1 AND key < $2"};
// $3 rows at most; gives the last key that it removed.
constexpr PostgresSql kDrop = {"karvan_drop",
                               "WITH found AS MATERIALIZED (SELECT key FROM karvan_rows WHERE key >= $1 AND "
                               "key < $2 ORDER BY key LIMIT $3),"
                               " gone AS (DELETE FROM karvan_rows WHERE key IN (SELECT key FROM found))"
                               " SELECT key FROM found ORDER BY key DESC LIMIT 1"};
constexpr PostgresSql kNextVersion = {"karvan_next_version", "SELECT nextval('karvan_versions')"};

class PostgresStore final : public Store {
 public:
  explicit PostgresStore(const PostgresOptions& options)
      : options_(options),
        connect_([this] { return Connect(); }),
        views_(options.view_connections, options.timeout, connect_),
        others_(options.other_connections, options.timeout, connect_) {
    limits_.view_lifetime = options.view_lifetime;
  }

  // Makes the tables, and gives the format version and the place in words.
  absl::StatusOr<std::pair<std::string, std::string>> Prepare() {
    KARVAN_ASSIGN_OR_RETURN(PostgresPool::Lease connection, others_.Take());
    KARVAN_ASSIGN_OR_RETURN(std::string format, EnsureSchema(*connection, ShortDeadline()));
    return std::make_pair(std::move(format), connection->Place());
  }

  absl::Status SetFormat(absl::string_view format) {
    KARVAN_ASSIGN_OR_RETURN(PostgresPool::Lease connection, others_.Take());
    return WriteFormat(*connection, format, ShortDeadline());
  }

  absl::Status Clear() {
    KARVAN_ASSIGN_OR_RETURN(PostgresPool::Lease connection, others_.Take());
    return RemoveAllRows(*connection, Deadline(kLongTimeout));
  }

  absl::StatusOr<std::unique_ptr<View>> OpenView() override {
    return OpenView(ViewAge(*options_.clock, limits_.view_lifetime));
  }

  absl::Status Commit(const Batch& batch) override {
    KARVAN_RETURN_IF_ERROR(CheckBatch(batch, limits_));
    if (batch.mutations().empty() && batch.preconditions().empty()) return absl::OkStatus();
    KARVAN_ASSIGN_OR_RETURN(PostgresPool::Lease connection, others_.Take());
    absl::Status status = RunCommit(*connection, CommitCommands(batch), ShortDeadline());
    signal_.Notify();
    return status;
  }

  absl::StatusOr<std::unique_ptr<BulkLoader>> BulkLoad(absl::string_view prefix) override {
    KARVAN_RETURN_IF_ERROR(CheckKey(prefix, limits_));
    KARVAN_ASSIGN_OR_RETURN(auto results, Run({{kIsEmpty, Bounds(PrefixRange(prefix))}, {kNextVersion}},
                                              options_.timeout, "start a bulk load"));
    if (!BoolAt(results[0].get(), 0, 0)) return PrefixInUseError(prefix);
    const RowVersion version = static_cast<RowVersion>(Int8At(results[1].get(), 0, 0));
    return std::make_unique<PostgresBulkLoader>(prefix, limits_, version, others_, connect_,
                                                options_.timeout);
  }

  absl::Status DropPrefix(absl::string_view prefix) override {
    KARVAN_RETURN_IF_ERROR(CheckKey(prefix, limits_));
    for (const Range& range : DropRanges(prefix)) KARVAN_RETURN_IF_ERROR(Drop(range));
    signal_.Notify();
    return absl::OkStatus();
  }

  absl::StatusOr<Epoch> AcquireEpoch(absl::string_view domain, absl::string_view holder,
                                     absl::Duration ttl) override {
    return epochs_.Acquire(domain, holder, ttl);
  }

  absl::Status WaitForChange(absl::string_view key, std::optional<RowVersion> version,
                             absl::Duration timeout) override {
    return signal_.WaitForChange(*this, key, version, timeout, kPoll);
  }

  absl::Status Backup(const std::string& folder) override {
    KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<View> view,
                            OpenView(ViewAge(*options_.clock, absl::InfiniteDuration())));
    return WriteBackup(*view, folder);
  }

  absl::StatusOr<PrefixUsage> Usage(absl::string_view prefix) override {
    KARVAN_RETURN_IF_ERROR(CheckUsagePrefix(prefix, limits_));
    KARVAN_ASSIGN_OR_RETURN(auto results,
                            Run({{kUsage, Bounds(PrefixRange(prefix))}}, kLongTimeout, "count rows"));
    return PrefixUsage{static_cast<uint64_t>(Int8At(results[0].get(), 0, 0)),
                       static_cast<uint64_t>(Int8At(results[0].get(), 0, 1))};
  }

  Capabilities capabilities() const override { return limits_; }

 private:
  Deadline ShortDeadline() const { return Deadline(options_.timeout); }

  static std::vector<std::optional<std::string>> Bounds(const Range& range) {
    return {range.start, EndParameter(range)};
  }

  absl::StatusOr<std::unique_ptr<PostgresConnection>> Connect() const {
    const Deadline deadline = ShortDeadline();
    KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<PostgresConnection> connection,
                            PostgresConnection::Open(options_.uri, deadline));
    KARVAN_RETURN_IF_ERROR(SetUpSession(*connection, options_.timeout / 2, deadline));
    return connection;
  }

  absl::StatusOr<std::unique_ptr<View>> OpenView(ViewAge age) {
    KARVAN_ASSIGN_OR_RETURN(PostgresPool::Lease connection, views_.Take());
    return PostgresView::Open(std::move(connection), limits_, age, options_.timeout);
  }

  absl::StatusOr<std::vector<PostgresResult>> Run(const std::vector<PostgresCommand>& commands,
                                                  absl::Duration timeout, absl::string_view action) {
    KARVAN_ASSIGN_OR_RETURN(PostgresPool::Lease connection, others_.Take());
    KARVAN_ASSIGN_OR_RETURN(std::vector<PostgresResult> results,
                            connection->Run(commands, Deadline(timeout)));
    KARVAN_RETURN_IF_ERROR(FirstError(results, action));
    return results;
  }

  absl::Status Drop(Range range) {
    while (true) {
      KARVAN_ASSIGN_OR_RETURN(
          auto results,
          Run({{kDrop, {range.start, EndParameter(range), Int8(kDropRows)}}}, kLongTimeout, "drop a prefix"));
      if (PQntuples(results[0].get()) == 0) return absl::OkStatus();
      range.start = std::string(BytesAt(results[0].get(), 0, 0));
    }
  }

  const PostgresOptions options_;
  Capabilities limits_;
  const PostgresPool::Connect connect_;
  PostgresPool views_;
  PostgresPool others_;
  ChangeSignal signal_;
  Epochs epochs_{*this, *options_.clock, /*exclusive=*/false};
};

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenPostgresStore(const PostgresOptions& options) {
  auto store = std::make_unique<PostgresStore>(options);
  KARVAN_ASSIGN_OR_RETURN(auto format_and_place, store->Prepare());
  KARVAN_RETURN_IF_ERROR(CheckFormat(format_and_place.first, format_and_place.second));
  return store;
}

absl::StatusOr<StoreInRestore> RestorePostgresStore(const PostgresOptions& options) {
  auto store = std::make_unique<PostgresStore>(options);
  KARVAN_ASSIGN_OR_RETURN(auto format_and_place, store->Prepare());
  const auto& [format, place] = format_and_place;
  if (format == kPostgresFormatInRestore) {
    KARVAN_RETURN_IF_ERROR(store->Clear());
  } else {
    KARVAN_RETURN_IF_ERROR(CheckFormat(format, place));
    KARVAN_RETURN_IF_ERROR(CheckNoRows(*store, place));
    KARVAN_RETURN_IF_ERROR(store->SetFormat(kPostgresFormatInRestore));
  }
  PostgresStore* opened = store.get();
  return StoreInRestore{std::move(store), [opened] { return opened->SetFormat(kPostgresFormatVersion); }};
}

}  // namespace karvan::kv
