#include "services/cli/suite/suite.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/cli/client/client.h"
#include "services/cli/seed/seed_loader.h"
#include "services/cli/suite/log_observer.h"
#include "services/platform/status/macros.h"

namespace karvan::cli {
namespace {

constexpr absl::Duration kSeedCallTimeout = absl::Minutes(1);
// How long a generation that was replaced waits for its last call.
constexpr absl::Duration kRetirementTimeout = absl::Seconds(30);

}  // namespace

absl::StatusOr<std::unique_ptr<Suite>> Suite::Start(SuiteOptions options) {
  std::unique_ptr<Suite> suite(new Suite(std::move(options)));
  if (!suite->options_.metrics_address.empty()) {
    KARVAN_ASSIGN_OR_RETURN(suite->exposer_,
                            metrics::Exposer::Start(suite->options_.metrics_address, suite->registry_));
  }
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<Generation> first, suite->NewGeneration());
  MutexLock lock(&suite->mutex_);
  suite->generation_ = std::move(first);
  if (suite->ephemeral()) {
    auto backend = std::make_shared<ProxyBackend>(suite->generation_->InProcessChannel());
    KARVAN_ASSIGN_OR_RETURN(suite->proxy_,
                            ProxyServer::Start(suite->options_.listen_address, std::move(backend)));
  }
  return suite;
}

// Until callers bring identities of their own, each is the one user of this machine.
Suite::Suite(SuiteOptions options)
    : options_(std::move(options)),
      authenticator_({"local", {"*"}}),
      registry_(std::make_shared<prometheus::Registry>()),
      metrics_(*registry_),
      retirement_({.name = "retirement", .threads = 1}) {}

Suite::~Suite() { Stop(); }

std::string Suite::address() const {
  if (proxy_ != nullptr) return proxy_->address();
  MutexLock lock(&mutex_);
  return generation_->address();
}

void Suite::Stop() {
  if (proxy_ != nullptr) proxy_->Stop();
  Generation* last = nullptr;
  {
    MutexLock lock(&mutex_);
    stopped_ = true;
    last = generation_.get();  // no Reset replaces it any more
  }
  // Without the lock: what ends here may be waiting for it in Reset.
  retirement_.Stop();
  if (last != nullptr) last->Stop();
}

absl::StatusOr<std::unique_ptr<Generation>> Suite::NewGeneration() {
  Generation::Options options{.listen_address = ephemeral() ? "" : options_.listen_address,
                              .data_folder = options_.data_folder,
                              .clock = options_.clock,
                              .reset = nullptr};
  if (ephemeral()) options.reset = [this] { return Reset(); };
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<Generation> generation,
                          Generation::Start(options, authenticator_, metrics_));
  Client client(generation->InProcessChannel(), kSeedCallTimeout);
  LogObserver observer;
  KARVAN_RETURN_IF_ERROR(LoadSeed(client, options_.seed, observer));
  return generation;
}

absl::Status Suite::Reset() {
  MutexLock lock(&mutex_);
  if (stopped_) return absl::UnavailableError("the suite is stopping");
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<Generation> next, NewGeneration());
  std::shared_ptr<ProxyBackend> backend =
      proxy_->Replace(std::make_shared<ProxyBackend>(next->InProcessChannel()));
  // The old generation ends elsewhere: its last call may be the one that is answered here.
  Executor::Work retire = [backend = std::move(backend),
                           old = std::exchange(generation_, std::move(next))]() mutable {
    backend->WaitUntilIdle(kRetirementTimeout);
    old.reset();
  };
  static_cast<void>(retirement_.Continue(retire));  // never refused: it has not stopped
  return absl::OkStatus();
}

}  // namespace karvan::cli
