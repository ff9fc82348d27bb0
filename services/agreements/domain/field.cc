#include "services/agreements/domain/field.h"

#include "absl/strings/str_cat.h"
#include "services/platform/status/utf8.h"

namespace karvan::agreements {
namespace {

constexpr size_t kMaxQuotedBytes = 80;

}  // namespace

Field Field::Sub(absl::string_view name) const { return Field(absl::StrCat(path_, ".", name), *violations_); }

Field Field::Item(size_t index) const { return Field(absl::StrCat(path_, "[", index, "]"), *violations_); }

std::string Quoted(absl::string_view value) {
  absl::string_view shown = TruncateUtf8(value, kMaxQuotedBytes);
  return absl::StrCat("\"", shown, shown.size() < value.size() ? "...\"" : "\"");
}

}  // namespace karvan::agreements
