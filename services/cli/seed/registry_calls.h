#pragma once

#include <functional>
#include <string>

#include "services/cli/client/client.h"

namespace karvan::cli {

// What a load does with one kind of resource of the agreements service.
template <typename Resource>
struct RegistryCalls {
  // NOT_FOUND when there is none of that name.
  std::function<absl::StatusOr<Resource>(const std::string& name)> get;
  // Under the id in its name.
  std::function<absl::Status(const Resource& resource)> create;
  // All that a client sets becomes as in `resource`, whose etag must be the present one.
  std::function<absl::Status(const Resource& resource)> update;
};

// `client` must outlive what is given back.
RegistryCalls<agreements::v1::Party> PartyCalls(Client& client);
RegistryCalls<agreements::v1::Forum> ForumCalls(Client& client);
RegistryCalls<agreements::v1::Target> TargetCalls(Client& client);
RegistryCalls<agreements::v1::Agreement> AgreementCalls(Client& client);
RegistryCalls<agreements::v1::Claim> ClaimCalls(Client& client);

}  // namespace karvan::cli
