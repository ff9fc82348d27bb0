#include "services/platform/kv/postgres_error.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"

namespace karvan::kv {
namespace {

absl::string_view Field(const PGresult* result, int code) {
  const char* field = PQresultErrorField(result, code);
  return field == nullptr ? absl::string_view() : absl::string_view(field);
}

}  // namespace

absl::string_view SqlState(const PGresult* result) { return Field(result, PG_DIAG_SQLSTATE); }

absl::Status FromPostgres(const PGresult* result, absl::string_view action) {
  const ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return absl::OkStatus();
  const absl::string_view state = SqlState(result);
  const std::string detail = absl::StrCat("cannot ", action, ": PostgreSQL says '",
                                          Field(result, PG_DIAG_MESSAGE_PRIMARY), "' (", state, ")");
  if (state == "53100") return StorageFullError(detail);                  // disk_full
  if (state == "XX001" || state == "XX002") return CorruptError(detail);  // data, index corrupted
  return UnavailableError(detail);
}

absl::Status FirstError(const std::vector<PostgresResult>& results, absl::string_view action) {
  for (const PostgresResult& result : results) {
    if (absl::Status status = FromPostgres(result.get(), action); !status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace karvan::kv
