#include "services/statistics/storage/revision_reader.h"

#include "services/platform/status/macros.h"
#include "services/statistics/storage/cell_versions.h"
#include "services/statistics/storage/observation_store.h"
#include "services/statistics/storage/run/merged_groups.h"

namespace karvan::statistics {
namespace {

// Takes the versions of each group that the reading meets.
class RevisionReader final : public GroupVisitor {
 public:
  RevisionReader(const DatasetState& state, const Visibility& visibility, const Selection& selection,
                 RunReader& reader)
      : visibility_(visibility),
        selection_(selection),
        versions_(state.runs, visibility, reader, kMaxRevisionVersions) {}

  void BeginGroup(const GroupKey& group) override { group_ = group; }
  absl::Status OnBlock(const Page&, const Page::Block&, const OpenRun&) override { return absl::OkStatus(); }
  absl::Status OnCell(const SeenCell&) override { return absl::OkStatus(); }
  absl::StatusOr<bool> EndGroup() override {
    KARVAN_ASSIGN_OR_RETURN(const absl::Span<const SeenCell> cells, versions_.Read(group_, selection_));
    for (size_t first = 0; first < cells.size();) {
      size_t end = first + 1;
      while (end < cells.size() && IsSameCell(cells[first], cells[end])) ++end;
      KARVAN_RETURN_IF_ERROR(AddCell(cells.subspan(first, end - first)));
      first = end;
    }
    return true;
  }

  RevisionSummary Take() { return std::move(summary_); }

 private:
  absl::Status AddCell(absl::Span<const SeenCell> versions) {
    std::vector<RevisedValue> values;
    for (const SeenCell& version : versions) {
      RevisedValue& value = values.emplace_back();
      const Attributes& said = version.attributes();
      value.valuation = said.valuation;
      value.published_at = visibility_.PublicationOf(version.sequence()).published_at;
      const std::optional<Decimal> number = version.Get(Measure::kValue);
      if (!number) continue;
      KARVAN_ASSIGN_OR_RETURN(value.value, number->Shift(said.unit_multiplier));
    }
    const SeenCell& last = versions.back();
    const int month_count = last.block->month_count;
    if (!last.attributes().deleted &&
        visibility_.IsReplaced(group_, last.product(), last.first_month, month_count, last.sequence())) {
      values.emplace_back();  // taken away
    }
    return summary_.AddCell(Period::FromMonths(last.first_month, month_count).value(), values);
  }

  const Visibility& visibility_;
  const Selection& selection_;
  VersionsOfGroup versions_;
  GroupKey group_;
  RevisionSummary summary_;
};

}  // namespace

absl::StatusOr<RevisionSummary> ReadRevisions(const DatasetState& state, const Visibility& visibility,
                                              const Selection& selection, RunReader& reader) {
  RevisionReader revisions(state, visibility, selection, reader);
  MergedGroups groups(state.runs, visibility, selection, reader);
  KARVAN_RETURN_IF_ERROR(groups.Visit(GroupPlace{}, revisions));
  return revisions.Take();
}

}  // namespace karvan::statistics
