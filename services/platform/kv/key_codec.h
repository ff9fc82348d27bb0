#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/range.h"

// The one encoding of keys: tuples of texts and integers whose bytes order as the tuples do, component by
// component, texts as unsigned bytes. No encoded component is the beginning of another, so a key that is a
// whole number of components is a prefix of exactly the tuples that begin with it.
//
//   text               0x02, the bytes with 0x00 written as 0x00 0xFF, then 0x00 0x01
//   signed integer     0x03, the 64-bit value with its sign bit flipped, big-endian
//   unsigned integer   0x04, the 64-bit value, big-endian
//
// DO NOT CHANGE: these bytes are on disk.
namespace karvan::kv {

// Builds a key component by component, after those of `prefix` if given.
class KeyBuilder {
 public:
  KeyBuilder() = default;
  explicit KeyBuilder(absl::string_view prefix) : key_(prefix) {}

  KeyBuilder& Text(absl::string_view text);
  KeyBuilder& Int(int64_t value);
  KeyBuilder& Uint(uint64_t value);

  const std::string& key() const { return key_; }
  // The key; the builder is empty then.
  std::string Take() { return std::exchange(key_, std::string()); }

 private:
  std::string key_;
};

// Reads the components of a key, which must outlive it, in their order. A component of another type, or a
// malformed one, is DATA_LOSS (CORRUPT).
class KeyReader {
 public:
  explicit KeyReader(absl::string_view key) : rest_(key) {}

  absl::StatusOr<std::string> Text();
  absl::StatusOr<int64_t> Int();
  absl::StatusOr<uint64_t> Uint();

  // True when every component has been read.
  bool done() const { return rest_.empty(); }

 private:
  absl::string_view rest_;
};

// All keys that begin with `prefix`.
Range PrefixRange(absl::string_view prefix);

// The domain of a key: its first component, encoded; a part of `key`. INVALID_ARGUMENT (STORE_LIMIT) when the
// key does not begin with a component.
absl::StatusOr<absl::string_view> Domain(absl::string_view key);

}  // namespace karvan::kv
