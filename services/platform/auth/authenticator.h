#pragma once

#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/platform/auth/identity.h"

namespace karvan::auth {

// What a call brings to show who makes it. The text lives as long as the call.
class Credentials {
 public:
  virtual ~Credentials() = default;

  // The first value of a metadata key (lower case), if the call has one.
  virtual std::optional<absl::string_view> Metadata(absl::string_view key) const = 0;
};

// Tells who makes a call. Thread-safe; called on every call, so it must not block.
class Authenticator {
 public:
  virtual ~Authenticator() = default;

  // UNAUTHENTICATED (reason UNAUTHENTICATED) when the credentials are missing or not valid.
  virtual absl::StatusOr<Identity> Authenticate(const Credentials& credentials) const = 0;
};

// Takes every caller for one identity: for tests, and for a suite that serves one machine only.
class StaticAuthenticator : public Authenticator {
 public:
  explicit StaticAuthenticator(Identity identity);
  absl::StatusOr<Identity> Authenticate(const Credentials& credentials) const override;

 private:
  const Identity identity_;
};

}  // namespace karvan::auth
