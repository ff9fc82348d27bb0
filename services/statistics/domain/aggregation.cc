#include "services/statistics/domain/aggregation.h"

#include <algorithm>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/statistics/domain/codes.h"

namespace karvan::statistics {
namespace {

bool IsLevel(int digits) { return digits == 0 || (digits >= 2 && digits <= 10); }

// True when `total` and other codes are taken.
bool MixesTotal(const CodeSet& codes, const char* total) {
  return codes.any() || ((codes.codes().size() > 1 || !codes.OneByOne()) && codes.Contains(total));
}

// The first two named products of which one is a part of the other.
std::optional<std::pair<std::string, std::string>> NestedProducts(const CodeSet& products) {
  const std::set<std::string>& codes = products.codes();
  if (codes.size() > 1 && products.Contains(kTotalProduct)) return {{kTotalProduct, *codes.begin()}};
  const std::string* last = nullptr;  // a code's parts follow it in order
  for (const std::string& code : codes) {
    if (last != nullptr && absl::StartsWith(code, *last)) return {{*last, code}};
    last = &code;
  }
  return std::nullopt;
}

class Checker {
 public:
  Checker(const Aggregation& aggregation, const ObservationFilter& filter, absl::string_view path,
          absl::string_view filter_path, Violations& violations)
      : asked_(aggregation),
        filter_(filter),
        path_(path),
        filter_path_(filter_path),
        violations_(violations) {}

  void Check() {
    CheckRanges();
    CheckAreas("reporters", filter_.reporters, Dimension::kReporter);
    CheckAreas("partners", filter_.partners, Dimension::kPartner);
    CheckBreakdown("second_partners", filter_.second_partners, kWorld, Dimension::kSecondPartner);
    CheckBreakdown("customs_procedures", filter_.customs_procedures, kTotalCustoms,
                   Dimension::kCustomsProcedure);
    CheckBreakdown("transport_modes", filter_.transport_modes, kTotalTransport, Dimension::kTransportMode);
    CheckProducts();
    if (asked_.remainder) CheckRemainder();
    if (asked_.conversion && asked_.include_reported) {
      Add("include_reported",
          "must not be set with a conversion: what is reported is in the dataset's currency");
    }
  }

 private:
  void Add(absl::string_view field, absl::string_view words) {
    violations_.Add(absl::StrCat(path_, ".", field), words);
  }
  void AddToFilter(absl::string_view field, absl::string_view words) {
    violations_.Add(absl::StrCat(filter_path_, ".", field), words);
  }

  void CheckRanges() {
    const std::set<Dimension> different(asked_.group_by.begin(), asked_.group_by.end());
    if (different.size() != asked_.group_by.size()) Add("group_by", "must name each part once");
    auto check_level = [this](const char* field, int digits) {
      if (!IsLevel(digits)) Add(field, absl::StrCat("is ", digits, ": must be 0, or 2 to 10 digits"));
    };
    check_level("product_digits", asked_.product_digits);
    check_level("sum_level", asked_.sum_level);
    if (asked_.product_digits != 0 && !asked_.GroupsBy(Dimension::kProduct)) {
      Add("product_digits", "must be 0 unless group_by names the product");
    }
    if (asked_.sum_level != 0 && asked_.sum_level < asked_.product_digits) {
      Add("sum_level", absl::StrCat("is ", asked_.sum_level, ": must not be less than product_digits, ",
                                    asked_.product_digits));
    }
    if (asked_.top < 0 || asked_.top > kMaxTop) {
      Add("top", absl::StrCat("is ", asked_.top, ": must be 0 to ", kMaxTop));
    }
    const bool by_value = asked_.order == AggregateOrder::kValueDescending;
    if (by_value && !asked_.value) Add("order", "must not be by value: measures do not name the value");
    if (asked_.top > 0 && !by_value) Add("top", "must be 0 unless the order is by value");
    if (asked_.remainder && asked_.top == 0) Add("remainder", "must not be set without top");
    if (asked_.conversion && !asked_.value) {
      Add("conversion", "must not be set: measures do not name the value");
    }
  }

  void CheckAreas(const char* field, const CodeSet& areas, Dimension dimension) {
    // A range that covers the World does not name it, and leaves it out.
    if (areas.any() || asked_.GroupsBy(dimension) || areas.codes().count(kWorld) == 0) return;
    if (areas.codes().size() == 1 && areas.OneByOne()) return;
    AddToFilter(field, absl::StrCat("must not name \"", kWorld,
                                    "\" beside others, which are its parts: group by them, or name either"));
  }

  void CheckBreakdown(const char* field, const CodeSet& codes, const char* total, Dimension dimension) {
    if (asked_.GroupsBy(dimension) || !MixesTotal(codes, total)) return;
    AddToFilter(field, absl::StrCat("must not take the total, \"", total,
                                    "\", beside its parts: group by them, or name either"));
  }

  void CheckProducts() {
    const bool as_stored = asked_.GroupsBy(Dimension::kProduct) && asked_.product_digits == 0;
    if (asked_.sum_level != 0 || as_stored) return;
    if (!filter_.products.OneByOne()) {
      if (filter_.product_digits.size() > 1) {
        Add("sum_level", absl::StrCat("must be given: ", filter_path_,
                                      ".product_digits takes several levels, "
                                      "and one is a part of the other"));
      }
      return;
    }
    const auto nested = NestedProducts(filter_.products);
    if (!nested) return;
    AddToFilter("products", absl::StrCat("must not name \"", nested->first, "\" beside \"", nested->second,
                                         "\", which is a part of it: set sum_level, group by products as "
                                         "stored, or name either"));
  }

  void CheckRemainder() {
    auto refuse = [this](const char* what) {
      Add("remainder",
          absl::StrCat("must not be set: rows are grouped by ", what, ", and two of them may not be summed"));
    };
    auto groups = [this](Dimension dimension) { return asked_.GroupsBy(dimension); };
    if (groups(Dimension::kClassification)) refuse("classification");
    if (groups(Dimension::kFlow) && filter_.flows.any()) refuse("flow, and the filter names none");
    if (groups(Dimension::kSecondPartner)) refuse("second partner");
    if (groups(Dimension::kCustomsProcedure)) refuse("customs procedure");
    if (groups(Dimension::kTransportMode)) refuse("transport mode");
    auto with_world = [&](Dimension dimension, const CodeSet& areas) {
      return groups(dimension) && !areas.any() && MixesTotal(areas, kWorld);
    };
    if (with_world(Dimension::kPartner, filter_.partners)) refuse("partner, W00 among others");
    if (with_world(Dimension::kReporter, filter_.reporters)) refuse("reporter, W00 among others");
    const bool as_stored = groups(Dimension::kProduct) && asked_.product_digits == 0 && asked_.sum_level == 0;
    if (as_stored && (!filter_.products.OneByOne() || NestedProducts(filter_.products))) {
      refuse("product as stored");
    }
  }

  const Aggregation& asked_;
  const ObservationFilter& filter_;
  const absl::string_view path_;
  const absl::string_view filter_path_;
  Violations& violations_;
};

}  // namespace

bool Aggregation::GroupsBy(Dimension dimension) const {
  return std::find(group_by.begin(), group_by.end(), dimension) != group_by.end();
}

void CheckAggregation(const Aggregation& aggregation, const ObservationFilter& filter, absl::string_view path,
                      absl::string_view filter_path, Violations& violations) {
  Checker(aggregation, filter, path, filter_path, violations).Check();
}

}  // namespace karvan::statistics
