#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "postgresql/libpq-fe.h"
#include "services/platform/kv/postgres_connection.h"

namespace karvan::kv {

// The error code of a failed command, five characters; empty when it has none.
absl::string_view SqlState(const PGresult* result);

// The one place where errors of PostgreSQL become those of errors.h. `action` says what was being done: "read
// a row". A result that is no error is OK.
absl::Status FromPostgres(const PGresult* result, absl::string_view action);

// That of the first command that failed.
absl::Status FirstError(const std::vector<PostgresResult>& results, absl::string_view action);

}  // namespace karvan::kv
