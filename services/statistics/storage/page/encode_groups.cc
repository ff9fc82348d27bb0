#include <array>
#include <vector>

#include "services/statistics/storage/page/code_list.h"
#include "services/statistics/storage/page/numbering.h"
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

// Numbers the codes of all parts of all groups: the parts of each group that differ from the one before.
std::vector<std::array<uint32_t, kGroupParts>> NumberParts(const std::vector<Parts>& groups,
                                                           Numbering& codes) {
  std::vector<std::array<uint32_t, kGroupParts>> numbers(groups.size());
  for (size_t i = 0; i < groups.size(); ++i) {
    for (int part = 0; part < kGroupParts; ++part) {
      const bool same = i > 0 && groups[i][part] == groups[i - 1][part];
      numbers[i][part] = same ? numbers[i - 1][part] : codes.NumberOf(groups[i][part].bits());
    }
  }
  return numbers;
}

}  // namespace

// Of each group the parts that differ from the group before.
void EncodeGroups(const PageDraft& draft, ByteWriter& out) {
  std::vector<Parts> groups;
  groups.reserve(draft.groups.size());
  for (uint32_t group : draft.groups) groups.push_back(PartsOf(draft.table->groups[group]));
  Numbering numbering;
  const std::vector<std::array<uint32_t, kGroupParts>> numbers = NumberParts(groups, numbering);
  std::vector<Code> codes;
  std::vector<uint32_t> places(numbering.keys().size());  // in codes, by number
  for (uint32_t number : numbering.Sorted()) {
    places[number] = static_cast<uint32_t>(codes.size());
    codes.push_back(Code::FromBits(numbering.keys()[number]).value());
  }
  EncodeCodes(codes, out);
  out.Varint(groups.size());
  for (size_t i = 0; i < groups.size(); ++i) {
    uint8_t changed = 0;
    for (int part = 0; part < kGroupParts; ++part) {
      if (i == 0 || groups[i][part] != groups[i - 1][part])
        changed = static_cast<uint8_t>(changed | 1 << part);
    }
    out.Byte(changed);
    for (int part = 0; part < kGroupParts; ++part) {
      if ((changed >> part & 1) != 0) out.Varint(places[numbers[i][part]]);
    }
  }
}

}  // namespace karvan::statistics
