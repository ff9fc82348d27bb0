#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/agreements/domain/field.h"
#include "services/agreements/domain/resource.h"
#include "services/agreements/domain/values.h"

namespace karvan::agreements {

// The numbers are those of karvan.agreements.v1.Party.Kind.
enum class PartyKind { kUnspecified, kState, kAgency, kCompany, kBank, kInternationalOrganisation };
inline constexpr int kPartyKindEnd = 6;

// An identifier in another register.
struct PartyIdentifier {
  std::string scheme;  // the register, "KZ-BIN"
  std::string value;

  friend bool operator==(const PartyIdentifier&, const PartyIdentifier&) = default;
};

// Somebody who takes part: a state, an agency, a company, a bank, an international organisation.
struct Party {
  static constexpr absl::string_view kCollection = "parties";
  static constexpr absl::string_view kSingular = "party";

  std::vector<LocalizedText> names;
  PartyKind kind = PartyKind::kUnspecified;
  std::string country;  // ISO 3166-1 alpha-3
  std::vector<PartyIdentifier> identifiers;

  friend bool operator==(const Party&, const Party&) = default;
};

void Validate(const Party& party, const Field& field);
std::vector<Reference> ReferencesOf(const Party& party);
std::vector<Facet> FacetsOf(const Party& party);  // kind, country

}  // namespace karvan::agreements
