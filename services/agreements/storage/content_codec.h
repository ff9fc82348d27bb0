#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "services/agreements/convert/resource.h"
#include "services/agreements/domain/field.h"
#include "services/platform/status/error.h"

namespace karvan::agreements {

// Content as bytes: the public message of karvan.agreements.v1 without its name and output-only fields. Its
// compatibility is kept by the same rule that keeps the contract's, so old rows stay readable.
template <typename Content>
std::string EncodeContent(const Content& content) {
  return ToProto(content).SerializeAsString();
}

// DATA_LOSS with reason CORRUPT when the bytes are not a message whose fields can be read.
template <typename Content>
absl::StatusOr<Content> DecodeContent(absl::string_view bytes) {
  MessageOf<Content> message;
  Violations violations;
  if (!message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    violations.Add(Content::kSingular, "is not a message");
  }
  Content content = FromProto(message, Field(Content::kSingular, violations));
  if (violations.empty()) return content;
  return Error(
      absl::StatusCode::kDataLoss, "CORRUPT",
      absl::StrCat("a stored ", Content::kSingular, " cannot be read: ", violations.Status().message()));
}

}  // namespace karvan::agreements
