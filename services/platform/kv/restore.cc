#include "services/platform/kv/restore.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/backup_reader.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

// One bulk load for each domain.
absl::Status LoadRows(const BackupReader& backup, Store& store) {
  std::unique_ptr<BulkLoader> loader;
  std::string domain;
  auto seal = [&]() { return loader == nullptr ? absl::OkStatus() : loader->Seal(); };
  KARVAN_RETURN_IF_ERROR(
      backup.ForEachRow([&](absl::string_view key, absl::string_view value) -> absl::Status {
        if (domain.empty() || !absl::StartsWith(key, domain)) {
          KARVAN_RETURN_IF_ERROR(seal());
          KARVAN_ASSIGN_OR_RETURN(absl::string_view next, Domain(key));
          domain = std::string(next);
          KARVAN_ASSIGN_OR_RETURN(loader, store.BulkLoad(domain));
        }
        return loader->Add(key, value);
      }));
  return seal();
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> RestoreBackup(
    const std::string& folder, absl::FunctionRef<absl::StatusOr<StoreInRestore>()> open) {
  KARVAN_ASSIGN_OR_RETURN(const BackupReader backup, BackupReader::Open(folder));
  KARVAN_RETURN_IF_ERROR(
      backup.ForEachRow([](absl::string_view, absl::string_view) { return absl::OkStatus(); }));
  KARVAN_ASSIGN_OR_RETURN(StoreInRestore target, open());
  KARVAN_RETURN_IF_ERROR(LoadRows(backup, *target.store));
  KARVAN_RETURN_IF_ERROR(target.finish());
  return std::move(target.store);
}

absl::Status CheckNoRows(Store& store, absl::string_view name) {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<View> view, store.OpenView());
  KARVAN_ASSIGN_OR_RETURN(ScanBatch found, view->Scan({}, {.limit = 1}));
  if (found.rows.empty()) return absl::OkStatus();
  return FormatError(absl::StrCat(name, " has rows; a backup is restored only into an empty store."));
}

}  // namespace karvan::kv
