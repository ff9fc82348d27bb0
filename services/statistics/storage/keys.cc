#include "services/statistics/storage/keys.h"

#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"

namespace karvan::statistics {
namespace {

kv::KeyBuilder In(absl::string_view domain, absl::string_view table) {
  return kv::KeyBuilder().Text(domain).Text(table);
}

}  // namespace

std::string DatasetsPrefix() { return In(kCatalogueDomain, "D").Take(); }

std::string DatasetKey(absl::string_view id) { return In(kCatalogueDomain, "D").Text(id).Take(); }

std::string CountersKey(absl::string_view dataset) { return In(dataset, "C").Take(); }

std::string ReleasesPrefix(absl::string_view dataset) { return In(dataset, "L").Take(); }

std::string ReleaseKey(absl::string_view dataset, int64_t number) {
  return In(dataset, "L").Int(number).Take();
}

std::string PublicationsPrefix(absl::string_view dataset) { return In(dataset, "P").Take(); }

std::string PublicationKey(absl::string_view dataset, int64_t sequence) {
  return In(dataset, "P").Int(sequence).Take();
}

std::string EmbargoesPrefix(absl::string_view dataset) { return In(dataset, "E").Take(); }

std::string EmbargoKey(absl::string_view dataset, int64_t number) {
  return In(dataset, "E").Int(number).Take();
}

std::string PurgesPrefix(absl::string_view dataset) { return In(dataset, "X").Take(); }

std::string PurgeKey(absl::string_view dataset, int64_t sequence) {
  return In(dataset, "X").Int(sequence).Take();
}

std::string RunListKey(absl::string_view dataset) { return In(dataset, "R").Take(); }

std::string AllocationsPrefix(absl::string_view dataset) { return In(dataset, "A").Take(); }

std::string AllocationKey(absl::string_view dataset, int64_t run) { return In(dataset, "A").Int(run).Take(); }

std::string RunsPrefix(absl::string_view dataset) { return In(dataset, "B").Take(); }

std::string RunPrefix(absl::string_view dataset, int64_t run) { return In(dataset, "B").Int(run).Take(); }

std::string PlannedReleasesPrefix(absl::string_view dataset) { return In(dataset, "S").Take(); }

std::string PlannedReleaseKey(absl::string_view dataset, absl::string_view id) {
  return In(dataset, "S").Text(id).Take();
}

std::string PlanTiesPrefix(absl::string_view dataset, absl::string_view id) {
  return In(dataset, "T").Text(id).Take();
}

std::string PlanTieKey(absl::string_view dataset, absl::string_view id, int64_t release) {
  return In(dataset, "T").Text(id).Int(release).Take();
}

std::string CellKey(const SeriesKey& series, const Period& period) {
  return kv::KeyBuilder()
      .Text(series.reporter)
      .Text(series.flow)
      .Text(series.partner)
      .Text(series.classification)
      .Text(series.second_partner)
      .Text(series.customs_procedure)
      .Text(series.transport_mode)
      .Text(series.product)
      .Int(period.first_month())
      .Int(period.month_count())
      .Take();
}

absl::StatusOr<Cell> ParseCellKey(absl::string_view key) {
  kv::KeyReader reader(key);
  Cell cell;
  for (std::string* part :
       {&cell.series.reporter, &cell.series.flow, &cell.series.partner, &cell.series.classification,
        &cell.series.second_partner, &cell.series.customs_procedure, &cell.series.transport_mode,
        &cell.series.product}) {
    KARVAN_ASSIGN_OR_RETURN(*part, reader.Text());
  }
  KARVAN_ASSIGN_OR_RETURN(const int64_t first_month, reader.Int());
  KARVAN_ASSIGN_OR_RETURN(const int64_t month_count, reader.Int());
  absl::StatusOr<Period> period =
      Period::FromMonths(static_cast<int>(first_month), static_cast<int>(month_count));
  if (!period.ok() || !reader.done()) return kv::CorruptError("a cell key cannot be read");
  cell.period = *period;
  return cell;
}

}  // namespace karvan::statistics
