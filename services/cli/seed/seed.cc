#include "services/cli/seed/seed.h"

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "services/cli/seed/json_resources.h"

namespace karvan::cli {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr char kManifest[] = "manifest.json";

absl::Status Wrong(const std::string& where, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(where, ": ", what));
}

// Refuses members that are not `allowed`, so that a slip of the pen does not pass as a default.
absl::Status CheckMembers(const json& object, std::initializer_list<absl::string_view> allowed,
                          const std::string& where) {
  if (!object.is_object()) return Wrong(where, "must be an object");
  for (const auto& [member, value] : object.items()) {
    bool known = false;
    for (absl::string_view name : allowed) known = known || name == member;
    if (!known) return Wrong(where, absl::StrCat("has an unknown member \"", member, "\""));
  }
  return absl::OkStatus();
}

// A member that must be a text.
absl::StatusOr<std::string> Text(const json& object, const char* member, const std::string& where) {
  if (!object.contains(member) || !object[member].is_string()) {
    return Wrong(where, absl::StrCat("needs \"", member, "\", a text"));
  }
  return object[member].get<std::string>();
}

// True for a path that leads out of the folder.
bool Escapes(const fs::path& path) {
  fs::path normal = path.lexically_normal();
  return path.is_absolute() || normal.empty() || *normal.begin() == "..";
}

absl::StatusOr<SeedFile> ParseFile(const json& object, const fs::path& folder, const std::string& where) {
  KARVAN_RETURN_IF_ERROR(CheckMembers(object, {"path", "format"}, where));
  SeedFile file;
  KARVAN_ASSIGN_OR_RETURN(file.name, Text(object, "path", where));
  if (Escapes(file.name))
    return Wrong(where, absl::StrCat("\"", file.name, "\" must stay inside the folder"));
  file.path = (folder / file.name).string();
  if (!fs::is_regular_file(file.path)) {
    return absl::NotFoundError(absl::StrCat(where, ": there is no file \"", file.name, "\" in the folder"));
  }
  if (object.contains("format")) {
    KARVAN_ASSIGN_OR_RETURN(std::string format, Text(object, "format", where));
    if (!statistics::v1::FileFormat_Parse(format, &file.format)) {
      return Wrong(where, absl::StrCat("\"", format, "\" is not a name of karvan.statistics.v1.FileFormat"));
    }
  }
  return file;
}

absl::StatusOr<SeedRelease> ParseRelease(const json& object, const fs::path& folder,
                                         const std::string& where) {
  KARVAN_RETURN_IF_ERROR(CheckMembers(object, {"dataset", "release", "files"}, where));
  SeedRelease release;
  KARVAN_ASSIGN_OR_RETURN(release.dataset, Text(object, "dataset", where));
  KARVAN_RETURN_IF_ERROR(CheckName(release.dataset, "datasets", where));
  if (object.contains("release")) {
    KARVAN_RETURN_IF_ERROR(ParseMessage(object["release"], where + ".release", release.release));
  }
  if (!object.contains("files") || !object["files"].is_array() || object["files"].empty()) {
    return Wrong(where, "needs \"files\", an array of at least one");
  }
  for (const json& element : object["files"]) {
    const std::string place = absl::StrCat(where, ".files[", release.files.size(), "]");
    KARVAN_ASSIGN_OR_RETURN(SeedFile file, ParseFile(element, folder, place));
    release.files.push_back(std::move(file));
  }
  return release;
}

absl::Status ReadManifest(const fs::path& folder, Seed& seed) {
  const fs::path path = folder / kManifest;
  if (!fs::exists(path)) return absl::NotFoundError(absl::StrCat("there is no ", path.string()));
  KARVAN_ASSIGN_OR_RETURN(json manifest, ReadJsonFile(path.string()));
  KARVAN_RETURN_IF_ERROR(CheckMembers(manifest, {"datasets", "releases"}, kManifest));
  KARVAN_ASSIGN_OR_RETURN(seed.datasets, ParseResources<statistics::v1::Dataset>(
                                             manifest.value("datasets", json::array()), "datasets",
                                             absl::StrCat(kManifest, ".datasets")));
  const json releases = manifest.value("releases", json::array());
  if (!releases.is_array()) return Wrong(absl::StrCat(kManifest, ".releases"), "must be an array");
  for (const json& element : releases) {
    const std::string place = absl::StrCat(kManifest, ".releases[", seed.releases.size(), "]");
    KARVAN_ASSIGN_OR_RETURN(SeedRelease release, ParseRelease(element, folder, place));
    seed.releases.push_back(std::move(release));
  }
  return absl::OkStatus();
}

// "{collection}.json", if the folder has it.
template <typename Resource>
absl::StatusOr<std::vector<Resource>> ReadResources(const fs::path& folder, const std::string& collection) {
  const std::string file_name = collection + ".json";
  if (!fs::exists(folder / file_name)) return std::vector<Resource>();
  KARVAN_ASSIGN_OR_RETURN(json array, ReadJsonFile((folder / file_name).string()));
  return ParseResources<Resource>(array, collection, file_name);
}

}  // namespace

absl::StatusOr<Seed> ReadSeed(const std::string& folder) {
  Seed seed;
  KARVAN_RETURN_IF_ERROR(ReadManifest(folder, seed));
  KARVAN_ASSIGN_OR_RETURN(seed.parties, ReadResources<agreements::v1::Party>(folder, "parties"));
  KARVAN_ASSIGN_OR_RETURN(seed.forums, ReadResources<agreements::v1::Forum>(folder, "forums"));
  KARVAN_ASSIGN_OR_RETURN(seed.targets, ReadResources<agreements::v1::Target>(folder, "targets"));
  KARVAN_ASSIGN_OR_RETURN(seed.agreements, ReadResources<agreements::v1::Agreement>(folder, "agreements"));
  KARVAN_ASSIGN_OR_RETURN(seed.claims, ReadResources<agreements::v1::Claim>(folder, "claims"));
  return seed;
}

}  // namespace karvan::cli
