#pragma once

#include <memory>

#include "services/cli/client/client.h"
#include "services/cli/session.h"
#include "services/platform/rpc/client_channel.h"

namespace karvan::cli {

// Bytes of the largest answer that is taken: a briefing, or a page of observations.
inline constexpr int kMaxAnswerBytes = 64 << 20;

// The statistics service that the session names.
inline std::shared_ptr<grpc::Channel> DialStatistics(const Session& session) {
  return rpc::MakeChannel(session.statistics_address.empty() ? session.address : session.statistics_address);
}

// A client of the services that the session names.
inline Client Connect(const Session& session) {
  rpc::ChannelOptions options;
  options.max_message_bytes = kMaxAnswerBytes;
  auto dial = [&](const std::string& own_address) {
    return rpc::MakeChannel(own_address.empty() ? session.address : own_address, options);
  };
  return Client(Client::Channels{.agreements = dial(session.agreements_address),
                                 .statistics = dial(session.statistics_address),
                                 .indicators = dial(session.indicators_address)},
                session.timeout());
}

}  // namespace karvan::cli
