#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "karvan/admin/v1/admin_service.pb.h"
#include "services/platform/kv/store.h"
#include "services/platform/rpc/call_context.h"
#include "services/platform/rpc/server_stream_call.h"

namespace karvan::statistics {

// The methods of AdminService. Thread-safe; the store outlives it and its streams.
class AdminHandlers {
 public:
  using Verification = rpc::StreamSource<admin::v1::VerifyStoreResponse>;

  // Backups go below `backup_folder`; empty: none are made.
  AdminHandlers(kv::Store& store, std::string backup_folder)
      : store_(store), backup_folder_(std::move(backup_folder)) {}

  // The call outlives the stream.
  absl::StatusOr<std::unique_ptr<Verification>> VerifyStore(
      const rpc::CallContext& call, const admin::v1::VerifyStoreRequest& request) const;

  absl::StatusOr<admin::v1::BackupStoreResponse> BackupStore(
      const rpc::CallContext& call, const admin::v1::BackupStoreRequest& request) const;

 private:
  kv::Store& store_;
  const std::string backup_folder_;
};

}  // namespace karvan::statistics
