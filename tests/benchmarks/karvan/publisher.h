#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "grpcpp/grpcpp.h"
#include "karvan/statistics/v1/dataset_service.grpc.pb.h"
#include "karvan/statistics/v1/release_service.grpc.pb.h"

namespace karvan::bench {

// Publishes files as an office does, through the public API.
class Publisher {
 public:
  explicit Publisher(const std::shared_ptr<grpc::Channel>& channel)
      : datasets_(channel), releases_(channel) {}

  // A compilation of trade in goods in US dollars; `id` is the last part of its name.
  absl::Status CreateDataset(const std::string& id);

  // Creates a draft of one Karvan CSV, and gives its name. FAILED_PRECONDITION tells the first row that could
  // not be read.
  absl::StatusOr<std::string> Import(const std::string& dataset, const std::string& path);
  // Publishes a draft: it is durable and seen when this returns.
  absl::StatusOr<statistics::v1::Release> Publish(const std::string& draft);

 private:
  absl::Status Upload(const std::string& release, const std::string& path);

  statistics::v1::DatasetService::Stub datasets_;
  statistics::v1::ReleaseService::Stub releases_;
};

}  // namespace karvan::bench
