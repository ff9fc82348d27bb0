#include "tests/benchmarks/postgres/connection.h"

#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/status/macros.h"

namespace karvan::bench {
namespace {

constexpr Oid kText = 25;
constexpr size_t kBlockBytes = 1 << 20;

}  // namespace

absl::StatusOr<Connection> Connection::Open(const std::string& target) {
  Connection connection(PQconnectdb(target.c_str()));
  if (PQstatus(connection.connection_.get()) != CONNECTION_OK) return connection.Error("connecting");
  return connection;
}

absl::Status Connection::Execute(const std::string& sql) {
  const Result result(PQexec(connection_.get(), sql.c_str()));
  const ExecStatusType status = PQresultStatus(result.get());
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return absl::OkStatus();
  return Error("executing");
}

absl::Status Connection::Prepare(const std::string& name, const std::string& sql, int parameters) {
  const std::vector<Oid> types(static_cast<size_t>(parameters), kText);
  return Checked(PQprepare(connection_.get(), name.c_str(), sql.c_str(), parameters, types.data()),
                 PGRES_COMMAND_OK)
      .status();
}

absl::StatusOr<Result> Connection::ExecutePrepared(const std::string& name,
                                                   const std::vector<const char*>& parameters) {
  constexpr int kTextResults = 0;
  return Checked(PQexecPrepared(connection_.get(), name.c_str(), static_cast<int>(parameters.size()),
                                parameters.data(), nullptr, nullptr, kTextResults),
                 PGRES_TUPLES_OK);
}

absl::Status Connection::CopyCsv(const std::string& table, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read the file ", path));
  const std::string sql = absl::StrCat("COPY ", table, " FROM STDIN (FORMAT csv, HEADER true)");
  KARVAN_RETURN_IF_ERROR(Checked(PQexec(connection_.get(), sql.c_str()), PGRES_COPY_IN).status());
  std::string block(kBlockBytes, '\0');
  while (file) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    if (PQputCopyData(connection_.get(), block.data(), static_cast<int>(file.gcount())) != 1) {
      return Error("copying");
    }
  }
  if (PQputCopyEnd(connection_.get(), nullptr) != 1) return Error("copying");
  KARVAN_RETURN_IF_ERROR(Checked(PQgetResult(connection_.get()), PGRES_COMMAND_OK).status());
  const Result none(PQgetResult(connection_.get()));  // the protocol wants it read
  return absl::OkStatus();
}

absl::StatusOr<Result> Connection::Checked(PGresult* result, ExecStatusType wanted) {
  Result owned(result);
  if (PQresultStatus(owned.get()) != wanted) return Error("executing");
  return owned;
}

absl::Status Connection::Error(absl::string_view doing) const {
  return absl::UnavailableError(absl::StrCat("PostgreSQL, ", doing, ": ", PQerrorMessage(connection_.get())));
}

}  // namespace karvan::bench
