#pragma once

#include "services/platform/kv/store.h"
#include "services/statistics/storage/observation_store.h"

namespace karvan::statistics {

// Reads the runs that the publications of a dataset name. The store outlives it.
class KvObservationStore final : public ObservationStore {
 public:
  explicit KvObservationStore(kv::Store& store) : store_(store) {}

  absl::StatusOr<int64_t> ResolveSnapshot(absl::string_view dataset, const AsOf& as_of) const override;
  absl::StatusOr<ObservationPage> Read(const ObservationQuery& query, absl::string_view position, int limit,
                                       const std::function<absl::Status()>& check_alive) const override;

 private:
  absl::StatusOr<History> ReadHistory(absl::string_view dataset) const;

  kv::Store& store_;
};

}  // namespace karvan::statistics
