#include "services/platform/auth/authenticator.h"

#include <utility>

namespace karvan::auth {

StaticAuthenticator::StaticAuthenticator(Identity identity) : identity_(std::move(identity)) {}

absl::StatusOr<Identity> StaticAuthenticator::Authenticate(const Credentials&) const { return identity_; }

}  // namespace karvan::auth
