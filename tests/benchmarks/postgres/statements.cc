#include "tests/benchmarks/postgres/statements.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/platform/status/macros.h"

namespace karvan::bench {
namespace {

constexpr int kParameters = 5;
constexpr Oid kNumeric = 1700;

absl::StatusOr<Result> Ask(const std::string& name, const QueryKey& key, Connection& connection) {
  const std::string year = absl::StrCat(key.year);
  return connection.ExecutePrepared(
      name, {key.reporter.c_str(), key.partner.c_str(), key.flow.c_str(), key.product.c_str(), year.c_str()});
}

// The digits of a number without its point: of every column all numbers have the same digits behind it.
int64_t Unscaled(const char* text) {
  int64_t unscaled = 0;
  const bool negative = *text == '-';
  for (; *text != '\0'; ++text) {
    if (*text >= '0' && *text <= '9') unscaled = unscaled * 10 + (*text - '0');
  }
  return negative ? -unscaled : unscaled;
}

}  // namespace

absl::StatusOr<std::map<std::string, std::string>> ReadStatements(const std::string& folder) {
  std::map<std::string, std::string> statements;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::filesystem::path& path = entry.path();
    if (path.extension() != ".sql" || path.stem().string().front() != 'q') continue;
    std::ifstream file(path);
    statements[path.stem()] = std::string(std::istreambuf_iterator<char>(file), {});
  }
  if (statements.empty()) return absl::NotFoundError(absl::StrCat("no statements in the folder ", folder));
  return statements;
}

absl::Status PrepareStatements(const std::map<std::string, std::string>& statements, Connection& connection) {
  for (const auto& [name, sql] : statements) {
    KARVAN_RETURN_IF_ERROR(connection.Prepare(name, sql, kParameters));
  }
  return absl::OkStatus();
}

absl::StatusOr<Reply> AskStatement(const std::string& name, const QueryKey& key, Connection& connection) {
  KARVAN_ASSIGN_OR_RETURN(const Result result, Ask(name, key, connection));
  Reply reply{.rows = PQntuples(result.get())};
  for (int column = 0; column < PQnfields(result.get()); ++column) {
    if (PQftype(result.get(), column) != kNumeric) continue;
    for (int row = 0; row < reply.rows; ++row) {
      AddFigure(Unscaled(PQgetvalue(result.get(), row, column)), reply);
    }
  }
  return reply;
}

absl::StatusOr<QueryRows> AnswerOfStatement(const std::string& name, const QueryKey& key,
                                            Connection& connection) {
  KARVAN_ASSIGN_OR_RETURN(const Result result, Ask(name, key, connection));
  QueryRows rows(static_cast<size_t>(PQntuples(result.get())));
  for (int row = 0; row < PQntuples(result.get()); ++row) {
    for (int column = 0; column < PQnfields(result.get()); ++column) {
      rows[static_cast<size_t>(row)].emplace_back(PQgetvalue(result.get(), row, column));
    }
  }
  return rows;
}

}  // namespace karvan::bench
