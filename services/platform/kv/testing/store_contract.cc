#include "services/platform/kv/testing/store_contract.h"

#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/testing/read_all.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::kv::testing {

using ::karvan::testing::IsOk;

std::string Key(absl::string_view domain, absl::string_view rest) {
  return KeyBuilder().Text(domain).Text(rest).Take();
}

std::unique_ptr<View> StoreContract::OpenView() {
  absl::StatusOr<std::unique_ptr<View>> view = store().OpenView();
  EXPECT_THAT(view, IsOk());
  return *std::move(view);
}

std::optional<std::string> StoreContract::Read(absl::string_view key) {
  absl::StatusOr<std::optional<Entry>> entry = OpenView()->Get(key);
  EXPECT_THAT(entry, IsOk());
  if (!entry.ok() || !entry->has_value()) return std::nullopt;
  return (*entry)->value;
}

RowVersion StoreContract::VersionOf(absl::string_view key) {
  absl::StatusOr<std::optional<Entry>> entry = OpenView()->Get(key);
  EXPECT_TRUE(entry.ok() && entry->has_value());
  return (*entry)->version;
}

std::vector<std::string> StoreContract::Keys(const Range& range, ScanOptions options) {
  std::vector<std::string> keys;
  for (Row& row : ReadAll(*OpenView(), range, options)) keys.push_back(std::move(row.key));
  return keys;
}

}  // namespace karvan::kv::testing
