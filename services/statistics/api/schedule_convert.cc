#include "services/statistics/api/schedule_convert.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/statistics/api/release_convert.h"
#include "services/statistics/api/timestamps.h"
#include "services/statistics/domain/release.h"

namespace karvan::statistics {
namespace {

const std::set<std::string>& AllPaths() {
  static const auto* const kPaths =
      new std::set<std::string>{"title", "periods", "planned_time", "delay_reason"};
  return *kPaths;
}

std::set<std::string> PathsOf(const v1::PlannedRelease& proto, const google::protobuf::FieldMask& mask,
                              Violations& violations) {
  std::set<std::string> paths;
  for (const std::string& path : mask.paths()) {
    if (path == "*") return AllPaths();
    if (AllPaths().count(path) == 0) {
      violations.Add("update_mask", absl::StrCat("\"", path, "\" must be title, periods, planned_time, ",
                                                 "delay_reason or *"));
    }
    paths.insert(path);
  }
  if (!paths.empty()) return paths;
  if (!proto.title().empty()) paths.insert("title");
  if (proto.periods_size() > 0) paths.insert("periods");
  if (proto.has_planned_time()) paths.insert("planned_time");
  if (!proto.delay_reason().empty()) paths.insert("delay_reason");
  if (paths.empty()) {
    violations.Add("update_mask", "must name a field, or planned_release must set one: nothing is to change");
  }
  return paths;
}

std::vector<Period> PeriodsOf(const v1::PlannedRelease& proto, Violations& violations) {
  std::vector<Period> periods;
  if (proto.periods_size() > kMaxPlannedPeriods) {
    violations.Add("planned_release.periods", absl::StrCat("has ", proto.periods_size(),
                                                           " periods: must be at most ", kMaxPlannedPeriods));
    return periods;
  }
  for (int i = 0; i < proto.periods_size(); ++i) {
    const absl::StatusOr<Period> period = Period::Parse(proto.periods(i));
    violations.Add(absl::StrCat("planned_release.periods[", i, "]"), period.status());
    if (period.ok()) periods.push_back(*period);
  }
  return periods;
}

}  // namespace

v1::PlannedRelease ToProto(const PlannedRelease& planned, absl::Time now) {
  v1::PlannedRelease proto;
  proto.set_name(PlannedReleaseName(planned.dataset, planned.id));
  proto.set_title(planned.title);
  for (const Period& period : planned.periods) proto.add_periods(period.ToString());
  for (const PlannedDate& date : planned.dates) {
    v1::PlannedDate& added = *proto.add_dates();
    *added.mutable_planned_time() = ToProto(date.planned_time);
    added.set_delay_reason(date.delay_reason);
    *added.mutable_announce_time() = ToProto(date.announce_time);
  }
  *proto.mutable_planned_time() = ToProto(planned.dates.back().planned_time);
  proto.set_delay_reason(planned.dates.back().delay_reason);
  if (planned.actual) {
    proto.set_release(ReleaseName(planned.dataset, planned.actual->release));
    *proto.mutable_actual_time() = ToProto(planned.actual->publish_time);
  }
  proto.set_late(IsLate(planned, now));
  *proto.mutable_create_time() = ToProto(planned.create_time);
  *proto.mutable_update_time() = ToProto(planned.update_time);
  proto.set_etag(planned.etag);
  return proto;
}

PlannedReleaseChange ChangeFromProto(const v1::PlannedRelease& proto, const google::protobuf::FieldMask& mask,
                                     Violations& violations) {
  const std::set<std::string> paths = PathsOf(proto, mask, violations);
  PlannedReleaseChange change;
  if (paths.count("title") > 0) {
    change.title = proto.title();
    if (proto.title().empty()) violations.Add("planned_release.title", "must not be empty");
    CheckText(proto.title(), "planned_release.title", violations);
  }
  if (paths.count("periods") > 0) change.periods = PeriodsOf(proto, violations);
  if (paths.count("planned_time") > 0) {
    const absl::StatusOr<absl::Time> time = FromProto(proto.planned_time());
    violations.Add("planned_release.planned_time", time.status());
    if (time.ok()) change.planned_time = *time;
    if (!proto.has_planned_time()) violations.Add("planned_release.planned_time", "must be given");
  }
  if (paths.count("delay_reason") > 0) {
    change.delay_reason = proto.delay_reason();
    CheckText(proto.delay_reason(), "planned_release.delay_reason", violations);
  }
  return change;
}

}  // namespace karvan::statistics
