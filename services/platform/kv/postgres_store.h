#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/restore.h"
#include "services/platform/kv/store.h"

namespace karvan::kv {

struct PostgresOptions {
  // A connection URI of PostgreSQL, or of a pooler that keeps sessions. A password may be in it, or comes by
  // libpq's own means (PGPASSFILE, a service file); neither is logged.
  std::string uri;
  // Views hold a connection each; commits and all else share others, so that a view can wait for a commit.
  size_t view_connections = 24;
  size_t other_connections = 8;
  // For a connection to open or come free, and for each answer of the server; drops, sums and sizes have
  // longer.
  absl::Duration timeout = absl::Seconds(10);
  absl::Duration view_lifetime = Capabilities().view_lifetime;  // less than a minute
  const Clock* clock = &SystemClock::Instance();  // for the age of views and leases; outlives the store
};

// Opens a store in a database; its tables are made when missing. Several processes may open it: AcquireEpoch
// tells which of them writes. UNAVAILABLE; FAILED_PRECONDITION (STORE_FORMAT) when the server is not
// PostgreSQL 15 or later, has Citus, or runs with synchronous_commit off, when the database holds another
// format, or a restore that did not end.
absl::StatusOr<std::unique_ptr<Store>> OpenPostgresStore(const PostgresOptions& options);

// As OpenPostgresStore, to restore a backup. FAILED_PRECONDITION (STORE_FORMAT) when the store has rows,
// unless they are of a restore that did not end: those are removed.
absl::StatusOr<StoreInRestore> RestorePostgresStore(const PostgresOptions& options);

}  // namespace karvan::kv
