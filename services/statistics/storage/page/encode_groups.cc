#include <algorithm>
#include <array>

#include "services/statistics/storage/page/code_list.h"
#include "services/statistics/storage/page/page_layout.h"
#include "services/statistics/storage/page/page_sections.h"

namespace karvan::statistics {
namespace {

using namespace page_layout;  // NOLINT: the words of the format

using Parts = std::array<Code, kGroupParts>;

Parts PartsOf(const GroupKey& group) {
  return {group.reporter,       group.flow,           group.partner,
          group.classification, group.second_partner, group.customs_procedure,
          group.transport_mode};
}

// The codes of all parts of all groups.
std::vector<Code> CodesOf(const PageDraft& draft) {
  std::vector<Code> codes;
  Parts last{};
  for (uint32_t group : draft.groups) {
    const Parts parts = PartsOf(draft.table->groups[group]);
    for (int part = 0; part < kGroupParts; ++part) {
      if (codes.empty() || parts[part] != last[part]) codes.push_back(parts[part]);
    }
    last = parts;
  }
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

}  // namespace

// Of each group the parts that differ from the group before.
void EncodeGroups(const PageDraft& draft, ByteWriter& out) {
  const std::vector<Code> codes = CodesOf(draft);
  EncodeCodes(codes, out);
  out.Varint(draft.groups.size());
  Parts last{};
  for (size_t i = 0; i < draft.groups.size(); ++i) {
    const Parts parts = PartsOf(draft.table->groups[draft.groups[i]]);
    uint8_t changed = 0;
    for (int part = 0; part < kGroupParts; ++part) {
      if (i == 0 || parts[part] != last[part]) changed = static_cast<uint8_t>(changed | 1 << part);
    }
    out.Byte(changed);
    for (int part = 0; part < kGroupParts; ++part) {
      if ((changed >> part & 1) == 0) continue;
      out.Varint(
          static_cast<uint64_t>(std::lower_bound(codes.begin(), codes.end(), parts[part]) - codes.begin()));
    }
    last = parts;
  }
}

}  // namespace karvan::statistics
