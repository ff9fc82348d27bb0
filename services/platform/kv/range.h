#pragma once

#include <string>

namespace karvan::kv {

// Keys from `start` up to, not including, `end`; an empty `end` is no limit.
struct Range {
  std::string start;
  std::string end;

  friend bool operator==(const Range&, const Range&) = default;
};

}  // namespace karvan::kv
