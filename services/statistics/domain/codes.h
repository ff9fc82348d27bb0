#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// The syntax of the codes that name series. Each check is OK or INVALID_ARGUMENT with a message that quotes
// the code and says what is allowed, for the caller to put to a field or a column. A code may be well formed
// and stand for nothing: lists of codes are not the business of this folder.
namespace karvan::statistics {

inline constexpr char kWorld[] = "W00";
inline constexpr char kDefaultClassification[] = "HS";
inline constexpr char kTotalProduct[] = "TOTAL";
inline constexpr char kTotalCustoms[] = "C00";
inline constexpr char kTotalTransport[] = "0";

// ISO 3166-1 alpha-3 ("KAZ"), three digits of M49 ("899"), or "W00".
absl::Status CheckArea(absl::string_view code);

// A flow of trade: X M RX RM DX FM MIP MOP XIP XOP, or T for turnover published as such.
absl::Status CheckTradeFlow(absl::string_view code);

// A flow of any kind of dataset: a capital letter, then up to nine capitals, digits and "_".
absl::Status CheckFlow(absl::string_view code);

// A classification with its version: "HS", "H6", "S4": a capital letter, then up to nine capitals and digits.
absl::Status CheckClassification(absl::string_view code);

// 2 to 10 digits, or "TOTAL".
absl::Status CheckProduct(absl::string_view code);

// 1 to 10 capitals and digits; "C00" is the total.
absl::Status CheckCustomsProcedure(absl::string_view code);

// 1 to 5 digits.
absl::Status CheckTransportMode(absl::string_view code);

// A code of SDMX's CL_OBS_STATUS or CL_CONF_STATUS: one capital letter.
absl::Status CheckStatusCode(absl::string_view code);

// The id of a dataset or a statement: 1 to 63 of a-z, 0-9 and "-", beginning with a letter.
absl::Status CheckId(absl::string_view id);

}  // namespace karvan::statistics
