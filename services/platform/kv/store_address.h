#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/clock/clock.h"
#include "services/platform/kv/store.h"

namespace karvan::kv {

// Where a store is: what a --store flag says.
struct StoreAddress {
  enum class Engine { kMemory, kRocksDb, kPostgres };

  Engine engine = Engine::kMemory;
  std::string location;  // the folder of RocksDB, the connection URI of PostgreSQL

  friend bool operator==(const StoreAddress&, const StoreAddress&) = default;
};

// "rocksdb:FOLDER", "memory:" or "postgresql://...", a connection URI of libpq. INVALID_ARGUMENT says so,
// without what may be a password.
absl::StatusOr<StoreAddress> ParseStoreAddress(absl::string_view text);

// Opens the store that is there. Errors as of the engine.
absl::StatusOr<std::unique_ptr<Store>> OpenStore(const StoreAddress& address, const Clock& clock);

// Opens a store whose log of commits is damaged, and drops all commits from the damage on: they are lost, and
// nothing else is. INVALID_ARGUMENT for an engine other than RocksDB, which heals itself or not.
absl::StatusOr<std::unique_ptr<Store>> SalvageStore(const StoreAddress& address, const Clock& clock);

// Opens a store and fills it with the backup in `folder`, of any engine. The backup is read to its end before
// the store is touched: CORRUPT names a damaged file. FAILED_PRECONDITION (STORE_FORMAT) when the store has
// rows, or the backup another format. A store whose restore did not end cannot be opened; restore it again.
absl::StatusOr<std::unique_ptr<Store>> RestoreStore(const StoreAddress& address, const std::string& folder,
                                                    const Clock& clock);

}  // namespace karvan::kv
