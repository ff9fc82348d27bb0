#include "services/cli/seed/seed_loader.h"

#include "services/cli/client/resource_name.h"
#include "services/cli/seed/output_only.h"
#include "services/cli/seed/registry_calls.h"
#include "services/cli/seed/release_loader.h"
#include "services/platform/status/macros.h"

namespace karvan::cli {
namespace {

absl::Status LoadDataset(Client& client, const statistics::v1::Dataset& dataset, LoadObserver& observer) {
  statistics::v1::GetDatasetRequest get;
  get.set_name(dataset.name());
  auto present = client.Call(client.datasets(), &statistics::v1::DatasetService::Stub::GetDataset, get);
  if (present.ok()) {
    bool same = SameInput(*present, dataset);
    observer.OnOutcome(same ? Outcome::kUnchanged : Outcome::kLeft, dataset.name(),
                       same ? "" : "differs from the folder, and datasets cannot be changed");
    return absl::OkStatus();
  }
  if (!absl::IsNotFound(present.status())) return present.status();

  statistics::v1::CreateDatasetRequest create;
  create.set_dataset_id(ResourceId(dataset.name()));
  *create.mutable_dataset() = dataset;
  create.set_request_id(Client::NewRequestId());
  KARVAN_RETURN_IF_ERROR(
      client.Call(client.datasets(), &statistics::v1::DatasetService::Stub::CreateDataset, create).status());
  observer.OnOutcome(Outcome::kCreated, dataset.name(), "");
  return absl::OkStatus();
}

template <typename Resource>
absl::Status LoadResource(const RegistryCalls<Resource>& calls, Resource resource, LoadObserver& observer) {
  absl::StatusOr<Resource> present = calls.get(resource.name());
  if (absl::IsNotFound(present.status())) {
    KARVAN_RETURN_IF_ERROR(calls.create(resource));
    observer.OnOutcome(Outcome::kCreated, resource.name(), "");
    return absl::OkStatus();
  }
  if (!present.ok()) return present.status();
  if (present->has_delete_time()) {
    observer.OnOutcome(Outcome::kLeft, resource.name(), "was deleted");
    return absl::OkStatus();
  }
  if (SameInput(*present, resource)) {
    observer.OnOutcome(Outcome::kUnchanged, resource.name(), "");
    return absl::OkStatus();
  }
  resource.set_etag(present->etag());
  KARVAN_RETURN_IF_ERROR(calls.update(resource));
  observer.OnOutcome(Outcome::kUpdated, resource.name(), "");
  return absl::OkStatus();
}

template <typename Resource>
absl::Status LoadResources(const RegistryCalls<Resource>& calls, const std::vector<Resource>& resources,
                           LoadObserver& observer) {
  for (const Resource& resource : resources) KARVAN_RETURN_IF_ERROR(LoadResource(calls, resource, observer));
  return absl::OkStatus();
}

}  // namespace

absl::Status LoadSeed(Client& client, const Seed& seed, LoadObserver& observer) {
  for (const auto& dataset : seed.datasets) KARVAN_RETURN_IF_ERROR(LoadDataset(client, dataset, observer));
  KARVAN_RETURN_IF_ERROR(LoadReleases(client, seed.releases, observer));
  KARVAN_RETURN_IF_ERROR(LoadResources(PartyCalls(client), seed.parties, observer));
  KARVAN_RETURN_IF_ERROR(LoadResources(ForumCalls(client), seed.forums, observer));
  KARVAN_RETURN_IF_ERROR(LoadResources(TargetCalls(client), seed.targets, observer));
  KARVAN_RETURN_IF_ERROR(LoadResources(AgreementCalls(client), seed.agreements, observer));
  return LoadResources(ClaimCalls(client), seed.claims, observer);
}

}  // namespace karvan::cli
