#include "services/agreements/api/update_mask.h"

#include <gmock/gmock.h>

#include <string>

#include "karvan/agreements/v1/claim.pb.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::IsOkAndHolds;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

v1::Claim SomeClaim() {
  v1::Claim claim;
  claim.set_name("claims/a");
  claim.set_etag("e");
  claim.set_revision(4);
  claim.mutable_create_time()->set_seconds(1);
  claim.set_indicator("turnover");
  claim.mutable_figure()->set_value("1.1");
  return claim;
}

absl::StatusOr<std::vector<std::string>> Names(const std::vector<std::string>& paths,
                                               const v1::Claim& claim) {
  google::protobuf::FieldMask mask;
  for (const std::string& path : paths) mask.add_paths(path);
  KARVAN_ASSIGN_OR_RETURN(const auto fields, FieldsToUpdate(mask, claim));
  std::vector<std::string> names;
  for (const auto* field : fields) names.push_back(field->name());
  return names;
}

TEST(FieldsToUpdate, AreThoseOfTheMask) {
  EXPECT_THAT(Names({"partner", "figure"}, SomeClaim()), IsOkAndHolds(ElementsAre("partner", "figure")));
}

TEST(FieldsToUpdate, AreThoseSetWithoutAMask) {
  EXPECT_THAT(Names({}, SomeClaim()), IsOkAndHolds(ElementsAre("indicator", "figure")));
}

TEST(FieldsToUpdate, AreAllForAStar) {
  EXPECT_THAT(Names({"*"}, v1::Claim()),
              IsOkAndHolds(ElementsAre("indicator", "flow", "reporter", "partner", "period", "figure",
                                       "stated_by", "measured_by", "forum", "source")));
}

TEST(FieldsToUpdate, LeaveOutWhatACallerCannotChange) {
  EXPECT_THAT(Names({"name", "etag", "create_time", "revision", "flow"}, SomeClaim()),
              IsOkAndHolds(ElementsAre("flow")));
}

TEST(FieldsToUpdate, AreNeverNone) {
  const auto none = HasFieldViolation("update_mask", AllOf(HasSubstr("no field that can be changed"),
                                                           HasSubstr("indicator, flow, reporter")));
  EXPECT_THAT(Names({}, v1::Claim()), none);
  EXPECT_THAT(Names({"name", "revision"}, SomeClaim()), none);
}

TEST(FieldsToUpdate, NameTheAllowedForAnyOtherPath) {
  for (const char* path : {"colour", "figure.value", "", "Figure"}) {
    EXPECT_THAT(Names({path}, SomeClaim()),
                HasFieldViolation("update_mask",
                                  AllOf(HasSubstr(std::string("path \"") + path + "\""),
                                        HasSubstr("indicator, flow, reporter"), Not(HasSubstr("etag")))));
  }
  EXPECT_THAT(Names({"*", "flow"}, SomeClaim()), HasFieldViolation("update_mask", HasSubstr("path \"*\"")));
}

TEST(CopyFields, CopiesAndClears) {
  google::protobuf::FieldMask mask;
  mask.add_paths("flow");
  mask.add_paths("figure");
  const v1::Claim source = SomeClaim();
  v1::Claim target;
  target.set_flow("X");
  target.set_partner("KAZ");
  CopyFields(source, FieldsToUpdate(mask, source).value(), target);
  EXPECT_EQ(target.flow(), "");
  EXPECT_EQ(target.figure().value(), "1.1");
  EXPECT_EQ(target.partner(), "KAZ");
  EXPECT_EQ(source.figure().value(), "1.1");
}

}  // namespace
}  // namespace karvan::agreements
