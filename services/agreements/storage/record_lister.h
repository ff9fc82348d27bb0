#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/agreements/storage/registry_reader.h"
#include "services/agreements/storage/resource_repository.h"
#include "services/platform/kv/store.h"

namespace karvan::agreements {

// Makes one page of a list as of a snapshot. It walks the rows of the query's first facet, which name the
// candidates in order, and looks at each candidate as it was then. Rows keep the numbers of the writes from
// and until which they hold, so every batch is read under a view of its own and the page is still of one
// moment.
class RecordLister {
 public:
  // Both outlive this. `snapshot` is a write that was done.
  RecordLister(kv::Store& store, const ListQuery& query, int64_t snapshot);

  absl::StatusOr<Page<Record>> List();

 private:
  // The ids in the next batch of facet rows that held at the snapshot; moves `range_` on.
  absl::StatusOr<std::vector<std::string>> NextCandidates(kv::View& view);
  // True if the record belongs into the list.
  absl::StatusOr<bool> Matches(const Record& record) const;
  // False when the page is full, and begins the next page with the record.
  bool AddToPage(Record record);

  kv::Store& store_;
  const ListQuery& query_;
  kv::Range range_;
  bool at_end_ = false;
  size_t page_bytes_ = 0;
  Page<Record> page_;
};

}  // namespace karvan::agreements
