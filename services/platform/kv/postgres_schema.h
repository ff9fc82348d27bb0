#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/kv/deadline.h"
#include "services/platform/kv/postgres_connection.h"

// What a store is in a database, in the first schema of the search path:
//
//   karvan_rows (key bytea primary key, value bytea, version bigint)   the rows
//   karvan_versions                                                    a sequence: one number for each commit
//   karvan_refuse(key bytea)                                           raises KV001 with the key: a conflict
//   karvan_format (version text)                                       one row
//
// DO NOT CHANGE without a new version.
namespace karvan::kv {

inline constexpr absl::string_view kPostgresFormatVersion = "1";
// In place of the version while a backup is restored.
inline constexpr absl::string_view kPostgresFormatInRestore = "in restore";

// Makes a connection one of ours: refuses servers that are not PostgreSQL 15 or later, have Citus, or do not
// wait for their disk (FAILED_PRECONDITION, STORE_FORMAT), and sets its time limits: `lock_timeout` for a row
// that another transaction holds.
absl::Status SetUpSession(PostgresConnection& connection, absl::Duration lock_timeout,
                          const Deadline& deadline);

// Makes what is missing, and gives the format version. Any number of processes may do so at once.
absl::StatusOr<std::string> EnsureSchema(PostgresConnection& connection, const Deadline& deadline);

// FAILED_PRECONDITION (STORE_FORMAT) when it is not the version of this program.
absl::Status CheckFormat(absl::string_view format, absl::string_view place);

absl::Status WriteFormat(PostgresConnection& connection, absl::string_view format, const Deadline& deadline);

// Removes all rows at once, past open views: of a restore that did not end.
absl::Status RemoveAllRows(PostgresConnection& connection, const Deadline& deadline);

}  // namespace karvan::kv
