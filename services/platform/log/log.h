#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <string>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

// Log lines for machines: one JSON object a line on stderr, with "time" (RFC 3339, UTC, microseconds),
// "severity", "message", then the fields in the order given. Safe from any thread; lines never mix.
//   log::Info("release published", {{"release", name}, {"rows", 1200}});
namespace karvan::log {

enum class Severity { kInfo, kWarning, kError };

// One named value of a line. A name used twice in a line, or one of the three above, gets a '_' added.
struct Field {
  Field(absl::string_view name, const char* text) : name(name), value(std::string(text)) {}
  Field(absl::string_view name, absl::string_view text) : name(name), value(std::string(text)) {}
  Field(absl::string_view name, const std::string& text) : name(name), value(text) {}
  Field(absl::string_view name, bool flag) : name(name), value(flag) {}
  Field(absl::string_view name, std::floating_point auto number)
      : name(name), value(static_cast<double>(number)) {}
  Field(absl::string_view name, std::signed_integral auto number)
      : name(name), value(static_cast<int64_t>(number)) {}
  Field(absl::string_view name, std::unsigned_integral auto number)
      : name(name), value(static_cast<uint64_t>(number)) {}

  std::string name;
  std::variant<std::string, bool, double, int64_t, uint64_t> value;
};

void Info(absl::string_view message, std::initializer_list<Field> fields = {});
void Warning(absl::string_view message, std::initializer_list<Field> fields = {});
void Error(absl::string_view message, std::initializer_list<Field> fields = {});

// The same for a severity or a list of fields known only at run time.
void Write(Severity severity, absl::string_view message, absl::Span<const Field> fields);

// Lines below `least` are dropped; kInfo at start. May change at any time.
void SetThreshold(Severity least);
Severity Threshold();

// "info", "warning" or "error"; otherwise INVALID_ARGUMENT.
absl::StatusOr<Severity> ParseSeverity(absl::string_view text);

// Receives each line without its newline, one call at a time. It must not log.
using Sink = std::function<void(absl::string_view line)>;

// Sends lines to `sink` instead of stderr as long as it lives: for tests. Scopes nest.
class ScopedSink {
 public:
  explicit ScopedSink(Sink sink);
  ~ScopedSink();
  ScopedSink(const ScopedSink&) = delete;
  ScopedSink& operator=(const ScopedSink&) = delete;

 private:
  Sink previous_;
};

}  // namespace karvan::log
