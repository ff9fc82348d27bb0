#include "services/platform/ledger/request_log.h"

#include <vector>

#include "absl/random/random.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/platform/kv/errors.h"
#include "services/platform/ledger/byte_reader.h"
#include "services/platform/ledger/hash.h"
#include "services/platform/ledger/keys.h"
#include "services/platform/status/error.h"
#include "services/platform/status/macros.h"

namespace karvan::ledger {
namespace {

constexpr char kFormat = 1;
constexpr size_t kNameBytes = 16;

struct Answer {
  absl::Time time;
  uint64_t payload_hash = 0;
  std::string answer;
};

absl::StatusOr<Answer> DecodeAnswer(absl::string_view row) {
  ByteReader reader(row);
  const uint8_t format = reader.Byte();
  Answer answer;
  answer.time = absl::FromUnixMicros(reader.Int64());
  answer.payload_hash = static_cast<uint64_t>(reader.Int64());
  answer.answer = std::string(reader.Rest());
  if (format == kFormat && reader.ok()) return answer;
  return kv::CorruptError("the answer to a repeated request cannot be read");
}

absl::Status RequestIdReused(absl::string_view id) {
  return Error(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED",
               absl::StrCat("request_id \"", id,
                            "\" was used before with another payload; take a new one for a new request"),
               {{"request_id", std::string(id)}});
}

}  // namespace

std::string RequestName(const WriteRequest& request) {
  // Lengths keep "a" + "bc" apart from "ab" + "c".
  Sha256 sha256;
  sha256.Add(absl::StrCat(request.caller.size(), ":", request.caller, request.method.size(), ":",
                          request.method, request.id));
  const Hash hash = sha256.FinishBytes();
  return absl::StrCat("q", absl::BytesToHexString(BytesOf(hash).substr(0, kNameBytes)));
}

std::string NewCommitName() {
  absl::BitGen random;
  return absl::StrFormat("c%016x%016x", absl::Uniform<uint64_t>(random), absl::Uniform<uint64_t>(random));
}

absl::StatusOr<std::optional<std::string>> FindAnswer(kv::View& view, absl::string_view domain,
                                                      const WriteRequest& request, absl::Time now) {
  const std::string name = RequestName(request);
  std::vector<std::string> keys;
  for (int64_t day = DayOf(now); day >= DayOf(now - kRequestLifetime); --day) {
    keys.push_back(RequestKey(domain, day, name));
  }
  KARVAN_ASSIGN_OR_RETURN(const std::vector<std::optional<kv::Entry>> rows, view.MultiGet(keys));
  for (const std::optional<kv::Entry>& row : rows) {
    if (!row.has_value()) continue;
    KARVAN_ASSIGN_OR_RETURN(Answer answer, DecodeAnswer(row->value));
    if (now - answer.time > kRequestLifetime) continue;
    if (answer.payload_hash != request.payload_hash) return RequestIdReused(request.id);
    return std::move(answer.answer);
  }
  return std::nullopt;
}

std::string EncodeAnswer(const WriteRequest& request, absl::string_view answer, absl::Time now) {
  std::string row(1, kFormat);
  AppendInt64(absl::ToUnixMicros(now), row);
  AppendInt64(static_cast<int64_t>(request.payload_hash), row);
  return absl::StrCat(row, answer);
}

absl::Status DropOldRequests(kv::Store& store, absl::string_view domain, absl::Time now) {
  const kv::Range old = RequestsBefore(domain, DayOf(now - kRequestLifetime));
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(const std::unique_ptr<kv::View> view, store.OpenView());
    KARVAN_ASSIGN_OR_RETURN(const kv::ScanBatch first, view->Scan(old, {.limit = 1}));
    if (first.rows.empty()) return absl::OkStatus();
    KARVAN_ASSIGN_OR_RETURN(const int64_t day, DayOfRequestKey(first.rows[0].key));
    KARVAN_RETURN_IF_ERROR(store.DropPrefix(RequestDayPrefix(domain, day)));
  }
}

}  // namespace karvan::ledger
