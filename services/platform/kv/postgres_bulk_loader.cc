#include "services/platform/kv/postgres_bulk_loader.h"

#include <openssl/evp.h>

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/kv/postgres_error.h"
#include "services/platform/kv/postgres_values.h"
#include "services/platform/kv/postgres_view.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

constexpr char kAction[] = "write a bulk load";
constexpr char kCopy[] = "COPY karvan_rows (key, value, version) FROM STDIN (FORMAT binary)";
constexpr size_t kPieceBytes = 4 << 20;

// The signature, no flags, no extension.
constexpr absl::string_view kCopyHead("PGCOPY\n\xFF\r\n\0\0\0\0\0\0\0\0\0", 19);
constexpr int16_t kCopyEnd = -1;

// The exclusive or of the first 8 bytes of each row's SHA-256. $1 start, $2 end.
constexpr PostgresSql kSum = {
    "",
    "SELECT count(*), coalesce(bit_xor(('x' || encode(substr(sha256(key || value), 1, 8), 'hex'))"
    "::bit(64)::bigint), 0) FROM karvan_rows WHERE key >= $1 AND key < $2"};
// It reads all the rows of a load.
constexpr absl::Duration kSumTimeout = absl::Minutes(30);

uint64_t SumOf(absl::string_view key, absl::string_view value) {
  const std::string row = absl::StrCat(key, value);
  unsigned char digest[EVP_MAX_MD_SIZE];
  EVP_Digest(row.data(), row.size(), digest, nullptr, EVP_sha256(), nullptr);
  uint64_t sum = 0;
  for (int i = 0; i < 8; ++i) sum = sum << 8 | digest[i];
  return sum;
}

void AppendField(absl::string_view bytes, std::string& row) {
  absl::StrAppend(&row, Int4(static_cast<int32_t>(bytes.size())), bytes);
}

}  // namespace

PostgresBulkLoader::PostgresBulkLoader(absl::string_view prefix, const Capabilities& limits,
                                       RowVersion version, PostgresPool& pool,
                                       const PostgresPool::Connect& fresh, absl::Duration timeout)
    : prefix_(prefix),
      rules_(prefix, limits),
      version_(version),
      pool_(pool),
      fresh_(fresh),
      timeout_(timeout) {}

absl::Status PostgresBulkLoader::Add(absl::string_view key, absl::string_view value) {
  KARVAN_RETURN_IF_ERROR(broken_);
  KARVAN_RETURN_IF_ERROR(rules_.Next(key, value));
  if (piece_.empty()) piece_ = std::string(kCopyHead);
  piece_ += Int2(3);
  AppendField(key, piece_);
  AppendField(value, piece_);
  AppendField(Int8(static_cast<int64_t>(version_)), piece_);
  ++rows_;
  sum_ ^= SumOf(key, value);
  if (piece_.size() >= kPieceBytes) broken_ = CopyPiece();
  return broken_;
}

absl::Status PostgresBulkLoader::Seal() {
  KARVAN_RETURN_IF_ERROR(rules_.Close());
  KARVAN_RETURN_IF_ERROR(broken_);
  if (!piece_.empty()) KARVAN_RETURN_IF_ERROR(CopyPiece());
  return Verify();
}

absl::Status PostgresBulkLoader::CopyPiece() {
  KARVAN_ASSIGN_OR_RETURN(PostgresPool::Lease connection, pool_.Take());
  piece_ += Int2(kCopyEnd);
  KARVAN_ASSIGN_OR_RETURN(PostgresResult result, connection->CopyIn(kCopy, piece_, Deadline(timeout_)));
  KARVAN_RETURN_IF_ERROR(FromPostgres(result.get(), kAction));
  if (!connection->warning().empty())
    return UnavailableError(absl::StrCat("PostgreSQL warns: ", connection->warning()));
  piece_.clear();
  return absl::OkStatus();
}

absl::Status PostgresBulkLoader::Verify() {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<PostgresConnection> connection, fresh_());
  const Range range = PrefixRange(prefix_);
  KARVAN_ASSIGN_OR_RETURN(
      auto results, connection->Run({{kSum, {range.start, EndParameter(range)}}}, Deadline(kSumTimeout)));
  KARVAN_RETURN_IF_ERROR(FirstError(results, "read a bulk load again"));
  const uint64_t rows = static_cast<uint64_t>(Int8At(results[0].get(), 0, 0));
  if (rows == rows_ && static_cast<uint64_t>(Int8At(results[0].get(), 0, 1)) == sum_) return absl::OkStatus();
  return CorruptError(absl::StrCat("of a bulk load of ", rows_, " rows ", rows,
                                   " are there, or not all as they were written"));
}

}  // namespace karvan::kv
