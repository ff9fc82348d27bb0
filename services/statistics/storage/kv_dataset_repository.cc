#include "services/statistics/storage/kv_dataset_repository.h"

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/errors.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/read_record.h"
#include "services/statistics/storage/stored_convert.h"

namespace karvan::statistics {
namespace {

std::string DatasetName(absl::string_view id) { return absl::StrCat("datasets/", id); }

}  // namespace

absl::StatusOr<Dataset> KvDatasetRepository::Create(const Dataset& dataset,
                                                    const ledger::WriteRequest& request) {
  auto decide = [&dataset](ledger::Transaction& transaction) -> absl::StatusOr<std::string> {
    const std::string key = DatasetKey(dataset.id);
    KARVAN_ASSIGN_OR_RETURN(std::optional<kv::Entry> existing, transaction.view().Get(key));
    if (existing) return ResourceExists(DatasetName(dataset.id));
    stored::StoredDataset stored = ToStored(dataset);
    *stored.mutable_create_time() = ToStored(transaction.now());
    transaction.Put(key, EncodeRecord(stored));
    return stored.SerializeAsString();
  };
  KARVAN_ASSIGN_OR_RETURN(std::string answer, committer_.Write(kCatalogueDomain, request, decide));
  stored::StoredDataset stored;
  if (!stored.ParseFromString(answer)) return kv::CorruptError("answer of CreateDataset");
  return FromStored(stored);
}

absl::StatusOr<Dataset> KvDatasetRepository::Get(absl::string_view id) const {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(std::optional<stored::StoredDataset> stored,
                          ReadRecord<stored::StoredDataset>(*view, DatasetKey(id), DatasetName(id)));
  if (!stored) return ResourceNotFound(DatasetName(id));
  return FromStored(*stored);
}

absl::StatusOr<DatasetPage> KvDatasetRepository::List(absl::string_view first_id, int limit) const {
  kv::Range range = kv::PrefixRange(DatasetsPrefix());
  if (!first_id.empty()) range.start = DatasetKey(first_id);
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  DatasetPage page;
  while (true) {
    KARVAN_ASSIGN_OR_RETURN(kv::ScanBatch batch,
                            view->Scan(range, {.limit = static_cast<size_t>(limit) + 1}));
    for (const kv::Row& row : batch.rows) {
      stored::StoredDataset stored;
      KARVAN_RETURN_IF_ERROR(DecodeRecord(row.value, "a dataset of the catalogue", stored));
      if (static_cast<int>(page.datasets.size()) == limit) {
        page.next_id = stored.id();
        return page;
      }
      page.datasets.push_back(FromStored(stored));
    }
    if (!batch.resume_key) return page;
    range.start = *batch.resume_key;
  }
}

absl::Status CheckDatasetExists(kv::Store& store, absl::string_view id) {
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store.OpenView());
  KARVAN_ASSIGN_OR_RETURN(std::optional<kv::Entry> entry, view->Get(DatasetKey(id)));
  return entry ? absl::OkStatus() : ResourceNotFound(DatasetName(id));
}

}  // namespace karvan::statistics
