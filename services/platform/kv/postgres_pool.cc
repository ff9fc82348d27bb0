#include "services/platform/kv/postgres_pool.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/deadline.h"
#include "services/platform/kv/errors.h"

namespace karvan::kv {
namespace {

constexpr PostgresSql kRollback = {"karvan_rollback", "ROLLBACK"};

}  // namespace

void PostgresPool::Returner::operator()(PostgresConnection* connection) const {
  pool_->Return(std::unique_ptr<PostgresConnection>(connection));
}

absl::StatusOr<PostgresPool::Lease> PostgresPool::Take() {
  {
    const Deadline deadline(timeout_);
    MutexLock lock(&mutex_);
    while (in_use_ == size_) {
      if (returned_.WaitFor(&mutex_, deadline.Left()) || in_use_ < size_) continue;
      return UnavailableError(absl::StrCat("all ", size_, " connections to PostgreSQL are in use"));
    }
    ++in_use_;
    if (std::unique_ptr<PostgresConnection> idle = TakeIdle()) return Lease(idle.release(), Returner(this));
  }
  absl::StatusOr<std::unique_ptr<PostgresConnection>> opened = connect_();
  if (opened.ok()) return Lease(opened->release(), Returner(this));
  Return(nullptr);
  return opened.status();
}

// One that still works, if there is one.
std::unique_ptr<PostgresConnection> PostgresPool::TakeIdle() {
  while (!idle_.empty()) {
    std::unique_ptr<PostgresConnection> connection = std::move(idle_.back());
    idle_.pop_back();
    if (connection->IsUsable()) return connection;
  }
  return nullptr;
}

void PostgresPool::Return(std::unique_ptr<PostgresConnection> connection) {
  if (connection != nullptr && connection->IsUsable() && connection->InTransaction())
    connection->Run({{kRollback}}, Deadline(timeout_)).status().IgnoreError();
  const bool is_kept = connection != nullptr && connection->IsUsable() && !connection->InTransaction();
  MutexLock lock(&mutex_);
  if (is_kept) idle_.push_back(std::move(connection));
  --in_use_;
  returned_.Signal();
}

}  // namespace karvan::kv
