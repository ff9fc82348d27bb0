#include "services/cli/seed/file_import.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "services/cli/seed/file_upload.h"

namespace karvan::cli {

using statistics::v1::ImportObservationsRequest;
using statistics::v1::ImportObservationsResponse;

namespace {

constexpr size_t kChunkBytes = 256 * 1024;
constexpr int64_t kMaxBytesInOneCall = 8 << 20;
constexpr int64_t kBytesPerSecond = 1 << 20;  // the slowest upload that is waited for

}  // namespace

absl::StatusOr<ImportObservationsResponse> ImportFile(Client& client, const SeedFile& file,
                                                      const std::string& draft, LoadObserver& observer) {
  std::ifstream content(file.path, std::ios::binary);
  std::error_code failed;
  const auto total = static_cast<int64_t>(std::filesystem::file_size(file.path, failed));
  if (!content || failed) return absl::NotFoundError(absl::StrCat("cannot read the file ", file.path));

  if (total > kMaxBytesInOneCall) return UploadFile(client, file, total, draft, observer);

  grpc::ClientContext context;
  client.SetDeadline(context);
  context.set_deadline(context.deadline() +
                       std::chrono::seconds((total + kBytesPerSecond - 1) / kBytesPerSecond));
  ImportObservationsResponse answer;
  auto writer = client.releases().ImportObservations(&context, &answer);
  ImportObservationsRequest message;
  message.mutable_header()->set_release(draft);
  message.mutable_header()->set_file_name(file.name);
  message.mutable_header()->set_format(file.format);
  message.mutable_header()->set_size_bytes(total);
  // A write fails when the server has ended the call; Finish then tells why.
  bool open = writer->Write(message);
  std::string chunk(kChunkBytes, '\0');
  for (int64_t sent = 0; open && content; sent += content.gcount()) {
    content.read(chunk.data(), kChunkBytes);
    observer.OnProgress(file.name, sent + content.gcount(), total);
    if (content.gcount() == 0) break;
    message.set_content(chunk.data(), static_cast<size_t>(content.gcount()));
    open = writer->Write(message);
  }
  if (content.bad()) {
    // A file that broke off must not pass for a whole one.
    context.TryCancel();
    static_cast<void>(writer->Finish());
    return absl::DataLossError(absl::StrCat("reading the file ", file.path, " failed"));
  }
  writer->WritesDone();
  grpc::Status status = writer->Finish();
  if (!status.ok()) return FromGrpcStatus(status);
  return answer;
}

}  // namespace karvan::cli
