#include "services/platform/kv/postgres_view.h"

#include <algorithm>
#include <map>
#include <utility>

#include "services/platform/kv/errors.h"
#include "services/platform/kv/postgres_error.h"
#include "services/platform/kv/postgres_values.h"
#include "services/platform/status/macros.h"

namespace karvan::kv {
namespace {

constexpr PostgresSql kBegin = {"karvan_begin_view", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
// The first read of a transaction, not BEGIN, fixes what it sees.
constexpr PostgresSql kFix = {"karvan_fix_view", "SELECT pg_is_in_recovery()"};

constexpr PostgresSql kGet = {"karvan_get",
                              "SELECT key, value, version FROM karvan_rows WHERE key = ANY ($1::bytea[])"};

// $1 start, $2 end, $3 rows at most, $4 bytes. Of rows beyond the bytes only one is sent, which shows that
// there is more; a value is not read before it is sent.
constexpr PostgresSql kScan = {
    "karvan_scan",
    "SELECT key, value, version FROM (SELECT key, value, version, row_number() OVER up AS number,"
    " sum(octet_length(key) + octet_length(value)) OVER up - octet_length(key) - octet_length(value) AS "
    "before"
    " FROM (SELECT key, value, version FROM karvan_rows WHERE key >= $1 AND key < $2 ORDER BY key LIMIT $3) "
    "AS read"
    " WINDOW up AS (ORDER BY key ROWS UNBOUNDED PRECEDING)) AS counted"
    " WHERE before <= $4::bigint OR number <= 2 ORDER BY key"};
constexpr PostgresSql kScanReverse = {
    "karvan_scan_reverse",
    "SELECT key, value, version FROM (SELECT key, value, version, row_number() OVER down AS number,"
    " sum(octet_length(key) + octet_length(value)) OVER down - octet_length(key) - octet_length(value) AS "
    "before"
    " FROM (SELECT key, value, version FROM karvan_rows WHERE key >= $1 AND key < $2 ORDER BY key DESC LIMIT "
    "$3)"
    " AS read WINDOW down AS (ORDER BY key DESC ROWS UNBOUNDED PRECEDING)) AS counted"
    " WHERE before <= $4::bigint OR number <= 2 ORDER BY key DESC"};

// $1 start, $2 end, $3 parts: the first key of each.
constexpr PostgresSql kSplit = {"karvan_split",
                                "SELECT DISTINCT ON (part) key FROM (SELECT key, ntile($3::int) OVER (ORDER "
                                "BY key) AS part FROM karvan_rows"
                                " WHERE key >= $1 AND key < $2) AS counted ORDER BY part, key"};

constexpr size_t kRowsMax = 1 << 30;  // of a scan, whatever its limit
constexpr size_t kPartsMax = 1 << 20;

}  // namespace

std::string EndParameter(const Range& range) { return range.end.empty() ? "\xFF" : range.end; }

absl::StatusOr<std::unique_ptr<View>> PostgresView::Open(PostgresPool::Lease connection,
                                                         const Capabilities& limits, ViewAge age,
                                                         absl::Duration timeout) {
  KARVAN_ASSIGN_OR_RETURN(auto results, connection->Run({{kBegin}, {kFix}}, Deadline(timeout)));
  KARVAN_RETURN_IF_ERROR(FirstError(results, "open a view"));
  if (BoolAt(results[1].get(), 0, 0))
    return UnavailableError("PostgreSQL is a standby, which may lag; the primary is needed");
  return std::unique_ptr<View>(new PostgresView(std::move(connection), limits, age, timeout));
}

absl::StatusOr<PostgresResult> PostgresView::Read(PostgresCommand command) {
  absl::StatusOr<std::vector<PostgresResult>> results =
      connection_->Run({std::move(command)}, Deadline(timeout_));
  if (!results.ok()) return connection_->is_lost() ? ViewExpiredError() : results.status();
  KARVAN_RETURN_IF_ERROR(FirstError(*results, "read rows"));
  return std::move(results->front());
}

absl::StatusOr<std::optional<Entry>> PostgresView::Get(absl::string_view key) {
  KARVAN_ASSIGN_OR_RETURN(std::vector<std::optional<Entry>> entries, MultiGet({std::string(key)}));
  return std::move(entries[0]);
}

absl::StatusOr<std::vector<std::optional<Entry>>> PostgresView::MultiGet(
    const std::vector<std::string>& keys) {
  KARVAN_RETURN_IF_ERROR(age_.Check());
  std::multimap<absl::string_view, size_t> places;  // in `keys`
  std::vector<std::optional<absl::string_view>> wanted;
  for (size_t i = 0; i < keys.size(); ++i) {
    KARVAN_RETURN_IF_ERROR(CheckKey(keys[i], limits_));
    places.emplace(keys[i], i);
    wanted.push_back(keys[i]);
  }
  KARVAN_ASSIGN_OR_RETURN(PostgresResult rows, Read({kGet, {ByteaArray(wanted)}}));
  std::vector<std::optional<Entry>> entries(keys.size());
  for (int row = 0; row < PQntuples(rows.get()); ++row) {
    auto [begin, end] = places.equal_range(BytesAt(rows.get(), row, 0));
    for (auto place = begin; place != end; ++place) {
      entries[place->second] = Entry{std::string(BytesAt(rows.get(), row, 1)),
                                     static_cast<RowVersion>(Int8At(rows.get(), row, 2))};
    }
  }
  return entries;
}

absl::StatusOr<ScanBatch> PostgresView::Scan(const Range& range, const ScanOptions& options) {
  KARVAN_RETURN_IF_ERROR(age_.Check());
  KARVAN_RETURN_IF_ERROR(CheckScan(options));
  const size_t rows_max = std::min(options.limit, kRowsMax) + 1;
  const size_t bytes_max = std::min(options.bytes, ScanOptions().bytes);
  KARVAN_ASSIGN_OR_RETURN(PostgresResult rows,
                          Read({options.reverse ? kScanReverse : kScan,
                                {range.start, EndParameter(range), Int8(static_cast<int64_t>(rows_max)),
                                 Int8(static_cast<int64_t>(bytes_max))}}));
  ScanFiller filler(options);
  for (int row = 0; row < PQntuples(rows.get()); ++row) {
    const RowVersion version = static_cast<RowVersion>(Int8At(rows.get(), row, 2));
    if (!filler.Add(BytesAt(rows.get(), row, 0), BytesAt(rows.get(), row, 1), version)) break;
  }
  return filler.Take();
}

absl::StatusOr<std::vector<Range>> PostgresView::SplitRange(const Range& range, size_t parts) {
  KARVAN_RETURN_IF_ERROR(age_.Check());
  KARVAN_RETURN_IF_ERROR(CheckSplit(parts));
  const int32_t parts_max = static_cast<int32_t>(std::min(parts, kPartsMax));
  KARVAN_ASSIGN_OR_RETURN(PostgresResult rows,
                          Read({kSplit, {range.start, EndParameter(range), Int4(parts_max)}}));
  std::vector<std::string> keys;
  for (int row = 1; row < PQntuples(rows.get()); ++row) keys.emplace_back(BytesAt(rows.get(), row, 0));
  return SplitAt(range, keys);
}

}  // namespace karvan::kv
