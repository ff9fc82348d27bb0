#include "services/agreements/convert/resource.h"

#include <gtest/gtest.h>

#include "services/agreements/convert/party.h"
#include "services/agreements/domain/testing/samples.h"

namespace karvan::agreements {
namespace {

TEST(TimestampOf, KeepsTheFraction) {
  const google::protobuf::Timestamp after = TimestampOf(absl::FromUnixMicros(1'724'313'600'000'001));
  EXPECT_EQ(after.seconds(), 1'724'313'600);
  EXPECT_EQ(after.nanos(), 1'000);
  const google::protobuf::Timestamp before_1970 = TimestampOf(absl::FromUnixMillis(-1));
  EXPECT_EQ(before_1970.seconds(), -1);
  EXPECT_EQ(before_1970.nanos(), 999'000'000);
}

TEST(ToProto, AddsTheNameAndWhatTheRegistryRecords) {
  Resource<Party> party;
  party.id = "kazakhstan";
  party.content = testing::SampleParty();
  party.lifecycle.create_time = absl::FromUnixSeconds(10);
  party.lifecycle.update_time = absl::FromUnixSeconds(20);
  party.lifecycle.revision = 3;
  party.lifecycle.etag = "abc";
  v1::Party message = ToProto(party);
  EXPECT_EQ(message.name(), "parties/kazakhstan");
  EXPECT_EQ(message.country(), "KAZ");
  EXPECT_EQ(message.create_time().seconds(), 10);
  EXPECT_EQ(message.update_time().seconds(), 20);
  EXPECT_FALSE(message.has_delete_time());
  EXPECT_EQ(message.revision(), 3);
  EXPECT_EQ(message.etag(), "abc");

  party.lifecycle.delete_time = absl::FromUnixSeconds(30);
  EXPECT_EQ(ToProto(party).delete_time().seconds(), 30);
}

}  // namespace
}  // namespace karvan::agreements
