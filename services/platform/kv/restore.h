#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/kv/store.h"

namespace karvan::kv {

// A store without rows that nobody can open as long as its restore has not ended.
struct StoreInRestore {
  std::unique_ptr<Store> store;
  std::function<absl::Status()> finish;  // makes it a store like any other; before it is closed
};

// Fills the store that `open` gives with the backup in `folder`, which is read to its end before that. Errors
// as of RestoreStore (store_address.h).
absl::StatusOr<std::unique_ptr<Store>> RestoreBackup(
    const std::string& folder, absl::FunctionRef<absl::StatusOr<StoreInRestore>()> open);

// FAILED_PRECONDITION (STORE_FORMAT) when the store, which `name` tells in words, has rows.
absl::Status CheckNoRows(Store& store, absl::string_view name);

}  // namespace karvan::kv
