#include "services/statistics/server/offline_verification.h"

#include <memory>
#include <optional>

#include "services/platform/rpc/call_context.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/admin_handlers.h"

namespace karvan::statistics {

absl::Status VerifyOffline(kv::Store& store,
                           absl::FunctionRef<void(const admin::v1::VerifyStoreResponse&)> visit) {
  const rpc::CallContext call{rpc::CallContext::Values()};
  const AdminHandlers handlers(store, /*backup_folder=*/"");
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<AdminHandlers::Verification> stream,
                          handlers.VerifyStore(call, {}));
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(std::optional<admin::v1::VerifyStoreResponse> part, stream->Next());
    if (!part) return absl::OkStatus();
    visit(*part);
  }
}

}  // namespace karvan::statistics
