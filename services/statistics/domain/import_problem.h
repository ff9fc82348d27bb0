#pragma once

#include <cstdint>
#include <string>

namespace karvan::statistics {

// A row of a file, or a part of one, that could not be read. Texts are UTF-8.
struct ImportProblem {
  int64_t line = 0;     // on which the row begins, from 1
  std::string column;   // its name in the file; empty when the row as a whole is wrong
  std::string value;    // what stands there, at most kMaxProblemValueBytes
  std::string message;  // what is wrong with it and what is allowed

  friend bool operator==(const ImportProblem&, const ImportProblem&) = default;
};

inline constexpr int kMaxProblemValueBytes = 200;
inline constexpr int kMaxProblemsReported = 1000;

}  // namespace karvan::statistics
