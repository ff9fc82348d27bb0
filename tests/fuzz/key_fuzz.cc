#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

using karvan::fuzz::Require;
using karvan::kv::IsCorrupt;
using karvan::kv::KeyBuilder;
using karvan::kv::KeyReader;

// Moves one component from the reader to the builder. False when none can be read.
bool ReadOne(KeyReader& in, KeyBuilder& out) {
  if (absl::StatusOr<int64_t> number = in.Int(); number.ok()) {
    out.Int(*number);
  } else if (absl::StatusOr<uint64_t> number = in.Uint(); number.ok()) {
    out.Uint(*number);
  } else if (absl::StatusOr<std::string> text = in.Text(); text.ok()) {
    out.Text(*text);
  } else {
    Require(IsCorrupt(text.status()), "what is no component is CORRUPT");
    return false;
  }
  return true;
}

}  // namespace

// A key: what can be read of it is what would be written.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view key(reinterpret_cast<const char*>(data), size);
  KeyReader in(key);
  KeyBuilder out;
  size_t components = 0;
  for (; !in.done() && ReadOne(in, out); ++components) {
    if (components == 0) {
      const absl::StatusOr<absl::string_view> domain = karvan::kv::Domain(key);
      Require(domain.ok() && *domain == out.key(), "the domain is the first component");
    }
  }
  Require(key.substr(0, out.key().size()) == out.key(), "a key is written in one way only");
  Require(!in.done() || out.key().size() == key.size(), "a key that was read is read whole");
  const karvan::kv::Range range = karvan::kv::PrefixRange(out.key());
  Require(range.start <= key && (range.end.empty() || key < range.end), "a key is among those of its prefix");
  return 0;
}
