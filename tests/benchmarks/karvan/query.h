#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "tests/benchmarks/client/grpc_channels.h"
#include "tests/benchmarks/client/query_key.h"
#include "tests/benchmarks/client/query_rows.h"
#include "tests/benchmarks/client/reply.h"

namespace karvan::bench {

// Whom a query asks, and about what.
struct QueryTarget {
  Channels channels;
  int callers = 1;
  std::string dataset;              // "datasets/{dataset}"
  std::optional<int64_t> snapshot;  // the past that is asked for; none is now
};

// One of the queries Q1 to Q6, as calls of the public API.
class Query {
 public:
  virtual ~Query() = default;

  // Asks on behalf of a caller, 0 to callers-1, decodes the whole answer into typed rows, and calls `done`.
  virtual void Ask(int caller, const QueryKey& key,
                   std::function<void(const absl::StatusOr<Reply>&)> done) = 0;

  // The rows of an answer, for comparison with those of other systems.
  virtual absl::StatusOr<QueryRows> Answer(const QueryKey& key) = 0;
};

// The queries that can be asked, by their names.
using MakeQuery = std::function<std::unique_ptr<Query>(QueryTarget)>;
const std::map<std::string, MakeQuery>& Queries();

}  // namespace karvan::bench
