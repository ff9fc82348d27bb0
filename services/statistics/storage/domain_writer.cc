#include "services/statistics/storage/domain_writer.h"

#include <utility>
#include <vector>

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/platform/kv/errors.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/errors.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/record.h"
#include "services/statistics/storage/stored_convert.h"
#include "xxhash.h"

namespace karvan::statistics {
namespace {

constexpr int kMaxAttempts = 32;
constexpr int kDaysKept = 8;  // a request of 7 days ago may lie in the eighth calendar day before

// Names a request within its domain; a request without an id gets a name that no other has.
std::string HashOf(const WriteRequest& request) {
  if (request.id.empty()) {
    absl::BitGen random;
    return absl::StrFormat("r%016x%016x", absl::Uniform<uint64_t>(random), absl::Uniform<uint64_t>(random));
  }
  // Lengths keep "a" + "bc" apart from "ab" + "c".
  const std::string name = absl::StrCat(request.caller.size(), ":", request.caller, request.method.size(),
                                        ":", request.method, request.id);
  const XXH128_hash_t hash = XXH3_128bits(name.data(), name.size());
  return absl::StrFormat("q%016x%016x", hash.high64, hash.low64);
}

}  // namespace

absl::StatusOr<std::string> DomainWriter::Write(absl::string_view domain, const WriteRequest& request,
                                                Decide decide) {
  const std::string request_hash = HashOf(request);
  MutexLock lock(&mutex_);
  absl::Status unknown;
  for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
    absl::StatusOr<std::string> answer =
        TryWrite(domain, request_hash, request.payload_hash, decide, unknown);
    if (answer.ok()) return answer;
    if (kv::IsUnknownOutcome(answer.status())) {
      unknown = answer.status();
    } else if (!kv::IsConflict(answer.status()) && !kv::IsViewExpired(answer.status())) {
      return unknown.ok() ? answer.status() : unknown;
    }
  }
  // The caller may take a conflict for "nothing was done".
  return unknown.ok() ? Conflict("the write lost too many races with other writes") : unknown;
}

absl::StatusOr<std::string> DomainWriter::TryWrite(absl::string_view domain, const std::string& request_hash,
                                                   uint64_t payload_hash, Decide decide,
                                                   absl::Status& unknown) {
  const absl::Time now = clock_.Now();
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(std::optional<std::string> first,
                          FirstAnswer(*view, domain, request_hash, payload_hash, now));
  if (first.has_value()) return *std::move(first);
  unknown = absl::OkStatus();

  const std::string head_key = HeadKey(domain);
  KARVAN_ASSIGN_OR_RETURN(std::optional<kv::Entry> entry, view->Get(head_key));
  stored::StoredHead head;
  if (entry) KARVAN_RETURN_IF_ERROR(DecodeRecord(entry->value, absl::StrCat("head of ", domain), head));

  kv::Batch batch;
  Transaction transaction{*view, head, batch, now};
  KARVAN_ASSIGN_OR_RETURN(std::string answer, decide(transaction));

  head.set_commit_count(head.commit_count() + 1);
  entry ? batch.RequireVersion(head_key, entry->version) : batch.RequireAbsent(head_key);
  batch.Put(head_key, EncodeRecord(head));
  stored::StoredRequest request;
  request.set_payload_hash(payload_hash);
  *request.mutable_create_time() = ToStored(now);
  request.set_answer(answer);
  batch.Put(RequestKey(domain, RequestDay(now), request_hash), EncodeRecord(request));
  KARVAN_RETURN_IF_ERROR(store_.Commit(batch));
  return answer;
}

absl::StatusOr<std::optional<std::string>> DomainWriter::FirstAnswer(kv::View& view, absl::string_view domain,
                                                                     const std::string& request_hash,
                                                                     uint64_t payload_hash, absl::Time now) {
  std::vector<std::string> keys;
  for (int age = 0; age < kDaysKept; ++age)
    keys.push_back(RequestKey(domain, RequestDay(now) - age, request_hash));
  KARVAN_ASSIGN_OR_RETURN(std::vector<std::optional<kv::Entry>> entries, view.MultiGet(keys));
  for (const std::optional<kv::Entry>& entry : entries) {
    if (!entry.has_value()) continue;
    stored::StoredRequest request;
    KARVAN_RETURN_IF_ERROR(DecodeRecord(entry->value, absl::StrCat("request of ", domain), request));
    if (now - FromStored(request.create_time()) > kRequestLifetime) continue;
    if (request.payload_hash() != payload_hash) return RequestIdReused();
    return request.answer();
  }
  return std::optional<std::string>();
}

}  // namespace karvan::statistics
