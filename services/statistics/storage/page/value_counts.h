#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace karvan::statistics {

// Counts how often each value comes with each key; fast where the values of a key repeat.
class ValueCounts {
 public:
  struct Count {
    uint32_t key = 0;
    int64_t value = 0;
    size_t count = 0;
  };

  // Of keys below `keys`.
  explicit ValueCounts(size_t keys) : last_(keys) {}

  void Add(uint32_t key, int64_t value) {
    Count& last = last_[key];
    if (last.count != 0 && last.value != value) {
      ended_.push_back(last);
      last.count = 0;
    }
    last = {key, value, last.count + 1};
  }

  // Each key and value once, by keys, then by values. Clears the counts.
  std::vector<Count> Take();

 private:
  std::vector<Count> last_;   // by key: its last value, and how often it came in a row
  std::vector<Count> ended_;  // those that another value followed
};

// Of each key of `counts` (ordered by keys, then by values) the most frequent value, and of equally frequent
// ones the least.
std::vector<ValueCounts::Count> MostFrequentByKey(const std::vector<ValueCounts::Count>& counts);

}  // namespace karvan::statistics
