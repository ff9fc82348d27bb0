#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace karvan::agreements {

// The name of a resource, "forums/astana-2024": a collection and an id in it.
struct ResourceName {
  std::string collection;
  std::string id;  // 1 to 63 of a-z, 0-9 and "-", beginning with a letter

  // Nothing when the text is not a collection and a valid id. Any collection passes.
  static std::optional<ResourceName> Parse(absl::string_view text);

  std::string ToString() const;

  friend auto operator<=>(const ResourceName&, const ResourceName&) = default;
};

}  // namespace karvan::agreements
