#include "services/platform/rpc/method_table.h"

#include <gtest/gtest.h>

#include "services/platform/rpc/testing/echo_service.grpc.pb.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::rpc {
namespace {

using karvan::testing::StatusIs;
using ::testing::HasSubstr;

// A use of its messages links the file of the service in, as a service class does.
TEST(MethodTableTest, ReadsPermissionsFromTheProto) {
  ASSERT_EQ(testing::EchoRequest::descriptor()->file()->service_count(), 2);
  ASSERT_OK_AND_ASSIGN(auto methods, MethodsOf(testing::EchoService::service_full_name()));
  ASSERT_EQ(methods.size(), 4u);
  EXPECT_EQ(methods.at("Echo").service, "karvan.rpc.testing.EchoService");
  EXPECT_EQ(methods.at("Echo").name, "Echo");
  EXPECT_EQ(methods.at("Echo").permission, "echo.messages.read");
  EXPECT_EQ(methods.at("Collect").permission, "echo.messages.write");
}

TEST(MethodTableTest, NamesMethodsThatDeclareNone) {
  EXPECT_THAT(MethodsOf(testing::CarelessService::service_full_name()),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       "methods of karvan.rpc.testing.CarelessService declare no "
                       "(karvan.type.v1.permission): Careless"));
}

TEST(MethodTableTest, NamesAServiceThatIsNotLinkedIn) {
  EXPECT_THAT(MethodsOf("karvan.Nowhere"),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("karvan.Nowhere is not linked")));
}

}  // namespace
}  // namespace karvan::rpc
