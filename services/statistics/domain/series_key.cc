#include "services/statistics/domain/series_key.h"

#include "absl/strings/str_cat.h"

namespace karvan::statistics {

bool IsBreakdown(const SeriesKey& key) {
  return key.second_partner != kWorld || key.customs_procedure != kTotalCustoms ||
         key.transport_mode != kTotalTransport;
}

void CheckSeriesKey(const SeriesKey& key, absl::string_view path, Violations& violations) {
  violations.Add(absl::StrCat(path, ".reporter"), CheckArea(key.reporter));
  violations.Add(absl::StrCat(path, ".flow"), CheckFlow(key.flow));
  violations.Add(absl::StrCat(path, ".partner"), CheckArea(key.partner));
  violations.Add(absl::StrCat(path, ".classification"), CheckClassification(key.classification));
  violations.Add(absl::StrCat(path, ".product"), CheckProduct(key.product));
  violations.Add(absl::StrCat(path, ".second_partner"), CheckArea(key.second_partner));
  violations.Add(absl::StrCat(path, ".customs_procedure"), CheckCustomsProcedure(key.customs_procedure));
  violations.Add(absl::StrCat(path, ".transport_mode"), CheckTransportMode(key.transport_mode));
}

std::string Describe(const SeriesKey& key) {
  std::string text =
      absl::StrCat(key.reporter, " ", key.flow, " ", key.partner, " ", key.classification, " ", key.product);
  if (key.second_partner != kWorld) absl::StrAppend(&text, " second partner ", key.second_partner);
  if (key.customs_procedure != kTotalCustoms) absl::StrAppend(&text, " customs ", key.customs_procedure);
  if (key.transport_mode != kTotalTransport) absl::StrAppend(&text, " transport ", key.transport_mode);
  return text;
}

std::ostream& operator<<(std::ostream& out, const SeriesKey& key) { return out << Describe(key); }

}  // namespace karvan::statistics
