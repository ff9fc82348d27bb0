// usage: karvan-bench-echo-client ADDRESS
// The command "run" measures calls of eight bytes.

#include <cstdlib>
#include <iostream>
#include <memory>
#include <utility>
#include <vector>

#include "tests/benchmarks/client/command_loop.h"
#include "tests/benchmarks/client/grpc_channels.h"
#include "tests/benchmarks/client/load_command.h"
#include "tests/benchmarks/client/unary_caller.h"
#include "tests/benchmarks/echo/echo_service.grpc.pb.h"

namespace karvan::bench {
namespace {

using Caller = UnaryCaller<EchoMessage, EchoMessage>;

absl::StatusOr<Reply> ReplyOf(const absl::StatusOr<const EchoMessage*>& message) {
  if (!message.ok()) return message.status();
  Reply reply{.rows = 1};
  AddFigure(static_cast<int64_t>((*message)->content().size()), reply);
  return reply;
}

absl::StatusOr<nlohmann::json> Run(const std::string& address, const nlohmann::json& request) {
  const LoadOptions options = LoadOptionsOf(request);
  const Channels channels = Connect(address, options.callers);
  if (channels.empty()) return absl::UnavailableError("no server at " + address);
  std::vector<std::unique_ptr<EchoService::Stub>> stubs;
  for (const auto& channel : channels) stubs.push_back(EchoService::NewStub(channel));
  std::vector<Caller> callers(static_cast<size_t>(options.callers));
  for (Caller& caller : callers) caller.request().set_content("12345678");

  const std::vector<QueryKey> keys(1);  // it is asked for nothing
  return RunCallbacks(keys, options, [&](int number, const QueryKey&, auto done) {
    const auto index = static_cast<size_t>(number);
    callers[index].Call(
        [&stub = *stubs[index % stubs.size()]](auto... arguments) { stub.async()->Echo(arguments...); },
        [done = std::move(done)](const auto& message) { done(ReplyOf(message)); });
  });
}

}  // namespace
}  // namespace karvan::bench

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: " << argv[0] << " ADDRESS\n";
    return EXIT_FAILURE;
  }
  const std::string address = argv[1];
  karvan::bench::ServeCommands(
      {{"run", [&address](const nlohmann::json& request) { return karvan::bench::Run(address, request); }}},
      std::cin, std::cout);
  return EXIT_SUCCESS;
}
