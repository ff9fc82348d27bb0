#pragma once

#include <functional>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace karvan::rpc {

// A method of a service, as its proto declares it.
struct MethodInfo {
  std::string service;     // "karvan.statistics.v1.DatasetService"
  std::string name;        // "CreateDataset"
  std::string permission;  // "statistics.datasets.write"
};

// The methods of a linked-in service by name. FAILED_PRECONDITION, naming them, when the service is not
// linked in or one of its methods declares no permission.
absl::StatusOr<std::map<std::string, MethodInfo, std::less<>>> MethodsOf(absl::string_view service_full_name);

}  // namespace karvan::rpc
