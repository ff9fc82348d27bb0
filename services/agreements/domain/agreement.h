#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "services/agreements/domain/field.h"
#include "services/agreements/domain/resource.h"
#include "services/agreements/domain/values.h"

namespace karvan::agreements {

// The numbers are those of karvan.agreements.v1.Agreement.Kind.
enum class AgreementKind {
  kUnspecified,
  kContract,
  kMemorandum,
  kFramework,
  kIntergovernmental,
  kLoan,
  kInvestment
};
inline constexpr int kAgreementKindEnd = 7;

struct Participant {
  std::string party;  // "parties/{party}"
  std::string role;   // "seller", "lender", "signatory"

  friend bool operator==(const Participant&, const Participant&) = default;
};

// What an amount covers. The numbers are those of karvan.agreements.v1.AgreementValue.Basis.
enum class ValueBasis { kUnspecified, kTotal, kYear, kCreditCeiling };
inline constexpr int kValueBasisEnd = 4;

struct AgreementValue {
  Money amount;
  Qualifier qualifier = Qualifier::kNone;  // not a range: an amount has no upper value
  ValueBasis basis = ValueBasis::kUnspecified;
  bool binding = false;

  friend bool operator==(const AgreementValue&, const AgreementValue&) = default;
};

// Something agreed in writing: a contract, a memorandum, a framework, a treaty, a loan.
struct Agreement {
  static constexpr absl::string_view kCollection = "agreements";
  static constexpr absl::string_view kSingular = "agreement";

  std::vector<LocalizedText> titles;
  AgreementKind kind = AgreementKind::kUnspecified;
  std::vector<Participant> participants;  // at least two, each party once
  std::optional<PartialDate> signature_date;
  std::string signature_place;
  std::string forum;  // "forums/{forum}" it was concluded at
  std::optional<AgreementValue> value;
  std::vector<std::string> sectors;
  std::vector<std::string> products;  // HS codes of 2 to 10 digits
  std::vector<Source> sources;

  friend bool operator==(const Agreement&, const Agreement&) = default;
};

void Validate(const Agreement& agreement, const Field& field);
std::vector<Reference> ReferencesOf(const Agreement& agreement);
std::vector<Facet> FacetsOf(const Agreement& agreement);  // kind, party, forum

}  // namespace karvan::agreements
