#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/kv/store.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/record.h"

namespace karvan::statistics {

// Reads and decodes a row; nothing when there is none. CORRUPT names `what`.
template <typename Message>
absl::StatusOr<std::optional<Message>> ReadRecord(kv::View& view, absl::string_view key,
                                                  absl::string_view what) {
  KARVAN_ASSIGN_OR_RETURN(std::optional<kv::Entry> entry, view.Get(key));
  if (!entry.has_value()) return std::optional<Message>();
  std::optional<Message> message(std::in_place);
  KARVAN_RETURN_IF_ERROR(DecodeRecord(entry->value, what, *message));
  return message;
}

}  // namespace karvan::statistics
