#include "services/statistics/storage/run/run_directory.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/page/byte_stream.h"
#include "services/statistics/storage/run/run_keys.h"
#include "xxhash.h"

namespace karvan::statistics {
namespace {

// A part: its format, the XXH3 of what follows, then the number of pages that all parts hold and its pages.
constexpr uint8_t kDirectoryFormatVersion = 1;
constexpr size_t kChecksumBytes = 8;
constexpr size_t kPartBytes = 48 << 10;
constexpr uint64_t kMaxPages = uint64_t{1} << 32;
constexpr uint64_t kMaxLayers = uint64_t{1} << 32;

void PutGroup(const GroupKey& group, ByteWriter& out) {
  for (Code code : {group.reporter, group.flow, group.partner, group.classification, group.second_partner,
                    group.customs_procedure, group.transport_mode}) {
    out.Varint(code.bits());
  }
}

Code TakeCode(ByteReader& in) {
  const std::optional<Code> code = Code::FromBits(in.Varint());
  if (!code) in.Fail();
  return code.value_or(Code());
}

GroupKey TakeGroup(ByteReader& in) {
  GroupKey group;
  for (Code* code : {&group.reporter, &group.flow, &group.partner, &group.classification,
                     &group.second_partner, &group.customs_procedure, &group.transport_mode}) {
    *code = TakeCode(in);
  }
  return group;
}

void PutPage(const PageInfo& page, ByteWriter& out) {
  PutGroup(page.first_group, out);
  out.Varint(page.first_product.bits());
  PutGroup(page.last_group, out);
  out.Varint(page.last_product.bits());
  out.Varint(page.cell_count);
  out.Varint(page.first_month);
  out.Varint(page.end_month - page.first_month);
  out.Varint(page.layers.size());
  for (const LayerInfo& layer : page.layers) {
    out.Varint(layer.min_sequence);
    out.Varint(layer.max_sequence - layer.min_sequence);
  }
}

PageInfo TakePage(ByteReader& in) {
  PageInfo page;
  page.first_group = TakeGroup(in);
  page.first_product = TakeCode(in);
  page.last_group = TakeGroup(in);
  page.last_product = TakeCode(in);
  page.cell_count = static_cast<uint32_t>(in.Varint(1u << 31));
  page.first_month = static_cast<int32_t>(in.Varint(1u << 30));
  page.end_month = page.first_month + static_cast<int32_t>(in.Varint(1u << 30));
  const uint64_t layers = in.Varint(kMaxLayers);
  for (uint64_t i = 0; i < layers && in.ok(); ++i) {
    LayerInfo layer;
    layer.min_sequence = static_cast<int64_t>(in.Varint());
    layer.max_sequence = layer.min_sequence + static_cast<int64_t>(in.Varint());
    page.layers.push_back(layer);
  }
  return page;
}

std::string FramePart(size_t page_count, const std::string& pages) {
  ByteWriter body;
  body.Varint(page_count);
  body.Bytes(pages);
  const uint64_t checksum = XXH3_64bits(body.bytes().data(), body.size());
  ByteWriter part;
  part.Byte(kDirectoryFormatVersion);
  for (size_t i = 0; i < kChecksumBytes; ++i) part.Byte(static_cast<uint8_t>(checksum >> 8 * i));
  part.Bytes(body.bytes());
  return std::move(part.bytes());
}

// Adds the pages of a part, and tells how many all parts hold. False when it is malformed.
bool TakePart(absl::string_view part, uint64_t& page_count, RunDirectory& directory) {
  ByteReader head(part);
  if (head.Byte() != kDirectoryFormatVersion) return false;
  uint64_t checksum = 0;
  for (size_t i = 0; i < kChecksumBytes; ++i) checksum |= static_cast<uint64_t>(head.Byte()) << 8 * i;
  if (!head.ok() || XXH3_64bits(head.rest().data(), head.rest().size()) != checksum) return false;
  ByteReader in(head.rest());
  page_count = in.Varint(kMaxPages);
  while (in.ok() && !in.rest().empty()) directory.pages.push_back(TakePage(in));
  return in.ok();
}

}  // namespace

uint64_t RunDirectory::cell_count() const {
  uint64_t count = 0;
  for (const PageInfo& page : pages) count += page.cell_count;
  return count;
}

size_t RunDirectory::FirstPageFrom(const GroupKey& group, Code product) const {
  auto ends_before = [&](const PageInfo& page, int) {
    return std::tie(page.last_group, page.last_product) < std::tie(group, product);
  };
  return std::lower_bound(pages.begin(), pages.end(), 0, ends_before) - pages.begin();
}

std::vector<std::string> EncodeDirectory(const RunDirectory& directory) {
  std::vector<std::string> parts;
  ByteWriter pages;
  for (const PageInfo& page : directory.pages) {
    PutPage(page, pages);
    if (pages.size() < kPartBytes) continue;
    parts.push_back(FramePart(directory.pages.size(), pages.bytes()));
    pages.bytes().clear();
  }
  if (parts.empty() || pages.size() > 0) parts.push_back(FramePart(directory.pages.size(), pages.bytes()));
  return parts;
}

absl::StatusOr<RunDirectory> ReadDirectory(kv::View& view, absl::string_view run_prefix,
                                           absl::string_view what) {
  RunDirectory directory;
  uint64_t page_count = 0;
  kv::Range range = kv::PrefixRange(DirectoryPrefix(run_prefix));
  bool any = false;
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch, view.Scan(range, {}));
    for (const kv::Row& row : batch.rows) {
      any = true;
      if (!TakePart(row.value, page_count, directory)) {
        return kv::CorruptError(absl::StrCat(what, ": the directory is malformed"));
      }
    }
    if (!batch.resume_key) break;
    range.start = *batch.resume_key;
  }
  if (!any || directory.pages.size() != page_count) {
    return kv::CorruptError(absl::StrCat(what, ": the directory lacks parts"));
  }
  return directory;
}

}  // namespace karvan::statistics
