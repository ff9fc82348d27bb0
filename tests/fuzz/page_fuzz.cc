#include "services/platform/kv/errors.h"
#include "services/statistics/storage/page/page.h"
#include "services/statistics/storage/page/page_layout.h"
#include "services/statistics/storage/page/testing/page_walk.h"
#include "tests/fuzz/fuzz_target.h"

// The bytes between the checksum and the padding of a page, which are put around them: they are read, or the
// page is CORRUPT.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace karvan;              // NOLINT
  using namespace karvan::statistics;  // NOLINT
  std::string bytes(page_layout::kHeaderBytes, kPageFormatVersion);
  bytes.append(reinterpret_cast<const char*>(data), size);
  bytes.append(PackedWords::kPadding, '\0');
  const absl::StatusOr<std::shared_ptr<const Page>> page =
      Page::Parse(WithChecksum(std::move(bytes)), "page");
  if (page.ok()) {
    fuzz::Require(IsConsistent(**page), "the answers of a page agree with each other");
  } else {
    fuzz::Require(kv::IsCorrupt(page.status()), "what is no page is CORRUPT");
  }
  return 0;
}
