#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/platform/kv/postgres_connection.h"
#include "services/platform/sync/mutex.h"

namespace karvan::kv {

// A bounded number of connections, opened when needed and kept for the next use. Outlives its leases.
// Thread-safe.
class PostgresPool {
 public:
  using Connect = std::function<absl::StatusOr<std::unique_ptr<PostgresConnection>>()>;

  // Takes a connection back: an open transaction is rolled back, a connection that broke is closed.
  class Returner {
   public:
    Returner() = default;
    explicit Returner(PostgresPool* pool) : pool_(pool) {}
    void operator()(PostgresConnection* connection) const;

   private:
    PostgresPool* pool_ = nullptr;
  };
  using Lease = std::unique_ptr<PostgresConnection, Returner>;

  // `timeout` is how long Take waits for a lease to end, and a roll back for its answer.
  PostgresPool(size_t size, absl::Duration timeout, Connect connect)
      : size_(size), timeout_(timeout), connect_(std::move(connect)) {}

  // UNAVAILABLE when all are in use, or as of connecting.
  absl::StatusOr<Lease> Take();

 private:
  std::unique_ptr<PostgresConnection> TakeIdle() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Return(std::unique_ptr<PostgresConnection> connection);

  const size_t size_;
  const absl::Duration timeout_;
  const Connect connect_;
  Mutex mutex_;
  CondVar returned_;
  size_t in_use_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<std::unique_ptr<PostgresConnection>> idle_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace karvan::kv
