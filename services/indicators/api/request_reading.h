#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/platform/period/period.h"
#include "services/platform/status/error.h"

// Readers of request fields that put what is wrong to the field. After a violation the value is a
// placeholder.
namespace karvan::indicators {

// An area: ISO 3166-1 alpha-3, "W00" or three digits of M49.
void CheckArea(absl::string_view field, absl::string_view area, Violations& violations);

// A country: ISO 3166-1 alpha-3.
void CheckCountry(absl::string_view field, absl::string_view country, Violations& violations);

// A classification with its version: "HS", "H6", "S4".
void CheckClassification(absl::string_view field, absl::string_view classification, Violations& violations);

// A product: 2 to 10 digits, or "TOTAL".
void CheckProduct(absl::string_view field, absl::string_view product, Violations& violations);

// "datasets/{id}", with "datasets" as the collection.
void CheckName(absl::string_view field, absl::string_view collection, absl::string_view name,
               Violations& violations);

Period ReadPeriod(absl::string_view field, absl::string_view text, Violations& violations);

std::optional<absl::Time> ReadTime(absl::string_view field, const google::protobuf::Timestamp& timestamp,
                                   Violations& violations);

}  // namespace karvan::indicators
