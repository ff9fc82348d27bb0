#include "services/statistics/api/admin_handlers.h"

#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/codes.h"
#include "services/statistics/storage/verify/verify_store.h"

namespace karvan::statistics {
namespace {

admin::v1::VerifyStoreResponse ToProto(const VerifyReport& report) {
  admin::v1::VerifyStoreResponse response;
  response.set_part(report.part);
  response.set_release_count(report.releases);
  response.set_run_count(report.runs);
  response.set_page_count(report.pages);
  response.set_cell_count(report.cells);
  response.set_log_entry_count(report.log_entries);
  response.set_fault_count(report.fault_count);
  for (const std::string& fault : report.faults) response.add_faults(fault);
  return response;
}

// The catalogue first, then the datasets that it named.
class StoreVerification final : public AdminHandlers::Verification {
 public:
  StoreVerification(const rpc::CallContext& call, kv::Store& store) : call_(call), store_(store) {}

  absl::StatusOr<std::optional<admin::v1::VerifyStoreResponse>> Next() override {
    auto check_alive = [this] { return call_.CheckAlive(); };
    if (!begun_) {
      begun_ = true;
      KARVAN_ASSIGN_OR_RETURN(const VerifyReport report, VerifyCatalogue(store_, check_alive, datasets_));
      return ToProto(report);
    }
    if (next_ == datasets_.size()) return std::optional<admin::v1::VerifyStoreResponse>();
    KARVAN_ASSIGN_OR_RETURN(const VerifyReport report,
                            VerifyDataset(store_, datasets_[next_++], check_alive));
    return ToProto(report);
  }

 private:
  const rpc::CallContext& call_;
  kv::Store& store_;
  bool begun_ = false;
  std::vector<std::string> datasets_;
  size_t next_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<AdminHandlers::Verification>> AdminHandlers::VerifyStore(
    const rpc::CallContext& call, const admin::v1::VerifyStoreRequest&) const {
  return std::make_unique<StoreVerification>(call, store_);
}

absl::StatusOr<admin::v1::BackupStoreResponse> AdminHandlers::BackupStore(
    const rpc::CallContext&, const admin::v1::BackupStoreRequest& request) const {
  if (absl::Status name = CheckId(request.folder()); !name.ok())
    return InvalidField("folder", name.message());
  if (backup_folder_.empty()) {
    return Error(absl::StatusCode::kFailedPrecondition, "BACKUP_FOLDER_NOT_SET",
                 "the server was started without --backup_folder");
  }
  admin::v1::BackupStoreResponse response;
  response.set_path(absl::StrCat(backup_folder_, "/", request.folder()));
  KARVAN_RETURN_IF_ERROR(store_.Backup(response.path()));
  return response;
}

}  // namespace karvan::statistics
