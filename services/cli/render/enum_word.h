#pragma once

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"

namespace karvan::cli {

// "merchandise trade" for KIND_MERCHANDISE_TRADE with the prefix "KIND_"; "" for the unspecified value.
inline std::string EnumWord(absl::string_view value_name, absl::string_view prefix) {
  absl::string_view word = absl::StripPrefix(value_name, prefix);
  if (word == "UNSPECIFIED") return "";
  return absl::StrReplaceAll(absl::AsciiStrToLower(word), {{"_", " "}});
}

}  // namespace karvan::cli
