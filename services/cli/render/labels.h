#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace karvan::cli {

// Names of areas and products, out of a folder with areas.csv (columns code and en) and hs.csv (code and
// description); tests/data/codes is one.
class Labels {
 public:
  // Without names: codes stay as they are.
  Labels() = default;

  // NOT_FOUND when a file is missing, INVALID_ARGUMENT when one lacks a column. An empty folder name gives no
  // names.
  static absl::StatusOr<Labels> Read(const std::string& folder);

  // "KAZ Kazakhstan", or "KAZ" when it has no name here.
  std::string Area(absl::string_view code) const { return WithName(areas_, code); }
  // "44 Wood and articles of wood", shortened to `kProductWidth` columns.
  std::string Product(absl::string_view code) const;

  static constexpr size_t kProductWidth = 40;

 private:
  using Names = std::map<std::string, std::string, std::less<>>;
  static std::string WithName(const Names& names, absl::string_view code);

  Names areas_;
  Names products_;
};

}  // namespace karvan::cli
