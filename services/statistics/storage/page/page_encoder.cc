#include <utility>

#include "services/statistics/storage/page/code_list.h"
#include "services/statistics/storage/page/page.h"
#include "services/statistics/storage/page/page_layout.h"
#include "services/statistics/storage/page/page_sections.h"
#include "xxhash.h"

namespace karvan::statistics {

std::string EncodePage(const CellTable& table, absl::Span<const uint32_t> places) {
  using page_layout::kChecksumBytes;
  using page_layout::kHeaderBytes;

  const PageDraft draft = ArrangePage(table, places);
  ByteWriter out;
  out.Byte(static_cast<uint8_t>(kPageFormatVersion));
  out.Bytes(std::string(kChecksumBytes, '\0'));
  out.Varint(draft.rows.size());
  EncodeGroups(draft, out);
  EncodeCodes(draft.products, out);
  EncodeAttributes(draft, out);
  EncodeBlocks(draft, out);
  EncodeSequences(draft, out);
  EncodeColumns(draft, out);
  out.Bytes(std::string(PackedWords::kPadding, '\0'));

  std::string& page = out.bytes();
  const uint64_t checksum = XXH3_64bits(page.data() + kHeaderBytes, page.size() - kHeaderBytes);
  for (size_t i = 0; i < kChecksumBytes; ++i) page[1 + i] = static_cast<char>(checksum >> 8 * i);
  return std::move(page);
}

}  // namespace karvan::statistics
