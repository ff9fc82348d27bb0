#pragma once

#include <grpcpp/support/status.h>

#include "absl/status/status.h"

// The one conversion between absl::Status and grpc::Status, each way.
namespace karvan {

// Code, message and payloads; the payloads travel as a google.rpc.Status in error_details. The message is cut
// to 1 KiB. Message and details together stay within 7 KiB as encoded, below the 8 KiB at which clients
// refuse trailers: field violations are dropped from the end first, then other payloads; ErrorInfo goes
// first. The text of INTERNAL and UNKNOWN is kept: hiding it is the business of platform/rpc.
grpc::Status ToGrpcStatus(const absl::Status& status);

// The reverse, payloads included; details that cannot be parsed are ignored, and a code that is none of
// gRPC's becomes UNKNOWN.
absl::Status FromGrpcStatus(const grpc::Status& status);

}  // namespace karvan
