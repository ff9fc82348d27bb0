#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"

// How the harness talks to a client: a JSON object a line, {"command": NAME, ...}; the answer is a line too,
// an object of the command's own, or {"error": "..."}.
namespace karvan::bench {

using Command = std::function<absl::StatusOr<nlohmann::json>(const nlohmann::json& request)>;

// Answers each line of `in` on `out` until `in` ends.
void ServeCommands(const std::map<std::string, Command>& commands, std::istream& in, std::ostream& out);

}  // namespace karvan::bench
