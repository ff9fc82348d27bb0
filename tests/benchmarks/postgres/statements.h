#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "tests/benchmarks/client/query_key.h"
#include "tests/benchmarks/client/query_rows.h"
#include "tests/benchmarks/client/reply.h"
#include "tests/benchmarks/postgres/connection.h"

namespace karvan::bench {

// The SQL of the queries by their names, from the files FOLDER/q1.sql, ... NOT_FOUND when there are none.
absl::StatusOr<std::map<std::string, std::string>> ReadStatements(const std::string& folder);

// Prepares the statements on a connection. Their parameters: $1 reporter, $2 partner, $3 flow, $4 product,
// $5 year.
absl::Status PrepareStatements(const std::map<std::string, std::string>& statements, Connection& connection);

// Asks a prepared statement. Columns of numbers are the figures, the others the labels.
absl::StatusOr<Reply> AskStatement(const std::string& name, const QueryKey& key, Connection& connection);
absl::StatusOr<QueryRows> AnswerOfStatement(const std::string& name, const QueryKey& key,
                                            Connection& connection);

}  // namespace karvan::bench
