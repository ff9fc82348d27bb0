#include "services/platform/log/log.h"

#include <atomic>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/platform/sync/mutex.h"

namespace karvan::log {
namespace {

std::atomic<Severity> threshold = Severity::kInfo;

// Where lines go. Never destroyed, so that other destructors may still log at exit.
struct Output {
  Mutex mutex;
  Sink sink ABSL_GUARDED_BY(mutex);
};

Output& TheOutput() {
  static Output& output = *new Output;
  return output;
}

Sink ExchangeSink(Sink sink) {
  Output& output = TheOutput();
  MutexLock lock(&output.mutex);
  return std::exchange(output.sink, std::move(sink));
}

const char* Name(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "info";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "error";
}

std::string Line(Severity severity, absl::string_view message, absl::Span<const Field> fields) {
  nlohmann::ordered_json line;
  line["time"] = absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", absl::Now(), absl::UTCTimeZone());
  line["severity"] = Name(severity);
  line["message"] = std::string(message);
  for (const Field& field : fields) {
    std::string name = field.name;
    while (line.contains(name)) name += '_';
    std::visit([&](const auto& value) { line[name] = value; }, field.value);
  }
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

void Write(Severity severity, absl::string_view message, absl::Span<const Field> fields) {
  if (severity < threshold.load(std::memory_order_relaxed)) return;
  std::string line = Line(severity, message, fields);
  Output& output = TheOutput();
  MutexLock lock(&output.mutex);
  if (output.sink) {
    output.sink(line);
    return;
  }
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void Info(absl::string_view message, std::initializer_list<Field> fields) {
  Write(Severity::kInfo, message, fields);
}

void Warning(absl::string_view message, std::initializer_list<Field> fields) {
  Write(Severity::kWarning, message, fields);
}

void Error(absl::string_view message, std::initializer_list<Field> fields) {
  Write(Severity::kError, message, fields);
}

void SetThreshold(Severity least) { threshold.store(least, std::memory_order_relaxed); }

Severity Threshold() { return threshold.load(std::memory_order_relaxed); }

absl::StatusOr<Severity> ParseSeverity(absl::string_view text) {
  for (Severity severity : {Severity::kInfo, Severity::kWarning, Severity::kError}) {
    if (text == Name(severity)) return severity;
  }
  return absl::InvalidArgumentError(
      absl::StrCat("severity \"", text, "\" is not known: info, warning and error are"));
}

ScopedSink::ScopedSink(Sink sink) : previous_(ExchangeSink(std::move(sink))) {}

ScopedSink::~ScopedSink() { ExchangeSink(std::move(previous_)); }

}  // namespace karvan::log
