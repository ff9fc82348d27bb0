#include "services/statistics/storage/stored_convert.h"

#include "absl/strings/str_format.h"
#include "xxhash.h"

namespace karvan::statistics {
namespace {

std::string EtagOf(const google::protobuf::MessageLite& stored) {
  const std::string bytes = stored.SerializeAsString();
  return absl::StrFormat("%016x", XXH3_64bits(bytes.data(), bytes.size()));
}

std::vector<Code> CodesOf(const google::protobuf::RepeatedPtrField<std::string>& texts) {
  std::vector<Code> codes;
  for (const std::string& text : texts) {
    if (const std::optional<Code> code = Code::Parse(text)) codes.push_back(*code);
  }
  return codes;
}

}  // namespace

stored::StoredTime ToStored(absl::Time time) {
  const timespec spec = absl::ToTimespec(time);
  stored::StoredTime stored;
  stored.set_seconds(spec.tv_sec);
  stored.set_nanos(static_cast<int32_t>(spec.tv_nsec));
  return stored;
}

absl::Time FromStored(const stored::StoredTime& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

stored::StoredDataset ToStored(const Dataset& dataset) {
  stored::StoredDataset stored;
  stored.set_id(dataset.id);
  stored.set_display_name(dataset.display_name);
  stored.set_provider(dataset.provider);
  stored.set_kind(static_cast<int>(dataset.kind));
  for (const std::string& reporter : dataset.reporters) stored.add_reporters(reporter);
  stored.set_currency_code(dataset.currency_code);
  stored.set_trade_system(static_cast<int>(dataset.trade_system));
  stored.set_license(dataset.license);
  stored.set_source_uri(dataset.source_uri);
  stored.set_description(dataset.description);
  *stored.mutable_create_time() = ToStored(dataset.create_time);
  return stored;
}

Dataset FromStored(const stored::StoredDataset& stored) {
  Dataset dataset;
  dataset.id = stored.id();
  dataset.display_name = stored.display_name();
  dataset.provider = stored.provider();
  dataset.kind = static_cast<DatasetKind>(stored.kind());
  dataset.reporters.assign(stored.reporters().begin(), stored.reporters().end());
  dataset.currency_code = stored.currency_code();
  dataset.trade_system = static_cast<TradeSystem>(stored.trade_system());
  dataset.license = stored.license();
  dataset.source_uri = stored.source_uri();
  dataset.description = stored.description();
  dataset.create_time = FromStored(stored.create_time());
  dataset.etag = EtagOf(stored);
  return dataset;
}

stored::StoredRelease ToStored(const Release& release) {
  stored::StoredRelease stored;
  stored.set_dataset(release.dataset);
  stored.set_number(release.number);
  stored.set_state(static_cast<int>(release.state));
  stored.set_finality(static_cast<int>(release.finality));
  stored.set_revision_reason(release.revision_reason);
  stored.set_description(release.description);
  if (release.published_at) *stored.mutable_published_at() = ToStored(*release.published_at);
  *stored.mutable_create_time() = ToStored(release.create_time);
  stored.set_planned_release(release.planned_release);
  stored.set_mode(static_cast<int>(release.mode));
  if (release.mode == ReleaseMode::kReplace) *stored.mutable_scope() = ToStored(release.scope);
  stored.set_allow_empty(release.allow_empty);
  return stored;
}

Release FromStored(const stored::StoredRelease& stored) {
  Release release;
  release.dataset = stored.dataset();
  release.number = stored.number();
  release.state = static_cast<ReleaseState>(stored.state());
  release.finality = static_cast<Finality>(stored.finality());
  release.revision_reason = stored.revision_reason();
  release.description = stored.description();
  if (stored.has_published_at()) release.published_at = FromStored(stored.published_at());
  for (const stored::StoredFile& file : stored.files()) release.files.push_back(FromStored(file));
  release.observation_count = stored.observation_count();
  release.problem_count = stored.problem_count();
  release.sequence = stored.sequence();
  release.create_time = FromStored(stored.create_time());
  if (stored.has_publish_time()) release.publish_time = FromStored(stored.publish_time());
  release.planned_release = stored.planned_release();
  if (stored.mode() != 0) release.mode = static_cast<ReleaseMode>(stored.mode());
  if (stored.has_scope()) release.scope = FromStored(stored.scope());
  release.allow_empty = stored.allow_empty();
  if (stored.has_embargo_time()) release.embargo_time = FromStored(stored.embargo_time());
  if (stored.has_validation()) release.validation = FromStored(stored.validation());
  if (stored.has_retract_time()) release.retract_time = FromStored(stored.retract_time());
  release.retraction_reason = stored.retraction_reason();
  release.retraction_sequence = stored.retraction_sequence();
  release.etag = EtagOf(stored);
  return release;
}

stored::StoredFile ToStored(const ImportedFile& file) {
  stored::StoredFile stored;
  stored.set_file_name(file.file_name);
  stored.set_format(static_cast<int>(file.format));
  stored.set_sha256(file.sha256);
  stored.set_size_bytes(file.size_bytes);
  stored.set_row_count(file.row_count);
  stored.set_observation_count(file.observation_count);
  return stored;
}

ImportedFile FromStored(const stored::StoredFile& stored) {
  ImportedFile file;
  file.file_name = stored.file_name();
  file.format = static_cast<FileFormat>(stored.format());
  file.sha256 = stored.sha256();
  file.size_bytes = stored.size_bytes();
  file.row_count = stored.row_count();
  file.observation_count = stored.observation_count();
  return file;
}

stored::StoredScope ToStored(const Scope& scope) {
  stored::StoredScope stored;
  for (Code code : scope.reporters) stored.add_reporters(code.ToString());
  for (Code code : scope.flows) stored.add_flows(code.ToString());
  for (Code code : scope.partners) stored.add_partners(code.ToString());
  for (Code code : scope.classifications) stored.add_classifications(code.ToString());
  for (Code code : scope.products) stored.add_products(code.ToString());
  stored.set_first_month(scope.first_month);
  stored.set_end_month(scope.end_month);
  return stored;
}

Scope FromStored(const stored::StoredScope& stored) {
  Scope scope;
  scope.reporters = CodesOf(stored.reporters());
  scope.flows = CodesOf(stored.flows());
  scope.partners = CodesOf(stored.partners());
  scope.classifications = CodesOf(stored.classifications());
  scope.products = CodesOf(stored.products());
  scope.first_month = stored.first_month();
  scope.end_month = stored.end_month();
  return scope;
}

stored::StoredValidation ToStored(const ValidationReport& report) {
  stored::StoredValidation stored;
  stored.set_snapshot(report.snapshot);
  *stored.mutable_validate_time() = ToStored(report.validate_time);
  stored.set_new_count(report.new_count);
  stored.set_changed_count(report.changed_count);
  stored.set_restated_count(report.restated_count);
  stored.set_deleted_count(report.deleted_count);
  stored.set_superseded_count(report.superseded_count);
  stored.set_idle_deletion_count(report.idle_deletion_count);
  stored.set_final_changed_count(report.final_changed_count);
  stored.set_truncated(report.truncated);
  return stored;
}

ValidationReport FromStored(const stored::StoredValidation& stored) {
  ValidationReport report;
  report.snapshot = stored.snapshot();
  report.validate_time = FromStored(stored.validate_time());
  report.new_count = stored.new_count();
  report.changed_count = stored.changed_count();
  report.restated_count = stored.restated_count();
  report.deleted_count = stored.deleted_count();
  report.superseded_count = stored.superseded_count();
  report.idle_deletion_count = stored.idle_deletion_count();
  report.final_changed_count = stored.final_changed_count();
  report.truncated = stored.truncated();
  return report;
}

stored::StoredPurge ToStored(const Purge& purge) {
  stored::StoredPurge stored;
  stored.set_sequence(purge.sequence);
  stored.set_reporter(purge.series.reporter);
  stored.set_flow(purge.series.flow);
  stored.set_partner(purge.series.partner);
  stored.set_classification(purge.series.classification);
  stored.set_second_partner(purge.series.second_partner);
  stored.set_customs_procedure(purge.series.customs_procedure);
  stored.set_transport_mode(purge.series.transport_mode);
  stored.set_product(purge.series.product);
  for (const Period& period : purge.periods) stored.add_periods(period.ToString());
  stored.set_reason(purge.reason);
  *stored.mutable_purge_time() = ToStored(purge.purge_time);
  stored.mutable_releases()->Add(purge.releases.begin(), purge.releases.end());
  stored.set_first_sequence(purge.first_sequence);
  return stored;
}

Purge FromStored(const stored::StoredPurge& stored, absl::string_view dataset) {
  Purge purge;
  purge.dataset = std::string(dataset);
  purge.sequence = stored.sequence();
  purge.series = {.reporter = stored.reporter(),
                  .flow = stored.flow(),
                  .partner = stored.partner(),
                  .classification = stored.classification(),
                  .second_partner = stored.second_partner(),
                  .customs_procedure = stored.customs_procedure(),
                  .transport_mode = stored.transport_mode(),
                  .product = stored.product()};
  for (const std::string& text : stored.periods()) {
    if (const absl::StatusOr<Period> period = Period::Parse(text); period.ok()) {
      purge.periods.push_back(*period);
    }
  }
  purge.reason = stored.reason();
  purge.purge_time = FromStored(stored.purge_time());
  purge.run_count = stored.old_runs_size();
  purge.releases.assign(stored.releases().begin(), stored.releases().end());
  purge.first_sequence = stored.first_sequence();
  return purge;
}

stored::StoredPublication ToStored(const Publication& publication) {
  stored::StoredPublication stored;
  stored.set_sequence(publication.sequence);
  stored.set_release(publication.release);
  *stored.mutable_published_at() = ToStored(publication.published_at);
  *stored.mutable_recorded_at() = ToStored(publication.recorded_at);
  if (publication.replaces) *stored.mutable_replaces() = ToStored(*publication.replaces);
  stored.set_finality(static_cast<int>(publication.finality));
  stored.set_retraction(publication.retraction);
  if (publication.retraction != 0) *stored.mutable_retracted_at() = ToStored(publication.retracted_at);
  return stored;
}

Publication FromStored(const stored::StoredPublication& stored) {
  Publication publication;
  publication.sequence = stored.sequence();
  publication.release = stored.release();
  publication.published_at = FromStored(stored.published_at());
  publication.recorded_at = FromStored(stored.recorded_at());
  if (stored.has_replaces()) publication.replaces = FromStored(stored.replaces());
  publication.finality = static_cast<Finality>(stored.finality());
  publication.retraction = stored.retraction();
  if (stored.has_retracted_at()) publication.retracted_at = FromStored(stored.retracted_at());
  return publication;
}

stored::StoredPlannedRelease ToStored(const PlannedRelease& planned) {
  stored::StoredPlannedRelease stored;
  stored.set_dataset(planned.dataset);
  stored.set_id(planned.id);
  stored.set_title(planned.title);
  for (const Period& period : planned.periods) stored.add_periods(period.ToString());
  for (const PlannedDate& date : planned.dates) {
    stored::StoredPlannedDate& added = *stored.add_dates();
    *added.mutable_planned_time() = ToStored(date.planned_time);
    added.set_delay_reason(date.delay_reason);
    *added.mutable_announce_time() = ToStored(date.announce_time);
  }
  *stored.mutable_create_time() = ToStored(planned.create_time);
  *stored.mutable_update_time() = ToStored(planned.update_time);
  return stored;
}

PlannedRelease FromStored(const stored::StoredPlannedRelease& stored) {
  PlannedRelease planned;
  planned.dataset = stored.dataset();
  planned.id = stored.id();
  planned.title = stored.title();
  for (const std::string& text : stored.periods()) {
    // They were checked when they were written, and the row's checksum was.
    if (const absl::StatusOr<Period> period = Period::Parse(text); period.ok()) {
      planned.periods.push_back(*period);
    }
  }
  for (const stored::StoredPlannedDate& date : stored.dates()) {
    planned.dates.push_back(
        {FromStored(date.planned_time()), date.delay_reason(), FromStored(date.announce_time())});
  }
  planned.create_time = FromStored(stored.create_time());
  planned.update_time = FromStored(stored.update_time());
  planned.etag = EtagOf(stored);
  return planned;
}

}  // namespace karvan::statistics
