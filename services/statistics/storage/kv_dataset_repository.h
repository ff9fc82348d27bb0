#pragma once

#include "services/platform/kv/store.h"
#include "services/statistics/storage/dataset_repository.h"
#include "services/statistics/storage/domain_writer.h"

namespace karvan::statistics {

// Keeps the catalogue in a domain of its own of a store. All arguments outlive it.
class KvDatasetRepository final : public DatasetRepository {
 public:
  KvDatasetRepository(kv::Store& store, DomainWriter& writer) : store_(store), writer_(writer) {}

  absl::StatusOr<Dataset> Create(const Dataset& dataset, const WriteRequest& request) override;
  absl::StatusOr<Dataset> Get(absl::string_view id) const override;
  absl::StatusOr<DatasetPage> List(absl::string_view first_id, int limit) const override;

 private:
  kv::Store& store_;
  DomainWriter& writer_;
};

// Whether there is a dataset: RESOURCE_NOT_FOUND if not.
absl::Status CheckDatasetExists(kv::Store& store, absl::string_view id);

}  // namespace karvan::statistics
