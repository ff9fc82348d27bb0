#pragma once

#include <memory>
#include <string>

#include "services/platform/clock/clock.h"
#include "services/platform/kv/memory_store.h"
#include "services/platform/ledger/committer.h"
#include "services/platform/rpc/call_context.h"
#include "services/platform/status/testing/matchers.h"
#include "services/statistics/api/import_sink.h"
#include "services/statistics/storage/kv_dataset_repository.h"
#include "services/statistics/storage/kv_observation_store.h"
#include "services/statistics/storage/kv_release_repository.h"
#include "services/statistics/storage/release_event_repository.h"
#include "services/statistics/storage/schedule_repository.h"
#include "services/statistics/storage/upload_repository.h"

// For tests of handlers: the real repositories over a store in memory, and a call.
namespace karvan::statistics::testing {

inline absl::Time Day(int day) {
  return absl::FromCivil(absl::CivilDay(2024, 8, 1) + (day - 1), absl::UTCTimeZone());
}

struct MemoryRepositories {
  ManualClock clock{Day(10)};
  std::unique_ptr<kv::Store> store = kv::NewMemoryStore(clock);
  ledger::Committer committer{*store, clock};
  KvDatasetRepository datasets{*store, committer};
  RunCatalog runs{*store, 1 << 20};
  KvReleaseRepository releases{runs, committer};
  KvObservationStore observations{runs};
  UploadRepository uploads{*store, committer};
  ScheduleRepository schedule{*store, committer};
  ReleaseEventRepository events{*store};
  rpc::CallContext call{
      rpc::CallContext::Values{.identity = {"tester", {"*"}}, .request_id = "call-1", .clock = &clock}};

  // A dataset of goods in US dollars.
  void AddDataset(const std::string& id) {
    Dataset dataset;
    dataset.id = id;
    dataset.display_name = "Trade";
    dataset.provider = "Agency";
    dataset.currency_code = "USD";
    EXPECT_OK(datasets.Create(dataset, {}));
  }

  // A draft in a dataset; its name.
  std::string AddDraft(const std::string& dataset) {
    Release draft;
    draft.dataset = dataset;
    return ReleaseName(dataset, releases.Create(draft, {})->number);
  }

  // Imports a file as a client would.
  absl::StatusOr<v1::ImportObservationsResponse> Import(const std::string& release,
                                                        const std::string& content) {
    ImportSink sink(call, datasets, releases);
    v1::ImportObservationsRequest header, body;
    header.mutable_header()->set_release(release);
    header.mutable_header()->set_file_name("a.csv");
    body.set_content(content);
    if (absl::Status status = sink.OnMessage(header); !status.ok()) return status;
    if (absl::Status status = sink.OnMessage(body); !status.ok()) return status;
    return sink.Finish();
  }

  // Imports and publishes rows of Karvan CSV, which begin with "reporter,partner,flow,period,value".
  void PublishCsv(const std::string& dataset, const std::string& content,
                  std::optional<absl::Time> published_at = std::nullopt) {
    const std::string release = AddDraft(dataset);
    absl::StatusOr<v1::ImportObservationsResponse> imported = Import(release, content);
    ASSERT_OK(imported);
    ASSERT_EQ(imported->problem_count(), 0) << imported->problems(0).ShortDebugString();
    const int64_t number = std::stoll(release.substr(release.rfind('/') + 1));
    EXPECT_OK(releases.Publish(dataset, number, published_at, "", {}));
  }
};

}  // namespace karvan::statistics::testing
