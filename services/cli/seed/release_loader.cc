#include "services/cli/seed/release_loader.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/cli/client/paging.h"
#include "services/cli/client/resource_name.h"
#include "services/cli/seed/file_digest.h"
#include "services/cli/seed/file_import.h"
#include "services/cli/seed/release_match.h"
#include "services/platform/status/macros.h"

namespace karvan::cli {
namespace {

using statistics::v1::Release;
using Stub = statistics::v1::ReleaseService::Stub;

std::string Title(const SeedRelease& release) {
  return absl::StrCat(ResourceId(release.dataset), ": ", release.release.description());
}

absl::StatusOr<std::set<std::string>> Digests(const std::vector<SeedFile>& files) {
  std::set<std::string> digests;
  for (const SeedFile& file : files) {
    KARVAN_ASSIGN_OR_RETURN(std::string digest, FileSha256(file.path));
    digests.insert(std::move(digest));
  }
  return digests;
}

absl::StatusOr<std::vector<Release>> ReleasesOf(Client& client, const std::string& dataset) {
  statistics::v1::ListReleasesRequest request;
  request.set_parent(dataset);
  std::vector<Release> releases;
  KARVAN_RETURN_IF_ERROR(ForEachPage(client, client.releases(), &Stub::ListReleases, request,
                                     [&releases](const statistics::v1::ListReleasesResponse& page) {
                                       releases.insert(releases.end(), page.releases().begin(),
                                                       page.releases().end());
                                       return true;
                                     }));
  return releases;
}

absl::Status Abandon(Client& client, const std::string& name) {
  statistics::v1::AbandonReleaseRequest request;
  request.set_name(name);
  request.set_request_id(Client::NewRequestId());
  return client.Call(client.releases(), &Stub::AbandonRelease, request).status();
}

absl::StatusOr<Release> CreateDraft(Client& client, const SeedRelease& release) {
  statistics::v1::CreateReleaseRequest request;
  request.set_parent(release.dataset);
  *request.mutable_release() = release.release;
  request.set_request_id(Client::NewRequestId());
  return client.Call(client.releases(), &Stub::CreateRelease, request);
}

// Imports all files into a draft. Rows that cannot be read do not stop it, so that one load reports all of
// them.
absl::Status ImportFiles(Client& client, const SeedRelease& release, const std::string& draft,
                         LoadObserver& observer) {
  int64_t problems = 0;
  for (const SeedFile& file : release.files) {
    KARVAN_ASSIGN_OR_RETURN(auto answer, ImportFile(client, file, draft, observer));
    problems += answer.problem_count();
    if (answer.problem_count() > 0) observer.OnProblems(file.name, answer);
  }
  if (problems == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat(problems, problems == 1 ? " row" : " rows", " of ", Title(release), " cannot be read"));
}

absl::StatusOr<Release> Publish(Client& client, const std::string& name) {
  statistics::v1::PublishReleaseRequest request;
  request.set_name(name);
  request.set_request_id(Client::NewRequestId());
  return client.Call(client.releases(), &Stub::PublishRelease, request);
}

// `taken`: names of the published releases that releases of the folder have been found to be; gets this
// one's.
absl::Status LoadRelease(Client& client, const SeedRelease& release, std::set<std::string>& taken,
                         LoadObserver& observer) {
  KARVAN_ASSIGN_OR_RETURN(const std::set<std::string> digests, Digests(release.files));
  KARVAN_ASSIGN_OR_RETURN(const std::vector<Release> present, ReleasesOf(client, release.dataset));
  if (const Release* published = FindPublished(present, release.release, digests, taken)) {
    taken.insert(published->name());
    observer.OnOutcome(Outcome::kSkipped, Title(release), absl::StrCat("published as ", published->name()));
    return absl::OkStatus();
  }
  for (const Release& other : present) {
    if (!IsLeftover(other, release.release, digests)) continue;
    KARVAN_RETURN_IF_ERROR(Abandon(client, other.name()));
    observer.OnOutcome(Outcome::kAbandoned, other.name(), "left behind by an interrupted load");
  }

  KARVAN_ASSIGN_OR_RETURN(Release draft, CreateDraft(client, release));
  if (absl::Status imported = ImportFiles(client, release, draft.name(), observer); !imported.ok()) {
    // The import's error is the one to tell; a draft that cannot be abandoned now is found by the next load.
    Abandon(client, draft.name()).IgnoreError();
    return imported;
  }
  KARVAN_ASSIGN_OR_RETURN(Release published, Publish(client, draft.name()));
  taken.insert(published.name());
  observer.OnOutcome(Outcome::kPublished, Title(release),
                     absl::StrCat(published.observation_count(), " observations as ", published.name()));
  return absl::OkStatus();
}

}  // namespace

absl::Status LoadReleases(Client& client, const std::vector<SeedRelease>& releases, LoadObserver& observer) {
  std::set<std::string> taken;
  for (const SeedRelease& release : releases) {
    KARVAN_RETURN_IF_ERROR(LoadRelease(client, release, taken, observer));
  }
  return absl::OkStatus();
}

}  // namespace karvan::cli
