#pragma once

#include <cstdint>
#include <unordered_set>
#include <vector>

#include "tests/benchmarks/workload/products.h"
#include "tests/benchmarks/workload/random.h"
#include "tests/benchmarks/workload/zipf.h"

namespace karvan::bench {

inline constexpr int kFirstYear = 2010;
inline constexpr int kMonths = 180;  // January 2010 to December 2024

// What trade is drawn from. Equal options give equal figures on every machine.
struct TradeOptions {
  uint64_t rows = 1'000'000;  // figures in all
  uint64_t seed = 20240624;
  bool outliers = false;  // one value in 1,000 times 1,000
  int vintage = 0;        // above 0: the figures as revised for the vintage-th time
};

// One line of monthly trade: who reports, with whom, which way, what.
struct TradeSeries {
  int reporter;  // areas, as of AreaCode
  int partner;
  bool imports;
  int product;     // index into products()
  float activity;  // the probability of a figure in a month
  float size;      // logarithm of a usual value
  int first_month;
  int last_month;
};

struct Figure {
  uint64_t cents;
  uint64_t kilograms;
  uint64_t quantity;  // in the product's unit
};

// Bilateral trade in goods as a world compilation has it: series drawn without repeats, reporters, partners
// and products by Zipf's law; a series lives in a window of months and has a figure in some of them (48 a
// series at 10 million rows); values lognormal with season, growth and noise, weights by price.
class TradeModel {
 public:
  explicit TradeModel(const TradeOptions& options);

  const std::vector<Product>& products() const { return products_; }
  const TradeSeries& series(uint32_t id) const { return series_[id]; }
  // The series that have a figure in a month, 0 to kMonths-1, in random order.
  const std::vector<uint32_t>& active(int month) const { return active_[month]; }
  // A series of those that have a figure in some month, each as likely.
  uint32_t DrawSeries() { return live_[random_.Below(static_cast<uint32_t>(live_.size()))]; }
  size_t live_count() const { return live_.size(); }

  // The figure of a series in a month in which it is active.
  Figure FigureOf(uint32_t id, int month) const;

 private:
  // Draws a series that is new; false when the draw was none.
  bool DrawNew(TradeSeries& series);
  // Lets it have figures in its months, at most `limit`, and gives their number.
  uint64_t Activate(uint32_t id, uint64_t limit);
  // Makes the order of the series in each month random.
  void Shuffle();

  const TradeOptions options_;
  Random random_;
  const std::vector<Product> products_;
  const Zipf reporters_;
  const Zipf partners_;
  const Zipf goods_;
  std::unordered_set<uint64_t> drawn_;
  std::vector<TradeSeries> series_;
  std::vector<uint32_t> live_;
  std::vector<std::vector<uint32_t>> active_;
};

}  // namespace karvan::bench
