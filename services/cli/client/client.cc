#include "services/cli/client/client.h"

#include "absl/random/random.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"

namespace karvan::cli {

Client::Client(const Channels& channels, absl::Duration timeout)
    : timeout_(timeout),
      parties_(channels.agreements),
      forums_(channels.agreements),
      agreements_(channels.agreements),
      targets_(channels.agreements),
      claims_(channels.agreements),
      datasets_(channels.statistics),
      releases_(channels.statistics),
      uploads_(channels.statistics),
      observations_(channels.statistics),
      indicators_(channels.indicators) {}

void Client::SetDeadline(grpc::ClientContext& context) const {
  context.set_deadline(absl::ToChronoTime(absl::Now() + timeout_));
}

std::string Client::NewRequestId() {
  absl::BitGen bits;
  return absl::StrFormat("%016x%016x", absl::Uniform<uint64_t>(bits), absl::Uniform<uint64_t>(bits));
}

}  // namespace karvan::cli
