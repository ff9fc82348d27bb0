#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/agreements/domain/resource.h"
#include "services/agreements/domain/resource_name.h"

// The registry's errors, with the reasons of karvan.agreements.v1 and karvan.type.v1.
namespace karvan::agreements {

absl::Status ResourceNotFoundError(const ResourceName& name);
absl::Status ResourceExistsError(const ResourceName& name);
absl::Status ResourceDeletedError(const ResourceName& name);
absl::Status EtagMismatchError(const ResourceName& name, absl::string_view etag);
absl::Status ReferenceNotFoundError(const Reference& reference);
absl::Status StillReferencedError(const ResourceName& name, const std::vector<ResourceName>& referrers,
                                  bool more);
absl::Status SnapshotUnknownError();
absl::Status CorruptRowError(absl::string_view what);

}  // namespace karvan::agreements
