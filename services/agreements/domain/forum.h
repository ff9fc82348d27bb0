#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/agreements/domain/field.h"
#include "services/agreements/domain/resource.h"
#include "services/agreements/domain/values.h"

namespace karvan::agreements {

struct Delegation {
  std::string party;                 // "parties/{party}"
  std::string head;                  // who led it
  std::optional<QuotedFigure> size;  // how many came, as published

  friend bool operator==(const Delegation&, const Delegation&) = default;
};

// An event at which parties meet. What was published about it in figures are claims that name it.
struct Forum {
  static constexpr absl::string_view kCollection = "forums";
  static constexpr absl::string_view kSingular = "forum";

  std::vector<LocalizedText> titles;
  std::string place;
  std::string country;  // ISO 3166-1 alpha-3
  std::optional<PartialDate> first_date;
  std::optional<PartialDate> last_date;  // not set: the same as the first
  std::vector<std::string> hosts;        // "parties/{party}"
  std::vector<Delegation> delegations;   // at most one a party
  std::vector<std::string> sectors;
  std::vector<Source> sources;

  friend bool operator==(const Forum&, const Forum&) = default;
};

void Validate(const Forum& forum, const Field& field);
std::vector<Reference> ReferencesOf(const Forum& forum);
std::vector<Facet> FacetsOf(const Forum& forum);  // country, party (host or delegation)

}  // namespace karvan::agreements
