#include "services/statistics/storage/domain_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/kv/errors.h"
#include "services/platform/status/testing/matchers.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/read_record.h"
#include "services/statistics/storage/testing/faulty_store.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using ::karvan::testing::IsOkAndHolds;
using ::karvan::testing::StatusIs;
using testing::FaultyStore;
using ::testing::Optional;

class DomainWriterTest : public ::testing::Test {
 protected:
  // Counts releases in the head, and answers with the count.
  absl::StatusOr<std::string> Count(const WriteRequest& request = {}) {
    return writer_.Write("tj", request,
                         [](DomainWriter::Transaction& transaction) -> absl::StatusOr<std::string> {
                           transaction.head.set_release_count(transaction.head.release_count() + 1);
                           return std::to_string(transaction.head.release_count());
                         });
  }

  int64_t Counted() {
    auto head = ReadRecord<stored::StoredHead>(**store_.OpenView(), HeadKey("tj"), "head");
    EXPECT_OK(head);
    return *head ? (*head)->release_count() : 0;
  }

  ManualClock clock_{absl::FromUnixSeconds(1'724'000'000)};
  FaultyStore store_{clock_};
  DomainWriter writer_{store_, clock_};
};

TEST_F(DomainWriterTest, WritesTheHeadAndTheRows) {
  EXPECT_THAT(Count(), IsOkAndHolds("1"));
  EXPECT_THAT(Count(), IsOkAndHolds("2"));
  EXPECT_EQ(Counted(), 2);
}

TEST_F(DomainWriterTest, ALostRaceIsTriedAgain) {
  store_.faults = {FaultyStore::Fault::kConflict, FaultyStore::Fault::kConflict};
  EXPECT_THAT(Count(), IsOkAndHolds("1"));
  EXPECT_EQ(Counted(), 1);
}

TEST_F(DomainWriterTest, AnUnknownOutcomeIsFoundOut) {
  store_.faults = {FaultyStore::Fault::kUnknownDone};
  EXPECT_THAT(Count(), IsOkAndHolds("1"));
  EXPECT_EQ(Counted(), 1) << "done once, not twice";
  store_.faults = {FaultyStore::Fault::kUnknownNotDone};
  EXPECT_THAT(Count(), IsOkAndHolds("2"));
  EXPECT_EQ(Counted(), 2);
}

TEST_F(DomainWriterTest, EndlessRacesAreAConflict) {
  store_.faults.assign(1000, FaultyStore::Fault::kConflict);
  EXPECT_THAT(Count(), StatusIs(absl::StatusCode::kAborted));
  EXPECT_THAT(Count(), HasReason("CONFLICT"));
}

TEST_F(DomainWriterTest, WhatMayHaveBeenDoneIsNeverAConflict) {
  store_.faults.assign(32, FaultyStore::Fault::kUnknownNotDone);
  EXPECT_THAT(Count(), HasReason("UNKNOWN_OUTCOME"));
  store_.faults = {FaultyStore::Fault::kUnknownDone};
  store_.view_fault = kv::ViewExpiredError();
  EXPECT_THAT(Count(), HasReason("UNKNOWN_OUTCOME"));
  store_.faults = {FaultyStore::Fault::kUnknownDone};
  store_.view_fault = kv::UnavailableError("connection lost");
  EXPECT_THAT(Count(), HasReason("UNKNOWN_OUTCOME"));
  store_.view_fault = absl::OkStatus();
  EXPECT_EQ(Counted(), 2);
}

TEST_F(DomainWriterTest, AnUnknownOutcomeThatWasFoundOutIsForgotten) {
  store_.faults.assign(32, FaultyStore::Fault::kConflict);
  store_.faults.back() = FaultyStore::Fault::kUnknownNotDone;
  EXPECT_THAT(Count(), HasReason("CONFLICT"));
}

TEST_F(DomainWriterTest, AnErrorOfTheDecisionWritesNothing) {
  auto refuse = [](DomainWriter::Transaction& transaction) -> absl::StatusOr<std::string> {
    transaction.head.set_release_count(100);
    return absl::FailedPreconditionError("no");
  };
  EXPECT_THAT(writer_.Write("tj", {}, refuse), StatusIs(absl::StatusCode::kFailedPrecondition, "no"));
  EXPECT_EQ(Counted(), 0);
}

TEST_F(DomainWriterTest, RequestsAreScopedToCallerAndMethod) {
  const WriteRequest request{"ana", "Create", "1", 5};
  EXPECT_THAT(Count(request), IsOkAndHolds("1"));
  EXPECT_THAT(Count(request), IsOkAndHolds("1"));
  EXPECT_THAT(Count({"bob", "Create", "1", 5}), IsOkAndHolds("2"));
  EXPECT_THAT(Count({"ana", "Publish", "1", 5}), IsOkAndHolds("3"));
  EXPECT_THAT(Count({"anaC", "reate", "1", 5}), IsOkAndHolds("4")) << "names do not run together";
  EXPECT_THAT(Count({"ana", "Create", "1", 6}), HasReason("REQUEST_ID_REUSED"));
  EXPECT_EQ(Counted(), 4);
}

TEST_F(DomainWriterTest, RequestsAreKeptForSevenDays) {
  const WriteRequest request{"ana", "Create", "1", 5};
  EXPECT_THAT(Count(request), IsOkAndHolds("1"));
  clock_.Advance(absl::Hours(7 * 24));
  EXPECT_THAT(Count(request), IsOkAndHolds("1"));
  clock_.Advance(absl::Seconds(1));
  EXPECT_THAT(Count(request), IsOkAndHolds("2"));
}

}  // namespace
}  // namespace karvan::statistics
