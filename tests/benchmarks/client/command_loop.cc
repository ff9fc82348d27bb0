#include "tests/benchmarks/client/command_loop.h"

#include <istream>
#include <ostream>

#include "absl/strings/str_cat.h"

namespace karvan::bench {
namespace {

absl::StatusOr<nlohmann::json> Answer(const std::map<std::string, Command>& commands,
                                      const std::string& line) {
  try {  // the library throws for what is no JSON, and for a field that is missing or of another type
    const nlohmann::json request = nlohmann::json::parse(line);
    const std::string name = request.at("command");
    const auto command = commands.find(name);
    if (command == commands.end())
      return absl::InvalidArgumentError(absl::StrCat("no command \"", name, "\""));
    return command->second(request);
  } catch (const nlohmann::json::exception& error) {
    return absl::InvalidArgumentError(error.what());
  }
}

}  // namespace

void ServeCommands(const std::map<std::string, Command>& commands, std::istream& in, std::ostream& out) {
  std::string line;
  while (std::getline(in, line)) {
    const absl::StatusOr<nlohmann::json> answer = Answer(commands, line);
    const nlohmann::json sent = answer.ok() ? *answer : nlohmann::json{{"error", answer.status().ToString()}};
    out << sent.dump() << std::endl;  // flushed: the harness waits for it
  }
}

}  // namespace karvan::bench
