// All five contents, each with every field set, go to proto and back unchanged.
#include <gmock/gmock.h>

#include <string>

#include "google/protobuf/descriptor.h"
#include "services/agreements/convert/agreement.h"
#include "services/agreements/convert/claim.h"
#include "services/agreements/convert/forum.h"
#include "services/agreements/convert/party.h"
#include "services/agreements/convert/target.h"
#include "services/agreements/domain/testing/samples.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::agreements {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::IsOk;
using ::testing::HasSubstr;

template <typename Content>
Content Sample();
template <>
Party Sample() {
  return testing::SampleParty();
}
template <>
Forum Sample() {
  return testing::SampleForum();
}
template <>
Agreement Sample() {
  return testing::SampleAgreement();
}
template <>
Target Sample() {
  return testing::SampleTarget();
}
template <>
Claim Sample() {
  return testing::SampleClaim();
}

template <typename Content>
class ContentsTest : public ::testing::Test {};
using Contents = ::testing::Types<Party, Forum, Agreement, Target, Claim>;
TYPED_TEST_SUITE(ContentsTest, Contents);

TYPED_TEST(ContentsTest, GoToProtoAndBack) {
  const TypeParam content = Sample<TypeParam>();
  Violations violations;
  const TypeParam back = FromProto(ToProto(content), Field(TypeParam::kSingular, violations));
  EXPECT_OK(violations.Status());
  EXPECT_EQ(back, content);
}

TYPED_TEST(ContentsTest, SamplesSetEveryFieldButThoseOfTheRegistry) {
  const MessageOf<TypeParam> message = ToProto(Sample<TypeParam>());
  const google::protobuf::Descriptor& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const google::protobuf::FieldDescriptor& field = *type.field(i);
    const bool is_set = field.is_repeated() ? message.GetReflection()->FieldSize(message, &field) > 0
                                            : message.GetReflection()->HasField(message, &field);
    const bool of_the_registry = field.name() == "name" || field.name() == "etag" ||
                                 field.name() == "revision" ||
                                 field.name().find("_time") != std::string::npos;
    EXPECT_EQ(is_set, !of_the_registry) << field.full_name();
  }
}

TEST(Contents, KeepUnknownEnumNumbersForValidateToReject) {
  v1::Agreement message = ToProto(testing::SampleAgreement());
  message.set_kind(static_cast<v1::Agreement::Kind>(77));
  message.mutable_value()->set_qualifier(static_cast<type::v1::Qualifier>(99));
  Violations violations;
  const Field field("agreement", violations);
  Validate(FromProto(message, field), field);
  EXPECT_THAT(violations.Status(), HasFieldViolation("agreement.kind", HasSubstr("is 77")));
  EXPECT_THAT(violations.Status(), HasFieldViolation("agreement.value.qualifier", HasSubstr("is 99")));
}

TEST(Contents, SayWhichFieldCannotBeRead) {
  v1::Claim message = ToProto(testing::SampleClaim());
  message.set_period("last year");
  message.mutable_figure()->set_value("");
  message.mutable_source()->set_date("yesterday");
  Violations violations;
  FromProto(message, Field("claim", violations));
  EXPECT_THAT(violations.Status(), HasFieldViolation("claim.period", HasSubstr("last year")));
  EXPECT_THAT(violations.Status(), HasFieldViolation("claim.figure.value", HasSubstr("is required")));
  EXPECT_THAT(violations.Status(), HasFieldViolation("claim.source.date", HasSubstr("yesterday")));
}

}  // namespace
}  // namespace karvan::agreements
