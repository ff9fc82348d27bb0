#pragma once

#include <string>

#include "google/protobuf/repeated_field.h"
#include "karvan/indicators/v1/claim_check.pb.h"
#include "services/cli/render/table.h"

namespace karvan::cli {

using ClaimCheckList = google::protobuf::RepeatedPtrField<indicators::v1::ClaimCheck>;

// For people, a paragraph a claim, wrapped to `width` columns, and the count of each verdict at the end:
//   UNIT SUSPECT  almost "$777": turnover of TJK with KAZ, January-July 2024
//       reads right as 777 million ...
//       claims/tjk-turnover-2024-jan-jul
std::string ClaimChecksText(const ClaimCheckList& checks, size_t width);

// For programs, a row a claim; right_value is that of the first finding.
Table ClaimChecksTable(const ClaimCheckList& checks);

}  // namespace karvan::cli
