#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "nlohmann/json.hpp"
#include "services/platform/status/macros.h"

namespace karvan::cli {

// The content of a JSON file. NOT_FOUND when it cannot be read, INVALID_ARGUMENT with the position when it is
// not JSON.
absl::StatusOr<nlohmann::json> ReadJsonFile(const std::string& path);

// Reads the JSON form of a message. `where` names the place in errors: "parties.json[2]". An unknown field or
// enum value is INVALID_ARGUMENT.
absl::Status ParseMessage(const nlohmann::json& json, const std::string& where,
                          google::protobuf::Message& message);

// INVALID_ARGUMENT unless `name` is "{collection}/{id}".
absl::Status CheckName(const std::string& name, const std::string& collection, const std::string& where);

// Reads an array of resources of a collection ("parties"), each with its name.
template <typename Resource>
absl::StatusOr<std::vector<Resource>> ParseResources(const nlohmann::json& array,
                                                     const std::string& collection,
                                                     const std::string& where) {
  if (!array.is_array()) return absl::InvalidArgumentError(where + ": must be an array of resources");
  std::vector<Resource> resources(array.size());
  for (size_t i = 0; i < array.size(); ++i) {
    const std::string place = where + "[" + std::to_string(i) + "]";
    KARVAN_RETURN_IF_ERROR(ParseMessage(array[i], place, resources[i]));
    KARVAN_RETURN_IF_ERROR(CheckName(resources[i].name(), collection, place));
  }
  return resources;
}

}  // namespace karvan::cli
