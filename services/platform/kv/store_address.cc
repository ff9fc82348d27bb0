#include "services/platform/kv/store_address.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/kv/restore.h"
#include "services/platform/kv/rocksdb_store.h"

namespace karvan::kv {

absl::StatusOr<StoreAddress> ParseStoreAddress(absl::string_view text) {
  if (text == "memory:") return StoreAddress{StoreAddress::Engine::kMemory, ""};
  absl::string_view path = text;
  if (absl::ConsumePrefix(&path, "rocksdb:") && !path.empty()) {
    return StoreAddress{StoreAddress::Engine::kRocksDb, std::string(path)};
  }
  return absl::InvalidArgumentError(
      absl::StrCat("\"", text, "\" is not a store: must be rocksdb:FOLDER or memory:"));
}

absl::StatusOr<std::unique_ptr<Store>> OpenStore(const StoreAddress& address, const Clock& clock) {
  if (address.engine == StoreAddress::Engine::kMemory) return NewMemoryStore(clock);
  return OpenRocksDbStore({.path = address.path, .clock = &clock});
}

absl::StatusOr<std::unique_ptr<Store>> RestoreStore(const StoreAddress& address, const std::string& folder,
                                                    const Clock& clock) {
  return RestoreBackup(folder, [&]() -> absl::StatusOr<StoreInRestore> {
    if (address.engine == StoreAddress::Engine::kMemory) return RestoreMemoryStore(clock);
    return RestoreRocksDbStore({.path = address.path, .clock = &clock});
  });
}

}  // namespace karvan::kv
