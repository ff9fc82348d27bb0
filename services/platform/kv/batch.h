#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"

namespace karvan::kv {

// Tells one write of a row from another: a row that is written again, even with an equal value, gets another
// version, which it keeps for as long as it is not written. Means nothing across keys.
using RowVersion = uint64_t;

// What a commit writes, and what must be true for it to do so. Rows are of one domain.
class Batch {
 public:
  struct Mutation {
    std::string key;
    bool is_delete = false;
    std::string value;
  };

  struct Absent {};
  struct Present {};
  struct ValueEquals {
    std::string value;
  };
  struct VersionEquals {
    RowVersion version = 0;
  };
  struct Precondition {
    std::string key;
    std::variant<Absent, Present, ValueEquals, VersionEquals> condition;
  };

  // Writes a row. Of several mutations of a key the last one counts.
  Batch& Put(absl::string_view key, absl::string_view value) {
    mutations_.push_back({std::string(key), false, std::string(value)});
    return *this;
  }
  // Removes a row, if it is there.
  Batch& Delete(absl::string_view key) {
    mutations_.push_back({std::string(key), true, ""});
    return *this;
  }

  Batch& RequireAbsent(absl::string_view key) { return Require(key, Absent{}); }
  Batch& RequirePresent(absl::string_view key) { return Require(key, Present{}); }
  Batch& RequireValue(absl::string_view key, absl::string_view value) {
    return Require(key, ValueEquals{std::string(value)});
  }
  Batch& RequireVersion(absl::string_view key, RowVersion version) {
    return Require(key, VersionEquals{version});
  }

  const std::vector<Mutation>& mutations() const { return mutations_; }
  const std::vector<Precondition>& preconditions() const { return preconditions_; }

 private:
  Batch& Require(absl::string_view key, decltype(Precondition::condition) condition) {
    preconditions_.push_back({std::string(key), std::move(condition)});
    return *this;
  }

  std::vector<Mutation> mutations_;
  std::vector<Precondition> preconditions_;
};

}  // namespace karvan::kv
