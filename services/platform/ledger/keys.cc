#include "services/platform/ledger/keys.h"

#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"

namespace karvan::ledger {
namespace {

kv::KeyBuilder Key(absl::string_view domain, absl::string_view row_kind) {
  kv::KeyBuilder builder;
  builder.Text(domain).Text("ledger").Text(row_kind);
  return builder;
}

}  // namespace

std::string HeadKey(absl::string_view domain) { return Key(domain, "head").Take(); }

std::string EntryKey(absl::string_view domain, int64_t sequence) {
  return Key(domain, "entry").Int(sequence).Take();
}

kv::Range EntriesFrom(absl::string_view domain, int64_t sequence) {
  return {EntryKey(domain, sequence), kv::PrefixRange(Key(domain, "entry").Take()).end};
}

std::string NodesKey(absl::string_view domain, int64_t sequence) {
  return Key(domain, "nodes").Int(sequence).Take();
}

std::string RequestKey(absl::string_view domain, int64_t day, absl::string_view name) {
  return Key(domain, "request").Int(day).Text(name).Take();
}

std::string RequestDayPrefix(absl::string_view domain, int64_t day) {
  return Key(domain, "request").Int(day).Take();
}

kv::Range RequestsBefore(absl::string_view domain, int64_t day) {
  return {Key(domain, "request").Take(), RequestDayPrefix(domain, day)};
}

int64_t DayOf(absl::Time time) { return absl::ToInt64Hours(time - absl::UnixEpoch()) / 24; }

absl::StatusOr<int64_t> DayOfRequestKey(absl::string_view key) {
  kv::KeyReader reader(key);
  for (int text = 0; text < 3; ++text) KARVAN_RETURN_IF_ERROR(reader.Text().status());
  return reader.Int();
}

std::string SigningKeyKey(absl::string_view domain) { return Key(domain, "key").Take(); }

}  // namespace karvan::ledger
