#pragma once

#include "absl/strings/string_view.h"

namespace karvan::agreements {

// A form that codes or ids take.
struct CodeForm {
  bool (*matches)(absl::string_view code);
  absl::string_view description;  // for error messages, with its article: "an ISO 4217 code, ..."
};

extern const CodeForm kResourceIdForm;   // "astana-2024"
extern const CodeForm kStatementIdForm;  // "tass-1736063"
extern const CodeForm kIndicatorForm;    // "trade_value"
extern const CodeForm kCountryForm;      // "KAZ"
extern const CodeForm kAreaForm;         // a country, "W00" (World), "899" (areas without an ISO code)
extern const CodeForm kCurrencyForm;     // "USD"
extern const CodeForm kUnitForm;         // a currency, "PCT", "1"
extern const CodeForm kLanguageForm;     // "en", "kk", "uz-Cyrl", "pt-BR"
extern const CodeForm kProductForm;      // "27", "270900"
extern const CodeForm kFlowForm;         // "X", "M", "T"

}  // namespace karvan::agreements
