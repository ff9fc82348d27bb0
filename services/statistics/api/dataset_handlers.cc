#include "services/statistics/api/dataset_handlers.h"

#include "services/platform/listing/page_size.h"
#include "services/platform/listing/page_token.h"
#include "services/platform/listing/request_fingerprint.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/dataset_convert.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/write_requests.h"
#include "services/statistics/domain/codes.h"

namespace karvan::statistics {
namespace {

constexpr int kDefaultPageSize = 50;
constexpr int kMaxPageSize = 1000;

}  // namespace

absl::StatusOr<v1::Dataset> DatasetHandlers::CreateDataset(const rpc::CallContext& call,
                                                           const v1::CreateDatasetRequest& request) {
  Violations violations;
  violations.Add("dataset_id", CheckId(request.dataset_id()));
  Dataset dataset = FromProto(request.dataset(), "dataset", violations);
  CheckDataset(dataset, "dataset", violations);
  KARVAN_RETURN_IF_ERROR(violations.Status());
  dataset.id = request.dataset_id();

  KARVAN_ASSIGN_OR_RETURN(ledger::WriteRequest write, WriteRequestOf(call, "CreateDataset", request));
  KARVAN_ASSIGN_OR_RETURN(dataset, datasets_.Create(dataset, write));
  return ToProto(dataset);
}

absl::StatusOr<v1::Dataset> DatasetHandlers::GetDataset(const v1::GetDatasetRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(std::string id, ParseDatasetName(request.name(), "name"));
  KARVAN_ASSIGN_OR_RETURN(Dataset dataset, datasets_.Get(id));
  return ToProto(dataset);
}

absl::StatusOr<v1::ListDatasetsResponse> DatasetHandlers::ListDatasets(
    const v1::ListDatasetsRequest& request) const {
  KARVAN_ASSIGN_OR_RETURN(int page_size,
                          listing::PageSize(request.page_size(), kDefaultPageSize, kMaxPageSize));
  const uint64_t fingerprint = listing::RequestFingerprint(request);
  KARVAN_ASSIGN_OR_RETURN(listing::PageToken token,
                          listing::DecodePageToken(request.page_token(), fingerprint));

  KARVAN_ASSIGN_OR_RETURN(DatasetPage page, datasets_.List(token.position, page_size));
  v1::ListDatasetsResponse response;
  for (const Dataset& dataset : page.datasets) *response.add_datasets() = ToProto(dataset);
  if (!page.next_id.empty()) {
    response.set_next_page_token(listing::EncodePageToken({page.next_id, 0}, fingerprint));
  }
  return response;
}

}  // namespace karvan::statistics
