#pragma once

#include "services/platform/kv/store.h"
#include "services/platform/ledger/committer.h"
#include "services/statistics/storage/dataset_repository.h"

namespace karvan::statistics {

// Keeps the catalogue in a domain of its own of a store. All arguments outlive it.
class KvDatasetRepository final : public DatasetRepository {
 public:
  KvDatasetRepository(kv::Store& store, ledger::Committer& committer)
      : store_(store), committer_(committer) {}

  absl::StatusOr<Dataset> Create(const Dataset& dataset, const ledger::WriteRequest& request) override;
  absl::StatusOr<Dataset> Get(absl::string_view id) const override;
  absl::StatusOr<DatasetPage> List(absl::string_view first_id, int limit) const override;

 private:
  kv::Store& store_;
  ledger::Committer& committer_;
};

// Whether there is a dataset: RESOURCE_NOT_FOUND if not.
absl::Status CheckDatasetExists(kv::Store& store, absl::string_view id);

}  // namespace karvan::statistics
