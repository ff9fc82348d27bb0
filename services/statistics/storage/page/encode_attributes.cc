#include <string>

#include "services/statistics/storage/page/numbering.h"
#include "services/statistics/storage/page/page_layout.h"
#include "services/statistics/storage/page/page_sections.h"
#include "services/statistics/storage/page/value_counts.h"

namespace karvan::statistics {
namespace {

using namespace page_layout;  // NOLINT: the words of the format

// In a page, attributes tell too that the quantity is the net weight. As one number: the attributes in the
// table times two, plus one where it is.
uint64_t MarkedAttributes(const PageDraft::Row& row) {
  return uint64_t{row.cell.attributes} << 1 | (row.quantity_is_weight ? 1 : 0);
}

void EncodeOne(const Attributes& said, bool quantity_is_weight, ByteWriter& out) {
  out.Byte((said.deleted ? kDeleted : 0) | (quantity_is_weight ? kQuantityIsWeight : 0));
  out.Signed(said.unit_multiplier);
  out.Byte(static_cast<uint8_t>(said.valuation));
  out.Byte(static_cast<uint8_t>(said.qualifier));
  for (const std::string* text :
       {&said.quantity_unit, &said.status, &said.confidentiality, &said.statement}) {
    out.Text(*text);
  }
}

// Each product has its usual attributes; the cells that have others are told apart.
void EncodeNumbers(const PageDraft& draft, const std::vector<uint32_t>& numbers, ByteWriter& out) {
  ValueCounts counts(draft.products.size());
  for (size_t i = 0; i < numbers.size(); ++i) counts.Add(draft.rows[i].product, numbers[i]);
  const std::vector<ValueCounts::Count> usual = MostFrequentByKey(counts.Take());  // every product has cells
  for (const ValueCounts::Count& of_product : usual) out.Varint(static_cast<uint64_t>(of_product.value));
  ByteWriter marks;
  uint64_t count = 0;
  size_t last = 0;
  for (size_t i = 0; i < numbers.size(); ++i) {
    if (numbers[i] == usual[draft.rows[i].product].value) continue;
    marks.Varint(i - last);
    marks.Varint(numbers[i]);
    last = i;
    ++count;
  }
  out.Varint(count);
  out.Bytes(marks.bytes());
}

}  // namespace

void EncodeAttributes(const PageDraft& draft, ByteWriter& out) {
  Numbering attributes;
  std::vector<uint32_t> numbers(draft.rows.size());
  for (size_t i = 0; i < numbers.size(); ++i) {
    numbers[i] = attributes.NumberOf(MarkedAttributes(draft.rows[i]));
  }
  out.Varint(attributes.keys().size());
  for (uint64_t marked : attributes.keys()) {
    EncodeOne(draft.table->attributes[marked >> 1], (marked & 1) != 0, out);
  }
  if (attributes.keys().size() > 1) EncodeNumbers(draft, numbers, out);
}

}  // namespace karvan::statistics
