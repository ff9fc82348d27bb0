#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/agreements/domain/agreement.h"
#include "services/agreements/domain/claim.h"
#include "services/agreements/domain/forum.h"
#include "services/agreements/domain/party.h"
#include "services/agreements/domain/target.h"

// Valid resources for tests, with every field set, from what was published of the forum of August 2024.
namespace karvan::agreements::testing {

Party SampleParty();          // Kazakhstan
Forum SampleForum();          // names parties/kazakhstan, parties/tajikistan
Agreement SampleAgreement();  // names those and forums/dushanbe-2024
Target SampleTarget();        // names those and targets/two-billion-2023
Claim SampleClaim();          // names forums/dushanbe-2024
Source SampleSource(absl::string_view statement);

Decimal SampleDecimal(absl::string_view text);  // ends the test when it is not one
PartialDate SampleDate(absl::string_view text);

// What Validate finds, under the content's own name as the root: OK or INVALID_FIELD.
template <typename Content>
absl::Status FaultsOf(const Content& content) {
  Violations violations;
  Validate(content, Field(Content::kSingular, violations));
  return violations.Status();
}

}  // namespace karvan::agreements::testing
