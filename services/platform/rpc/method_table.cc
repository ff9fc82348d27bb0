#include "services/platform/rpc/method_table.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "google/protobuf/descriptor.h"
#include "karvan/type/v1/permission.pb.h"

namespace karvan::rpc {

absl::StatusOr<std::map<std::string, MethodInfo, std::less<>>> MethodsOf(
    absl::string_view service_full_name) {
  const google::protobuf::ServiceDescriptor* service =
      google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(std::string(service_full_name));
  if (service == nullptr) {
    return absl::FailedPreconditionError(
        absl::StrCat("service ", service_full_name, " is not linked into this program"));
  }
  std::map<std::string, MethodInfo, std::less<>> methods;
  std::vector<std::string> undeclared;
  for (int i = 0; i < service->method_count(); ++i) {
    const google::protobuf::MethodDescriptor& method = *service->method(i);
    const std::string& permission = method.options().GetExtension(type::v1::permission);
    if (permission.empty()) undeclared.push_back(method.name());
    methods.emplace(method.name(), MethodInfo{service->full_name(), method.name(), permission});
  }
  if (!undeclared.empty()) {
    return absl::FailedPreconditionError(
        absl::StrCat("methods of ", service_full_name,
                     " declare no (karvan.type.v1.permission): ", absl::StrJoin(undeclared, ", ")));
  }
  return methods;
}

}  // namespace karvan::rpc
