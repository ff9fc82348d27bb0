#include "services/platform/rpc/library_log.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "google/protobuf/stubs/logging.h"
#include "grpc/support/log.h"
#include "services/platform/log/log.h"

namespace karvan::rpc {
namespace {

void LogOfProtobuf(google::protobuf::LogLevel level, const char* file, int line, const std::string& message) {
  const log::Severity severity = level == google::protobuf::LOGLEVEL_INFO      ? log::Severity::kInfo
                                 : level == google::protobuf::LOGLEVEL_WARNING ? log::Severity::kWarning
                                                                               : log::Severity::kError;
  const log::Field source("source", absl::StrCat(file, ":", line));
  log::Write(severity, message, {source});
}

// gRPC tells only errors, unless GRPC_VERBOSITY says otherwise.
void LogOfGrpc(gpr_log_func_args* args) {
  const log::Severity severity =
      args->severity == GPR_LOG_SEVERITY_ERROR ? log::Severity::kError : log::Severity::kInfo;
  const log::Field source("source", absl::StrCat(args->file, ":", args->line));
  log::Write(severity, args->message, {source});
}

}  // namespace

void TakeOverLibraryLogs() {
  google::protobuf::SetLogHandler(LogOfProtobuf);
  gpr_set_log_function(LogOfGrpc);
}

}  // namespace karvan::rpc
