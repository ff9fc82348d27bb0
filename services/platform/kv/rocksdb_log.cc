#include "services/platform/kv/rocksdb_log.h"

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "services/platform/log/log.h"

namespace karvan::kv {
namespace {

constexpr size_t kMaxLineBytes = 1000;
// Said of every file of a bulk load, and true of all of them: such files have no id of a store.
constexpr char kOfBulkFiles[] = "opened without unique ID to verify";

class RocksDbLogger final : public rocksdb::Logger {
 public:
  RocksDbLogger() : Logger(rocksdb::InfoLogLevel::WARN_LEVEL) {}

  // Lines without a level are headers: a dump of all options.
  void Logv(const char*, va_list) override {}

  void Logv(rocksdb::InfoLogLevel level, const char* format, va_list arguments) override {
    if (level < GetInfoLogLevel() || level > rocksdb::InfoLogLevel::FATAL_LEVEL) return;
    std::string line(kMaxLineBytes, '\0');
    const int length = std::vsnprintf(line.data(), line.size(), format, arguments);
    if (length < 0) return;
    line.resize(std::min<size_t>(length, line.size() - 1));
    absl::StripAsciiWhitespace(&line);
    if (absl::StrContains(line, kOfBulkFiles)) return;
    const bool warns = level == rocksdb::InfoLogLevel::WARN_LEVEL;
    log::Write(warns ? log::Severity::kWarning : log::Severity::kError, "rocksdb", {{"line", line}});
  }
};

}  // namespace

std::shared_ptr<rocksdb::Logger> MakeRocksDbLogger() { return std::make_shared<RocksDbLogger>(); }

}  // namespace karvan::kv
