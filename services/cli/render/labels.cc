#include "services/cli/render/labels.h"

#include <algorithm>
#include <fstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/cli/render/text_width.h"
#include "services/platform/status/macros.h"

namespace karvan::cli {
namespace {

// The fields of a line; quotes may hold commas and doubled quotes. No field of the lists spans lines.
std::vector<std::string> SplitCsvLine(absl::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      bool doubled = quoted && i + 1 < line.size() && line[i + 1] == '"';
      if (doubled) fields.back() += line[i++];
      if (!doubled) quoted = !quoted;
    } else if (line[i] == ',' && !quoted) {
      fields.emplace_back();
    } else if (line[i] != '\r') {
      fields.back() += line[i];
    }
  }
  return fields;
}

// The column `value_column` by the column "code".
absl::StatusOr<std::map<std::string, std::string, std::less<>>> ReadNames(const std::string& path,
                                                                          const std::string& value_column) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read the code list ", path));
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> header = SplitCsvLine(line);
  auto code = std::find(header.begin(), header.end(), "code") - header.begin();
  auto value = std::find(header.begin(), header.end(), value_column) - header.begin();
  auto columns = static_cast<std::ptrdiff_t>(header.size());
  if (code == columns || value == columns) {
    return absl::InvalidArgumentError(
        absl::StrCat("the code list ", path, " needs the columns \"code\" and \"", value_column, "\""));
  }
  std::map<std::string, std::string, std::less<>> names;
  while (std::getline(file, line)) {
    std::vector<std::string> fields = SplitCsvLine(line);
    fields.resize(header.size());
    names[fields[code]] = fields[value];
  }
  return names;
}

}  // namespace

absl::StatusOr<Labels> Labels::Read(const std::string& folder) {
  Labels labels;
  if (folder.empty()) return labels;
  KARVAN_ASSIGN_OR_RETURN(labels.areas_, ReadNames(absl::StrCat(folder, "/areas.csv"), "en"));
  KARVAN_ASSIGN_OR_RETURN(labels.products_, ReadNames(absl::StrCat(folder, "/hs.csv"), "description"));
  return labels;
}

std::string Labels::Product(absl::string_view code) const {
  return CutToWidth(WithName(products_, code), kProductWidth);
}

std::string Labels::WithName(const Names& names, absl::string_view code) {
  auto found = names.find(std::string(code));
  if (found == names.end() || found->second.empty()) return std::string(code);
  return absl::StrCat(code, " ", found->second);
}

}  // namespace karvan::cli
