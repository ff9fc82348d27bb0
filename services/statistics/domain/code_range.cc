#include "services/statistics/domain/code_range.h"

namespace karvan::statistics {
namespace {

constexpr size_t kBitsOfCharacter = 6;

}  // namespace

std::optional<CodeRange> CodeRange::Between(absl::string_view first, absl::string_view last) {
  const std::optional<Code> from = Code::Parse(first);
  const std::optional<Code> to = Code::Parse(last);
  if (!from || !to || from->empty() || to->empty()) return std::nullopt;
  // Whatever follows the characters of the last.
  const uint64_t below = (uint64_t{1} << kBitsOfCharacter * (Code::kMaxLength - last.size())) - 1;
  if (from->bits() > (to->bits() | below)) return std::nullopt;
  return CodeRange(from->bits(), to->bits() | below);
}

}  // namespace karvan::statistics
