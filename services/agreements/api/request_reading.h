#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "services/agreements/domain/field.h"
#include "services/agreements/storage/resource_repository.h"
#include "services/platform/rpc/call_context.h"

// The parts that requests of all five services have in common.
namespace karvan::agreements {

// The id in a name such as "parties/kazakhstan"; rejects the field when it is not a name of this collection.
std::string ReadId(const std::string& name, absl::string_view collection, const Field& field);

// How a write request is to be carried out. `request` may be any of the write requests; its request_id is
// rejected when it is too long.
WriteOptions ReadWriteOptions(const rpc::CallContext& call, const google::protobuf::Message& request,
                              const std::string& request_id, bool validate_only, Violations& violations);

inline constexpr int kDefaultPageSize = 50;
inline constexpr int kMaxPageSize = 1000;

// Where a list request begins, and the fingerprint that binds its next token to it.
struct PageStart {
  std::string position;  // empty for the first page
  int64_t snapshot = 0;
  int size = kDefaultPageSize;
  uint64_t fingerprint = 0;
};

// INVALID_FIELD on page_size, or PAGE_TOKEN_INVALID.
absl::StatusOr<PageStart> ReadPageStart(const google::protobuf::Message& request, int32_t page_size,
                                        const std::string& page_token);

// The token of the page that begins at `position`; empty when there is none.
std::string NextPageToken(const std::string& position, int64_t snapshot, const PageStart& start);

}  // namespace karvan::agreements
