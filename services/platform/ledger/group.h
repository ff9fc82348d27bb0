#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/platform/kv/batch.h"
#include "services/platform/kv/store.h"
#include "services/platform/ledger/head.h"
#include "services/platform/ledger/overlay_view.h"
#include "services/platform/ledger/transaction.h"
#include "services/platform/ledger/write_request.h"

namespace karvan::ledger {

// One commit in the making: writes of a domain, one after another, each decided on what those before it put.
class Group {
 public:
  // `head` is that of the view, which outlives the group; `limits` are the store's. The group is written at
  // `now`, or at the time of the head if that is later.
  Group(kv::View& view, absl::string_view domain, Head head, absl::Time now, const kv::Capabilities& limits);

  // Decides one more write: its answer, or that of the first call with its request id, or its error, after
  // which the group is as before. Nothing when the commit has no room left for it, though an empty one has:
  // it is for the next group.
  std::optional<absl::StatusOr<std::string>> Add(const WriteRequest& request, Decide decide);

  // Nothing is to be committed.
  bool empty() const { return overlay_.changes().empty(); }

  // All that is to be committed, on the condition that the head is still that of the view and the epoch the
  // writer's, with a row under `commit_key`. To be called once, last.
  kv::Batch Seal(const kv::Epoch& epoch, absl::string_view commit_key);

  // As it will be, once the group is committed; its version is that of before.
  const Head& head() const { return head_; }

  absl::Time now() const { return head_.time; }

 private:
  // The rows that a decided write comes to.
  absl::StatusOr<kv::Batch> RowsOf(const WriteRequest& request, const std::string& answer,
                                   const Transaction& transaction, CompactRange& tree) const;
  absl::Status CheckDomain(const kv::Batch& rows) const;
  bool HasRoomFor(const kv::Batch& rows) const;

  OverlayView overlay_;
  const std::string domain_;
  Head head_;
  const kv::Capabilities limits_;  // of the writes, beside what Seal adds
  size_t rows_ = 0;                // of the writes; a row that several write counts several times
  size_t bytes_ = 0;
};

}  // namespace karvan::ledger
