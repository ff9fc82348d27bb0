#include "services/statistics/domain/release.h"

#include "absl/strings/str_cat.h"
#include "services/platform/status/error.h"

namespace karvan::statistics {
namespace {

absl::string_view StateName(ReleaseState state) {
  switch (state) {
    case ReleaseState::kDraft:
      return "DRAFT";
    case ReleaseState::kPublished:
      return "PUBLISHED";
    case ReleaseState::kAbandoned:
      return "ABANDONED";
  }
  return "";
}

absl::Status CheckDraft(const Release& release, absl::string_view action) {
  if (release.state == ReleaseState::kDraft) return absl::OkStatus();
  const std::string name = ReleaseName(release.dataset, release.number);
  const std::string state(StateName(release.state));
  return Error(absl::StatusCode::kFailedPrecondition, "RELEASE_STATE",
               absl::StrCat(name, " is ", state, ": only a DRAFT can ", action),
               {{"resource", name}, {"state", state}, {"allowed", "DRAFT"}});
}

}  // namespace

std::string ReleaseName(absl::string_view dataset, int64_t number) {
  return absl::StrCat("datasets/", dataset, "/releases/", number);
}

absl::Status CheckCanImport(const Release& release) { return CheckDraft(release, "take files"); }

absl::Status CheckCanPublish(const Release& release) {
  if (absl::Status draft = CheckDraft(release, "be published"); !draft.ok()) return draft;
  const std::string name = ReleaseName(release.dataset, release.number);
  if (release.problem_count > 0) {
    return Error(absl::StatusCode::kFailedPrecondition, "RELEASE_HAS_PROBLEMS",
                 absl::StrCat(name, " has ", release.problem_count,
                              " rows that could not be read: abandon it and import a corrected file"),
                 {{"resource", name}, {"problems", absl::StrCat(release.problem_count)}});
  }
  if (release.observation_count == 0) {
    return Error(absl::StatusCode::kFailedPrecondition, "RELEASE_EMPTY",
                 absl::StrCat(name, " holds no observation: import a file first"), {{"resource", name}});
  }
  return absl::OkStatus();
}

absl::Status CheckCanAbandon(const Release& release) { return CheckDraft(release, "be abandoned"); }

}  // namespace karvan::statistics
