#include "services/platform/metrics/exposer.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/platform/metrics/rpc_metrics.h"
#include "services/platform/status/testing/matchers.h"

namespace karvan::metrics {
namespace {

using karvan::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// What a plain HTTP client gets from 127.0.0.1.
std::string HttpGet(int port, const std::string& path) {
  const int connection = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  const std::string request =
      absl::StrCat("GET ", path, " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(send(connection, request.data(), request.size(), 0), static_cast<ssize_t>(request.size()));
  std::string answer;
  char buffer[4096];
  for (ssize_t got; (got = recv(connection, buffer, sizeof(buffer), 0)) > 0;) answer.append(buffer, got);
  close(connection);
  return answer;
}

TEST(ExposerTest, ServesTheRegistry) {
  auto registry = std::make_shared<prometheus::Registry>();
  RpcMetrics metrics(*registry);
  metrics.ForMethod("karvan.Service", "Get").Shed();
  ASSERT_OK_AND_ASSIGN(auto exposer, Exposer::Start("127.0.0.1:0", registry));
  const std::string answer = HttpGet(exposer->port(), "/metrics");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(answer, HasSubstr("karvan_rpc_shed_total{method=\"Get\",service=\"karvan.Service\"} 1"));
}

TEST(ExposerTest, SaysWhichAddressCannotBeServed) {
  auto registry = std::make_shared<prometheus::Registry>();
  EXPECT_THAT(Exposer::Start("no-such-address:x", registry),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("\"no-such-address:x\" cannot be served")));
}

}  // namespace
}  // namespace karvan::metrics
