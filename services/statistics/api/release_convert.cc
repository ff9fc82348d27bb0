#include "services/statistics/api/release_convert.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/scope_convert.h"
#include "services/statistics/api/timestamps.h"
#include "services/statistics/domain/planned_release.h"

namespace karvan::statistics {
namespace {

// The numbers of the enums agree; a change of one of them must not go unseen.
static_assert(v1::Release::STATE_DRAFT == static_cast<int>(ReleaseState::kDraft) &&
              v1::Release::STATE_PUBLISHED == static_cast<int>(ReleaseState::kPublished) &&
              v1::Release::STATE_ABANDONED == static_cast<int>(ReleaseState::kAbandoned) &&
              v1::Release::STATE_VALIDATED == static_cast<int>(ReleaseState::kValidated) &&
              v1::Release::STATE_EMBARGOED == static_cast<int>(ReleaseState::kEmbargoed) &&
              v1::Release::STATE_RETRACTED == static_cast<int>(ReleaseState::kRetracted));
static_assert(v1::Release::MODE_DELTA == static_cast<int>(ReleaseMode::kDelta) &&
              v1::Release::MODE_REPLACE == static_cast<int>(ReleaseMode::kReplace));
static_assert(v1::Release::FINALITY_UNSPECIFIED == static_cast<int>(Finality::kNotStated) &&
              v1::Release::FINALITY_PROVISIONAL == static_cast<int>(Finality::kProvisional) &&
              v1::Release::FINALITY_FINAL == static_cast<int>(Finality::kFinal));
static_assert(v1::FILE_FORMAT_COMTRADE_LEGACY_CSV == static_cast<int>(FileFormat::kComtradeLegacyCsv) &&
              v1::FILE_FORMAT_COMTRADE_PLUS_CSV == static_cast<int>(FileFormat::kComtradePlusCsv) &&
              v1::FILE_FORMAT_KARVAN_CSV == static_cast<int>(FileFormat::kKarvanCsv));

// Characters of UTF-8: all bytes but those that continue one.
int64_t CountCharacters(absl::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; });
}

// The id of the planned release that a release names.
std::string PlanOf(const v1::Release& proto, absl::string_view path, Violations& violations) {
  if (proto.planned_release().empty()) return "";
  absl::StatusOr<PlannedReleaseId> id =
      ParsePlannedReleaseName(proto.planned_release(), absl::StrCat(path, ".planned_release"));
  if (id.ok()) return id->id;
  for (const FieldViolation& violation : FieldViolations(id.status())) {
    violations.Add(violation.field, violation.description);
  }
  return "";
}

v1::ValidationReport ReportToProto(const ValidationReport& report) {
  v1::ValidationReport proto;
  proto.set_snapshot(report.snapshot);
  *proto.mutable_validate_time() = ToProto(report.validate_time);
  proto.set_new_count(report.new_count);
  proto.set_changed_count(report.changed_count);
  proto.set_restated_count(report.restated_count);
  proto.set_deleted_count(report.deleted_count);
  proto.set_superseded_count(report.superseded_count);
  proto.set_idle_deletion_count(report.idle_deletion_count);
  proto.set_final_changed_count(report.final_changed_count);
  proto.set_truncated(report.truncated);
  return proto;
}

// Mode, scope and allow_empty, which belong together.
void ReadMode(const v1::Release& proto, absl::string_view path, Release& release, Violations& violations) {
  const std::string mode = absl::StrCat(path, ".mode");
  if (!v1::Release::Mode_IsValid(proto.mode())) {
    violations.Add(mode, "must be one of Release.Mode");
    return;
  }
  if (proto.mode() == v1::Release::MODE_REPLACE) {
    release.mode = ReleaseMode::kReplace;
    release.scope = FromProto(proto.scope(), absl::StrCat(path, ".scope"), violations);
    release.allow_empty = proto.allow_empty();
    return;
  }
  if (proto.has_scope())
    violations.Add(absl::StrCat(path, ".scope"), "must be left out unless mode is REPLACE");
  if (proto.allow_empty()) {
    violations.Add(absl::StrCat(path, ".allow_empty"), "must be false unless mode is REPLACE");
  }
}

}  // namespace

void CheckText(absl::string_view text, absl::string_view field, Violations& violations) {
  const int64_t characters = CountCharacters(text);
  if (characters > kMaxDescriptionCharacters) {
    violations.Add(field, absl::StrCat("is ", characters, " characters long: must be at most ",
                                       kMaxDescriptionCharacters));
  }
}

void CheckFileName(absl::string_view name, absl::string_view field, Violations& violations) {
  if (name.size() <= kMaxFileNameBytes) return;
  violations.Add(field, absl::StrCat("is ", name.size(), " bytes long: must be at most ", kMaxFileNameBytes));
}

std::optional<FileFormat> FormatOf(v1::FileFormat format) {
  if (format == v1::FILE_FORMAT_UNSPECIFIED) return std::nullopt;
  return static_cast<FileFormat>(format);
}

v1::Release ToProto(const Release& release) {
  v1::Release proto;
  proto.set_name(ReleaseName(release.dataset, release.number));
  proto.set_state(static_cast<v1::Release::State>(release.state));
  proto.set_finality(static_cast<v1::Release::Finality>(release.finality));
  proto.set_revision_reason(release.revision_reason);
  proto.set_description(release.description);
  if (release.published_at) *proto.mutable_published_at() = ToProto(*release.published_at);
  for (const ImportedFile& file : release.files) *proto.add_files() = ToProto(file);
  proto.set_observation_count(release.observation_count);
  proto.set_problem_count(release.problem_count);
  proto.set_sequence(release.sequence);
  *proto.mutable_create_time() = ToProto(release.create_time);
  if (release.publish_time) *proto.mutable_publish_time() = ToProto(*release.publish_time);
  proto.set_etag(release.etag);
  if (!release.planned_release.empty()) {
    proto.set_planned_release(PlannedReleaseName(release.dataset, release.planned_release));
  }
  proto.set_mode(static_cast<v1::Release::Mode>(release.mode));
  if (release.mode == ReleaseMode::kReplace) *proto.mutable_scope() = ToProto(release.scope);
  proto.set_allow_empty(release.allow_empty);
  if (release.embargo_time) *proto.mutable_embargo_time() = ToProto(*release.embargo_time);
  if (release.validation) *proto.mutable_validation() = ReportToProto(*release.validation);
  if (release.retract_time) *proto.mutable_retract_time() = ToProto(*release.retract_time);
  proto.set_retraction_reason(release.retraction_reason);
  proto.set_retraction_sequence(release.retraction_sequence);
  return proto;
}

v1::ImportedFile ToProto(const ImportedFile& file) {
  v1::ImportedFile proto;
  proto.set_file_name(file.file_name);
  proto.set_format(static_cast<v1::FileFormat>(file.format));
  proto.set_sha256(file.sha256);
  proto.set_size_bytes(file.size_bytes);
  proto.set_row_count(file.row_count);
  proto.set_observation_count(file.observation_count);
  return proto;
}

v1::ImportProblem ToProto(const ImportProblem& problem) {
  v1::ImportProblem proto;
  proto.set_line(problem.line);
  proto.set_column(problem.column);
  proto.set_value(problem.value);
  proto.set_message(problem.message);
  return proto;
}

Release FromProto(const v1::Release& proto, absl::string_view path, Violations& violations) {
  Release release;
  if (v1::Release::Finality_IsValid(proto.finality())) {
    release.finality = static_cast<Finality>(proto.finality());
  } else {
    violations.Add(absl::StrCat(path, ".finality"), "must be one of Release.Finality");
  }
  release.revision_reason = proto.revision_reason();
  CheckText(release.revision_reason, absl::StrCat(path, ".revision_reason"), violations);
  release.description = proto.description();
  CheckText(release.description, absl::StrCat(path, ".description"), violations);
  if (proto.has_published_at()) {
    absl::StatusOr<absl::Time> published_at = FromProto(proto.published_at());
    violations.Add(absl::StrCat(path, ".published_at"), published_at.status());
    if (published_at.ok()) release.published_at = *published_at;
  }
  release.planned_release = PlanOf(proto, path, violations);
  ReadMode(proto, path, release, violations);
  return release;
}

void CheckReason(absl::string_view reason, absl::string_view field, Violations& violations) {
  if (reason.empty()) violations.Add(field, "must say why");
  CheckText(reason, field, violations);
}

}  // namespace karvan::statistics
