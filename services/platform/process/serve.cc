#include "services/platform/process/serve.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "prometheus/registry.h"
#include "services/platform/log/log.h"
#include "services/platform/metrics/exposer.h"
#include "services/platform/process/ready_file.h"
#include "services/platform/status/macros.h"

namespace karvan::process {

absl::StatusOr<std::optional<absl::Time>> ParseClockFlag(absl::string_view text) {
  if (text.empty()) return std::nullopt;
  absl::Time time;
  std::string error;
  if (absl::ParseTime(absl::RFC3339_full, text, &time, &error)) return time;
  return absl::InvalidArgumentError(
      absl::StrCat("--clock=\"", text, "\" is not a time of RFC 3339: ", error));
}

absl::Status Serve(const ServeOptions& options, rpc::ShutdownSignal& signal, const Compose& compose) {
  const ReadyFile ready_file(options.ready_file);
  ManualClock manual_clock(options.clock.value_or(absl::UnixEpoch()));
  const Clock& clock = options.clock ? static_cast<const Clock&>(manual_clock) : SystemClock::Instance();

  auto registry = std::make_shared<prometheus::Registry>();
  metrics::RpcMetrics metrics(*registry);
  std::unique_ptr<metrics::Exposer> exposer;
  if (!options.metrics_listen.empty()) {
    KARVAN_ASSIGN_OR_RETURN(exposer, metrics::Exposer::Start(options.metrics_listen, registry));
  }

  // Until callers bring identities of their own, each is the one user of this machine.
  const auth::StaticAuthenticator authenticator({"local", {"*"}});
  KARVAN_ASSIGN_OR_RETURN(const Composition composition, compose({clock, authenticator, metrics}));
  KARVAN_ASSIGN_OR_RETURN(
      const std::unique_ptr<rpc::Server> server,
      rpc::Server::Start({.listen_address = options.listen}, composition.services, composition.executors));
  log::Info(absl::StrCat(options.program, " serves"), {{"address", server->address()}});
  KARVAN_RETURN_IF_ERROR(ready_file.Write(server->address()));
  server->RunUntil(signal);
  log::Info(absl::StrCat(options.program, " has stopped"));
  return absl::OkStatus();
}

}  // namespace karvan::process
