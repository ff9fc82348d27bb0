#include "services/platform/kv/row_value.h"

namespace karvan::kv {
namespace {

constexpr size_t kVersionBytes = 8;

}  // namespace

std::string EncodeRowValue(RowVersion version, absl::string_view value) {
  std::string stored;
  stored.reserve(kVersionBytes + value.size());
  for (int shift = 56; shift >= 0; shift -= 8) stored.push_back(static_cast<char>(version >> shift));
  stored.append(value.data(), value.size());
  return stored;
}

bool DecodeRowValue(absl::string_view stored, RowVersion& version, absl::string_view& value) {
  if (stored.size() < kVersionBytes) return false;
  version = 0;
  for (size_t i = 0; i < kVersionBytes; ++i) version = version << 8 | static_cast<unsigned char>(stored[i]);
  value = stored.substr(kVersionBytes);
  return true;
}

}  // namespace karvan::kv
