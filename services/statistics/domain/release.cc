#include "services/statistics/domain/release.h"

#include <algorithm>
#include <initializer_list>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
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
    case ReleaseState::kValidated:
      return "VALIDATED";
    case ReleaseState::kEmbargoed:
      return "EMBARGOED";
    case ReleaseState::kRetracted:
      return "RETRACTED";
  }
  return "";
}

using States = std::initializer_list<ReleaseState>;

// `action` goes on the sentence "only a DRAFT or VALIDATED release can".
absl::Status CheckState(const Release& release, States allowed, absl::string_view action) {
  if (std::find(allowed.begin(), allowed.end(), release.state) != allowed.end()) return absl::OkStatus();
  const std::string name = ReleaseName(release.dataset, release.number);
  const std::string state(StateName(release.state));
  auto names = [&](absl::string_view separator) {
    return absl::StrJoin(allowed, separator,
                         [](std::string* out, ReleaseState each) { absl::StrAppend(out, StateName(each)); });
  };
  return Error(absl::StatusCode::kFailedPrecondition, "RELEASE_STATE",
               absl::StrCat(name, " is ", state, ": only a ", names(" or "), " release can ", action),
               {{"resource", name}, {"state", state}, {"allowed", names(",")}});
}

absl::Status CheckContent(const Release& release) {
  const std::string name = ReleaseName(release.dataset, release.number);
  if (release.problem_count > 0) {
    return Error(absl::StatusCode::kFailedPrecondition, "RELEASE_HAS_PROBLEMS",
                 absl::StrCat(name, " has ", release.problem_count,
                              " rows that could not be read: abandon it and import a corrected file"),
                 {{"resource", name}, {"problems", absl::StrCat(release.problem_count)}});
  }
  if (release.observation_count > 0 || release.allow_empty) return absl::OkStatus();
  const bool replaces = release.mode == ReleaseMode::kReplace;
  return Error(
      absl::StatusCode::kFailedPrecondition, "RELEASE_EMPTY",
      absl::StrCat(name, " holds no observation: ",
                   replaces ? "import a file first; to delete all that it replaces, create a release "
                              "with allow_empty"
                            : "import a file first"),
      {{"resource", name}});
}

}  // namespace

std::string ReleaseName(absl::string_view dataset, int64_t number) {
  return absl::StrCat("datasets/", dataset, "/releases/", number);
}

bool IsPending(ReleaseState state) {
  return state == ReleaseState::kDraft || state == ReleaseState::kValidated ||
         state == ReleaseState::kEmbargoed;
}

absl::Status CheckCanImport(const Release& release) {
  return CheckState(release, {ReleaseState::kDraft, ReleaseState::kValidated}, "take files");
}

absl::Status CheckCanValidate(const Release& release) {
  absl::Status state = CheckState(release, {ReleaseState::kDraft, ReleaseState::kValidated}, "be validated");
  return state.ok() ? CheckContent(release) : state;
}

absl::Status CheckCanPublish(const Release& release) {
  absl::Status state = CheckState(
      release, {ReleaseState::kDraft, ReleaseState::kValidated, ReleaseState::kEmbargoed}, "be published");
  return state.ok() ? CheckContent(release) : state;
}

absl::Status CheckCanEmbargo(const Release& release) {
  absl::Status state = CheckState(release, {ReleaseState::kDraft, ReleaseState::kValidated},
                                  "be put under an embargo (MoveEmbargo moves one)");
  return state.ok() ? CheckContent(release) : state;
}

absl::Status CheckIsEmbargoed(const Release& release) {
  return CheckState(release, {ReleaseState::kEmbargoed}, "have its embargo moved or cancelled");
}

absl::Status CheckCanRetract(const Release& release) {
  return CheckState(release, {ReleaseState::kPublished}, "be retracted");
}

absl::Status CheckCanAbandon(const Release& release) {
  return CheckState(release, {ReleaseState::kDraft, ReleaseState::kValidated}, "be abandoned");
}

absl::Status CheckEmbargoTime(absl::Time embargo_time, absl::Time now) {
  if (embargo_time > now && embargo_time <= now + kMaxEmbargo) return absl::OkStatus();
  auto text = [](absl::Time time) { return absl::FormatTime(absl::RFC3339_full, time, absl::UTCTimeZone()); };
  return InvalidField("embargo_time",
                      absl::StrCat("\"", text(embargo_time), "\" must be later than now, ", text(now),
                                   ", and at most ", text(now + kMaxEmbargo), ", 366 days from now"));
}

absl::Status RevisionReasonMissing(const Release& release, absl::string_view what, int64_t cells) {
  const std::string name = ReleaseName(release.dataset, release.number);
  return Error(
      absl::StatusCode::kFailedPrecondition, "REVISION_REASON_MISSING",
      absl::StrCat(name, " ", what, ": create it with a revision_reason that says why it may change them"),
      {{"resource", name}, {"cells", absl::StrCat(cells)}});
}

absl::Status CheckRevisionReason(const Release& release, const ValidationReport& report) {
  if (report.final_changed_count == 0 || !release.revision_reason.empty()) return absl::OkStatus();
  return RevisionReasonMissing(
      release, absl::StrCat("changes ", report.final_changed_count, " figures of final releases"),
      report.final_changed_count);
}

}  // namespace karvan::statistics
