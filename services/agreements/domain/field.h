#pragma once

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/platform/status/error.h"

namespace karvan::agreements {

// A field under check: it knows its path in the request ("claim.figure.value") and where its faults are
// collected. The Violations outlive it.
class Field {
 public:
  Field(absl::string_view path, Violations& violations) : path_(path), violations_(&violations) {}

  Field Sub(absl::string_view name) const;  // "claim" -> "claim.figure"
  Field Item(size_t index) const;           // "claim.sources" -> "claim.sources[2]"

  const std::string& path() const { return path_; }

  // Says what is wrong with the field and what is allowed.
  void Reject(absl::string_view description) const { violations_->Add(path_, description); }

  // Rejects the field for a status that is not OK, as from Decimal::Parse.
  void RejectIfError(const absl::Status& status) const { violations_->Add(path_, status); }

 private:
  std::string path_;
  Violations* violations_;
};

// `value` in quotes for a description; a long one is cut.
std::string Quoted(absl::string_view value);

}  // namespace karvan::agreements
