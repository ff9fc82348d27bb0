#include "services/agreements/domain/resource_name.h"

#include "absl/strings/str_cat.h"
#include "services/agreements/domain/code_form.h"

namespace karvan::agreements {

std::optional<ResourceName> ResourceName::Parse(absl::string_view text) {
  const size_t slash = text.find('/');
  if (slash == absl::string_view::npos || slash == 0) return std::nullopt;
  absl::string_view id = text.substr(slash + 1);
  if (!kResourceIdForm.matches(id)) return std::nullopt;
  return ResourceName{std::string(text.substr(0, slash)), std::string(id)};
}

std::string ResourceName::ToString() const { return absl::StrCat(collection, "/", id); }

}  // namespace karvan::agreements
