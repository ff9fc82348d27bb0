#include "tests/benchmarks/workload/trade_model.h"

#include <utility>

#include "tests/benchmarks/workload/areas.h"
#include "tests/benchmarks/workload/elementary.h"

namespace karvan::bench {
namespace {

constexpr int kProducts = 5000;
constexpr uint64_t kOneInOutliers = 1000;
constexpr uint64_t kOutlierFactor = 1000;

// A number for a cell, from which all that is random about it is drawn.
uint64_t CellNumber(uint32_t id, int month) { return uint64_t{id} << 8 | static_cast<uint64_t>(month); }

// A product sells more in one half of its year.
double Season(int product, int month) {
  const uint64_t start = Mix(static_cast<uint64_t>(product)) % 12;
  return 1 + .25 * ((start + static_cast<uint64_t>(month)) % 12 < 6 ? 1 : -1) * .5;
}

}  // namespace

TradeModel::TradeModel(const TradeOptions& options)
    : options_(options),
      random_(options.seed),
      products_(DrawProducts(kProducts, random_)),
      reporters_(kReporters, 10),
      partners_(kAreas, 9),
      goods_(kProducts, 8),
      active_(kMonths) {
  uint64_t rows = 0;
  while (rows < options_.rows) {
    TradeSeries drawn;
    if (!DrawNew(drawn)) continue;
    const auto id = static_cast<uint32_t>(series_.size());
    series_.push_back(drawn);
    const uint64_t figures = Activate(id, options_.rows - rows);
    if (figures > 0) live_.push_back(id);
    rows += figures;
  }
  drawn_ = {};
  Shuffle();
}

bool TradeModel::DrawNew(TradeSeries& series) {
  series.reporter = reporters_.Pick(random_);
  series.partner = partners_.Pick(random_);
  if (series.reporter == series.partner) return false;
  series.imports = random_.Below(2) == 1;
  series.product = goods_.Pick(random_);
  const uint64_t key = static_cast<uint64_t>(series.reporter) << 32 |
                       static_cast<uint64_t>(series.partner << 20 | series.imports << 16 | series.product);
  if (!drawn_.insert(key).second) return false;

  const double activity = random_.Uniform();
  series.activity = static_cast<float>(.04 + .96 * activity * activity);
  series.first_month = random_.Below(3) > 0 ? 0 : static_cast<int>(random_.Below(150));
  series.last_month =
      random_.Below(3) > 0
          ? kMonths - 1
          : series.first_month + static_cast<int>(random_.Below(kMonths - series.first_month));
  series.size = static_cast<float>(8.5 + 2.2 * random_.Normal());
  return true;
}

uint64_t TradeModel::Activate(uint32_t id, uint64_t limit) {
  const TradeSeries& series = series_[id];
  const auto threshold = static_cast<uint64_t>(series.activity * 4294967296.0);
  uint64_t figures = 0;
  for (int month = series.first_month; month <= series.last_month && figures < limit; ++month) {
    if (Mix(options_.seed ^ CellNumber(id, month)) >> 32 >= threshold) continue;
    active_[month].push_back(id);
    ++figures;
  }
  return figures;
}

void TradeModel::Shuffle() {
  for (std::vector<uint32_t>& ids : active_) {
    for (size_t i = ids.size(); i > 1; --i) {
      std::swap(ids[i - 1], ids[random_.Below(static_cast<uint32_t>(i))]);
    }
  }
}

Figure TradeModel::FigureOf(uint32_t id, int month) const {
  const TradeSeries& series = series_[id];
  const Product& product = products_[series.product];
  const uint64_t cell = CellNumber(id, month);
  Random random(Mix(options_.seed * 31 + cell));
  double noise = random.Uniform();
  noise += random.Uniform();
  noise += random.Uniform();
  const double value = Exp(series.size + .004 * month + .35 * (noise - 1.5)) * Season(series.product, month);
  const double price = product.price * (.8 + .4 * random.Uniform());

  Figure figure;
  figure.cents = static_cast<uint64_t>(value * 100) + 1;
  figure.kilograms = static_cast<uint64_t>(value / price) + 1;
  figure.quantity =
      product.weighed()
          ? figure.kilograms
          : static_cast<uint64_t>(static_cast<double>(figure.kilograms) / (.2 + series.product % 37)) + 1;
  if (options_.outliers && Mix(options_.seed * 37 + cell) % kOneInOutliers == 0) {
    figure.cents *= kOutlierFactor;
  }
  if (options_.vintage > 0) {  // a revision by up to a tenth upwards, different in each vintage
    Random revision(Mix(options_.seed * 41 + cell) + static_cast<uint64_t>(options_.vintage));
    figure.cents += figure.cents * revision.Below(1000) / 10000;
  }
  return figure;
}

}  // namespace karvan::bench
