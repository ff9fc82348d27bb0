#include "services/cli/seed/json_resources.h"

#include <fstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"

namespace karvan::cli {

absl::StatusOr<nlohmann::json> ReadJsonFile(const std::string& path) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read the file ", path));
  try {  // the library tells the position only in an exception
    return nlohmann::json::parse(file);
  } catch (const nlohmann::json::parse_error& error) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": is not JSON: ", error.what()));
  }
}

absl::Status ParseMessage(const nlohmann::json& json, const std::string& where,
                          google::protobuf::Message& message) {
  auto parsed = google::protobuf::util::JsonStringToMessage(json.dump(), &message);
  if (parsed.ok()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(where, ": is not the JSON form of ", message.GetTypeName(),
                                                 ": ", std::string(parsed.message())));
}

absl::Status CheckName(const std::string& name, const std::string& collection, const std::string& where) {
  if (absl::StartsWith(name, collection + "/") && name.size() > collection.size() + 1)
    return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat(where, ": the name \"", name, "\" must be \"", collection, "/\" and an id"));
}

}  // namespace karvan::cli
