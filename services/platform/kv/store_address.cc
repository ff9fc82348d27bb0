#include "services/platform/kv/store_address.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/kv/postgres_store.h"
#include "services/platform/kv/restore.h"
#include "services/platform/kv/rocksdb_store.h"

namespace karvan::kv {

absl::StatusOr<StoreAddress> ParseStoreAddress(absl::string_view text) {
  if (text == "memory:") return StoreAddress{StoreAddress::Engine::kMemory, ""};
  if (absl::StartsWith(text, "postgresql://"))
    return StoreAddress{StoreAddress::Engine::kPostgres, std::string(text)};
  absl::string_view path = text;
  if (absl::ConsumePrefix(&path, "rocksdb:") && !path.empty()) {
    return StoreAddress{StoreAddress::Engine::kRocksDb, std::string(path)};
  }
  // What follows "://" may hold a password.
  const size_t scheme = text.find("://");
  const std::string shown =
      scheme == absl::string_view::npos ? std::string(text) : absl::StrCat(text.substr(0, scheme), "://...");
  return absl::InvalidArgumentError(absl::StrCat(
      "\"", shown, "\" is not a store: must be rocksdb:FOLDER, memory: or postgresql://USER@HOST/DATABASE"));
}

absl::StatusOr<std::unique_ptr<Store>> OpenStore(const StoreAddress& address, const Clock& clock) {
  if (address.engine == StoreAddress::Engine::kMemory) return NewMemoryStore(clock);
  if (address.engine == StoreAddress::Engine::kPostgres)
    return OpenPostgresStore({.uri = address.location, .clock = &clock});
  return OpenRocksDbStore({.path = address.location, .clock = &clock});
}

absl::StatusOr<std::unique_ptr<Store>> SalvageStore(const StoreAddress& address, const Clock& clock) {
  if (address.engine != StoreAddress::Engine::kRocksDb) {
    return absl::InvalidArgumentError("only a store in a folder (rocksdb:FOLDER) has a log that can be cut");
  }
  return OpenRocksDbStore({.path = address.location, .ends_log_at_damage = true, .clock = &clock});
}

absl::StatusOr<std::unique_ptr<Store>> RestoreStore(const StoreAddress& address, const std::string& folder,
                                                    const Clock& clock) {
  return RestoreBackup(folder, [&]() -> absl::StatusOr<StoreInRestore> {
    if (address.engine == StoreAddress::Engine::kMemory) return RestoreMemoryStore(clock);
    if (address.engine == StoreAddress::Engine::kPostgres)
      return RestorePostgresStore({.uri = address.location, .clock = &clock});
    return RestoreRocksDbStore({.path = address.location, .clock = &clock});
  });
}

}  // namespace karvan::kv
