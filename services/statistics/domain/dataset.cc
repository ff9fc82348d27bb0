#include "services/statistics/domain/dataset.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/statistics/domain/codes.h"

namespace karvan::statistics {
namespace {

constexpr size_t kMaxShortText = 200;
constexpr size_t kMaxLongText = 4000;
constexpr size_t kMaxReporters = 300;

void CheckText(absl::string_view text, bool required, size_t max, absl::string_view field,
               Violations& violations) {
  if (required && absl::StripAsciiWhitespace(text).empty()) violations.Add(field, "must not be empty");
  if (text.size() > max) {
    violations.Add(field, absl::StrCat("is ", text.size(), " bytes long: must be at most ", max));
  }
}

}  // namespace

absl::Status CheckCurrency(absl::string_view code) {
  if (code.size() == 3 && std::all_of(code.begin(), code.end(), absl::ascii_isupper)) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      "\"", absl::CHexEscape(code), "\" is not a currency: must be three capital letters of ISO 4217"));
}

void CheckDataset(const Dataset& dataset, absl::string_view path, Violations& violations) {
  auto field = [path](absl::string_view name) { return absl::StrCat(path, ".", name); };
  CheckText(dataset.display_name, true, kMaxShortText, field("display_name"), violations);
  CheckText(dataset.provider, true, kMaxShortText, field("provider"), violations);
  CheckText(dataset.license, false, kMaxLongText, field("license"), violations);
  CheckText(dataset.source_uri, false, kMaxLongText, field("source_uri"), violations);
  CheckText(dataset.description, false, kMaxLongText, field("description"), violations);
  violations.Add(field("currency_code"), CheckCurrency(dataset.currency_code));
  if (dataset.reporters.size() > kMaxReporters) {
    violations.Add(field("reporters"), absl::StrCat("must be at most ", kMaxReporters, " areas"));
    return;
  }
  for (size_t i = 0; i < dataset.reporters.size(); ++i) {
    const std::string element = absl::StrCat(field("reporters"), "[", i, "]");
    const auto here = dataset.reporters.begin() + i;
    violations.Add(element, CheckArea(*here));
    if (std::find(dataset.reporters.begin(), here, *here) != here) {
      violations.Add(element,
                     absl::StrCat("\"", absl::CHexEscape(*here), "\" is there already: each area once"));
    }
  }
}

absl::Status CheckFlowOf(DatasetKind kind, absl::string_view flow) {
  return kind == DatasetKind::kMerchandiseTrade ? CheckTradeFlow(flow) : CheckFlow(flow);
}

absl::Status CheckReporterOf(const Dataset& dataset, absl::string_view reporter) {
  const std::vector<std::string>& allowed = dataset.reporters;
  if (allowed.empty() || std::find(allowed.begin(), allowed.end(), reporter) != allowed.end()) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat("\"", absl::CHexEscape(reporter),
                                                 "\" does not report in dataset \"", dataset.id,
                                                 "\": must be one of ", absl::StrJoin(allowed, ", ")));
}

}  // namespace karvan::statistics
