#include "tests/benchmarks/workload/products.h"

#include <cstdint>
#include <iterator>
#include <unordered_set>

#include "absl/strings/str_format.h"
#include "tests/benchmarks/workload/elementary.h"

namespace karvan::bench {
namespace {

constexpr absl::string_view kUnits[] = {"kg", "u", "m2", "l", "m3", "2u", "carat", "1000kWh"};
constexpr uint32_t kUnused = 77;  // a chapter that the Harmonized System keeps free

uint32_t DrawCode(Random& random, uint32_t chapter) {
  uint32_t code = chapter * 10000;
  code += (1 + random.Below(12)) * 100;
  code += 10 * (1 + random.Below(9));
  if (random.Below(3) == 0) code += random.Below(10);
  return code;
}

}  // namespace

std::vector<Product> DrawProducts(int count, Random& random) {
  std::unordered_set<uint32_t> taken;
  std::vector<Product> products;
  while (products.size() < static_cast<size_t>(count)) {
    const uint32_t chapter = 1 + random.Below(97);
    if (chapter == kUnused) continue;
    const uint32_t code = DrawCode(random, chapter);
    if (taken.insert(code).second) products.push_back({absl::StrFormat("%06d", code), kUnits[0], 0});
  }
  for (Product& product : products) {
    if (random.Below(10) >= 7) product.unit = kUnits[1 + random.Below(std::size(kUnits) - 1)];
    product.price = Exp(1.5 + 1.6 * random.Normal());
  }
  return products;
}

}  // namespace karvan::bench
