#pragma once

#include <vector>

#include "absl/status/status.h"
#include "services/platform/kv/batch.h"
#include "services/platform/kv/deadline.h"
#include "services/platform/kv/postgres_connection.h"

namespace karvan::kv {

// A batch as commands, from BEGIN to COMMIT, for one trip to the server. Every key that the batch names is
// locked until the end, each kind in the order of keys: rows that must be there by FOR UPDATE, keys that must
// not be by inserting them, the others by writing them, also when they are only deleted. So commits are
// serialisable, and those that meet in another order are told apart by the server as deadlocks.
std::vector<PostgresCommand> CommitCommands(const Batch& batch);

// Runs them, again when the server asks for it (40001, 40P01); outcomes are those of Store::Commit.
//   CONFLICT, FENCED: a precondition failed
//   UNKNOWN: the connection failed or the answer was late, whatever was sent; or the server warned at COMMIT
//   (as
//            when it stopped waiting for its standby) or failed there
//   otherwise the server refused a command before COMMIT, and nothing was done
absl::Status RunCommit(PostgresConnection& connection, const std::vector<PostgresCommand>& commands,
                       const Deadline& deadline);

}  // namespace karvan::kv
