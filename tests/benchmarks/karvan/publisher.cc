#include "tests/benchmarks/karvan/publisher.h"

#include <fstream>

#include "absl/strings/str_cat.h"
#include "services/platform/status/grpc_status.h"
#include "services/platform/status/macros.h"

namespace karvan::bench {
namespace {

using statistics::v1::Dataset;
using statistics::v1::Release;

constexpr size_t kBlockBytes = 1 << 20;  // as much as a message may carry

}  // namespace

absl::Status Publisher::CreateDataset(const std::string& id) {
  statistics::v1::CreateDatasetRequest request;
  request.set_dataset_id(id);
  Dataset& dataset = *request.mutable_dataset();
  dataset.set_display_name("Synthetic monthly trade");
  dataset.set_provider("karvan-bench-generate");
  dataset.set_kind(Dataset::KIND_MERCHANDISE_TRADE);
  dataset.set_currency_code("USD");
  grpc::ClientContext context;
  return FromGrpcStatus(datasets_.CreateDataset(&context, request, &dataset));
}

absl::StatusOr<std::string> Publisher::Import(const std::string& dataset, const std::string& path) {
  statistics::v1::CreateReleaseRequest creation;
  creation.set_parent(dataset);
  Release release;
  grpc::ClientContext create;
  KARVAN_RETURN_IF_ERROR(FromGrpcStatus(releases_.CreateRelease(&create, creation, &release)));
  KARVAN_RETURN_IF_ERROR(Upload(release.name(), path));
  return release.name();
}

absl::StatusOr<Release> Publisher::Publish(const std::string& draft) {
  statistics::v1::PublishReleaseRequest publication;
  publication.set_name(draft);
  Release release;
  grpc::ClientContext publish;
  KARVAN_RETURN_IF_ERROR(FromGrpcStatus(releases_.PublishRelease(&publish, publication, &release)));
  return release;
}

absl::Status Publisher::Upload(const std::string& release, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read the file ", path));
  grpc::ClientContext context;
  statistics::v1::ImportObservationsResponse answer;
  auto writer = releases_.ImportObservations(&context, &answer);
  statistics::v1::ImportObservationsRequest message;
  message.mutable_header()->set_release(release);
  message.mutable_header()->set_format(statistics::v1::FILE_FORMAT_KARVAN_CSV);
  bool open = writer->Write(message);
  while (open && file) {
    std::string& content = *message.mutable_content();
    content.resize(kBlockBytes);
    file.read(content.data(), static_cast<std::streamsize>(content.size()));
    content.resize(static_cast<size_t>(file.gcount()));
    open = writer->Write(message);
  }
  writer->WritesDone();
  KARVAN_RETURN_IF_ERROR(FromGrpcStatus(writer->Finish()));
  if (answer.problem_count() == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat(path, ": line ", answer.problems(0).line(), ": ", answer.problems(0).message()));
}

}  // namespace karvan::bench
