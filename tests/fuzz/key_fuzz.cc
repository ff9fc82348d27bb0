#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

using karvan::fuzz::Require;
using karvan::kv::IsCorrupt;
using karvan::kv::KeyBuilder;
using karvan::kv::KeyReader;

// Moves the component that begins with `tag` from the reader to the builder. False when there is none.
bool ReadOne(uint8_t tag, KeyReader& in, KeyBuilder& out) {
  constexpr uint8_t kText = 2;
  constexpr uint8_t kInt = 3;
  if (tag == kText) {
    const absl::StatusOr<std::string> text = in.Text();
    if (text.ok()) out.Text(*text);
    return text.ok();
  }
  if (tag == kInt) {
    const absl::StatusOr<int64_t> number = in.Int();
    if (number.ok()) out.Int(*number);
    return number.ok();
  }
  const absl::StatusOr<uint64_t> number = in.Uint();
  if (number.ok()) out.Uint(*number);
  return number.ok();
}

void RequireMalformed(KeyReader in) {
  Require(IsCorrupt(in.Text().status()), "what is no text is CORRUPT");
  Require(IsCorrupt(in.Int().status()), "what is no signed integer is CORRUPT");
  Require(IsCorrupt(in.Uint().status()), "what is no unsigned integer is CORRUPT");
}

}  // namespace

// A key: what can be read of it is what would be written.
int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view key(reinterpret_cast<const char*>(data), size);
  KeyReader in(key);
  KeyBuilder out;
  size_t components = 0;
  for (; !in.done() && ReadOne(data[out.key().size()], in, out); ++components) {
    Require(out.key().size() <= size, "a key is not written longer than it was");
    if (components == 0) {
      const absl::StatusOr<absl::string_view> domain = karvan::kv::Domain(key);
      Require(domain.ok() && *domain == out.key(), "the domain is the first component");
    }
  }
  if (!in.done()) RequireMalformed(in);
  Require(key.substr(0, out.key().size()) == out.key(), "a key is written in one way only");
  Require(in.done() == (out.key().size() == size), "a key that was read is read whole");
  const karvan::kv::Range range = karvan::kv::PrefixRange(out.key());
  Require(range.start <= key && (range.end.empty() || key < range.end), "a key is among those of its prefix");
  return 0;
}
