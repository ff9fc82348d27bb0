#pragma once

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace karvan::cli {

// "datasets/tjk-agency" for "tjk-agency"; a text that is a name of the collection already stays as it is.
inline std::string ResourceName(absl::string_view collection, absl::string_view id_or_name) {
  if (absl::StartsWith(id_or_name, absl::StrCat(collection, "/"))) return std::string(id_or_name);
  return absl::StrCat(collection, "/", id_or_name);
}

// "tjk-agency" for "datasets/tjk-agency".
inline std::string ResourceId(absl::string_view name) {
  return std::string(name.substr(name.rfind('/') + 1));
}

}  // namespace karvan::cli
