#pragma once

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "karvan/admin/v1/admin_service.pb.h"
#include "services/platform/kv/store.h"

namespace karvan::statistics {

// AdminService.VerifyStore of a store that no server has open: gives the messages of its stream, in their
// order.
absl::Status VerifyOffline(kv::Store& store,
                           absl::FunctionRef<void(const admin::v1::VerifyStoreResponse&)> visit);

}  // namespace karvan::statistics
