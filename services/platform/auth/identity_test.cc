#include "services/platform/auth/identity.h"

#include <gtest/gtest.h>

#include "services/platform/auth/authenticator.h"

namespace karvan::auth {
namespace {

TEST(IdentityTest, AnExactPermissionCoversItself) {
  const Identity identity{"clerk", {"statistics.releases.read", "statistics.releases.write"}};
  EXPECT_TRUE(identity.Has("statistics.releases.write"));
  EXPECT_FALSE(identity.Has("statistics.releases.publish"));
  EXPECT_FALSE(identity.Has("statistics.releases"));
  EXPECT_FALSE(identity.Has("statistics.releases.write.all"));
  EXPECT_FALSE(identity.Has(""));
}

TEST(IdentityTest, AWildcardCoversWhatIsUnderItsPrefix) {
  const Identity identity{"office", {"statistics.*"}};
  EXPECT_TRUE(identity.Has("statistics.releases.write"));
  EXPECT_FALSE(identity.Has("statistics"));
  EXPECT_FALSE(identity.Has("statisticsx.read"));
  EXPECT_FALSE(identity.Has("agreements.parties.read"));
}

TEST(IdentityTest, AStarCoversAll) { EXPECT_TRUE((Identity{"root", {"*"}}.Has("anything.at.all"))); }

TEST(IdentityTest, AStarInsideIsNoWildcard) {
  EXPECT_FALSE((Identity{"clerk", {"statistics*"}}.Has("statistics.read")));
}

TEST(IdentityTest, NobodyMayDoNothing) { EXPECT_FALSE(Identity{}.Has("statistics.releases.read")); }

class NoCredentials : public Credentials {
 public:
  std::optional<absl::string_view> Metadata(absl::string_view) const override { return std::nullopt; }
};

TEST(StaticAuthenticatorTest, EveryCallerIsTheOne) {
  const StaticAuthenticator authenticator(Identity{"suite", {"*"}});
  const absl::StatusOr<Identity> identity = authenticator.Authenticate(NoCredentials());
  ASSERT_TRUE(identity.ok());
  EXPECT_EQ(identity->name, "suite");
}

}  // namespace
}  // namespace karvan::auth
