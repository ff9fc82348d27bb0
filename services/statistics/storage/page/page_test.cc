#include "services/statistics/storage/page/page.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "services/platform/status/testing/matchers.h"

namespace karvan::statistics {
namespace {

std::vector<uint32_t> AllPlaces(const CellTable& table) {
  std::vector<uint32_t> places(table.cells.size());
  std::iota(places.begin(), places.end(), 0);
  return places;
}

// Every cell of a page with all that it says, as text.
std::vector<std::string> Describe(const Page& page) {
  std::vector<std::string> lines;
  for (const Page::Block& block : page.blocks()) {
    const GroupKey& group = page.groups()[block.group];
    for (const Page::Entry& entry : page.EntriesOf(block)) {
      uint32_t cell = entry.first_cell;
      for (int month = 0; month < 12; ++month) {
        if ((entry.months >> month & 1) == 0) continue;
        std::string line =
            absl::StrCat(group.reporter.ToString(), " ", group.flow.ToString(), " ", group.partner.ToString(),
                         " ", page.products()[entry.product].ToString(), " ", block.year * 12 + month, "+",
                         block.month_count, " ");
        for (int measure = 0; measure < kMeasureCount; ++measure) {
          const auto number = page.Get(cell, entry.product, static_cast<Measure>(measure));
          absl::StrAppend(&line, number ? number->ToString() : "-", " ");
        }
        const Attributes& said = page.AttributesOf(cell, entry.product);
        absl::StrAppend(&line, said.quantity_unit, said.status, said.deleted ? "deleted" : "", " ",
                        page.SequenceOf(cell, block.month_count, block.year * 12 + month));
        lines.push_back(line);
        ++cell;
      }
    }
  }
  return lines;
}

std::vector<std::string> Describe(const CellTable& table) {
  std::vector<std::string> lines;
  for (const PackedCell& cell : table.cells) {
    const GroupKey& group = table.groups[cell.group];
    std::string line =
        absl::StrCat(group.reporter.ToString(), " ", group.flow.ToString(), " ", group.partner.ToString(),
                     " ", cell.product.ToString(), " ", cell.first_month, "+", cell.month_count, " ");
    for (int measure = 0; measure < kMeasureCount; ++measure) {
      const auto number = table.Get(cell, static_cast<Measure>(measure));
      absl::StrAppend(&line, number ? number->ToString() : "-", " ");
    }
    const Attributes& said = table.attributes[cell.attributes];
    absl::StrAppend(&line, said.quantity_unit, said.status, said.deleted ? "deleted" : "", " ",
                    cell.sequence);
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> Sorted(std::vector<std::string> lines) {
  std::sort(lines.begin(), lines.end());
  return lines;
}

Observation Cell(const char* reporter, const char* partner, std::string product, Period period,
                 Measures measures) {
  Observation cell;
  cell.series.reporter = reporter;
  cell.series.flow = "X";
  cell.series.partner = partner;
  cell.series.product = std::move(product);
  cell.period = period;
  cell.measures = std::move(measures);
  return cell;
}

// Cells of three groups, some of each product and month, with every kind of number and mark.
CellTable RandomTable(uint32_t seed) {
  std::mt19937 random(seed);
  auto below = [&](uint32_t n) { return random() % n; };
  CellTableBuilder builder;
  for (const char* partner : {"KGZ", "TJK", "UZB"}) {
    for (int product = 0; product < 40; ++product) {
      const std::string code = absl::StrCat(270000 + product * 10);
      for (int month = 2020 * 12; month < 2023 * 12; ++month) {
        if (below(3) == 0) continue;
        Measures m;
        m.quantity_unit = product % 3 ? "kg" : "u";
        if (below(50) != 0) m.value = Decimal::FromUnscaled(below(100'000'000), 2).value();
        if (below(60) == 0) m.value = Decimal::Parse("-12345678901234567890.123").value();
        if (below(60) == 0) m.value = Decimal::FromUnscaled(-static_cast<int64_t>(below(1000)), 2).value();
        if (below(4) != 0) m.net_weight = Decimal::FromInteger(below(1'000'000));
        if (product % 3 && m.net_weight) m.quantity = m.net_weight;
        if (below(9) == 0) m.quantity = Decimal::FromUnscaled(below(1000), 1).value();
        if (below(20) == 0) m.cif_value = Decimal::FromInteger(below(1000));
        if (below(30) == 0) m.status = "E";
        const int months = below(25) == 0 ? 7 : 1;
        builder.Add(Cell("KAZ", partner, code, Period::FromMonths(month, months).value(), m));
        builder.table().cells.back().sequence = below(20) == 0 ? 500 + below(3) : month - 2020 * 12 + 1;
      }
    }
  }
  return builder.Take();
}

TEST(PageTest, GivesBackEveryCell) {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    const CellTable table = RandomTable(seed);
    const std::string bytes = EncodePage(table, AllPlaces(table));
    ASSERT_OK_AND_ASSIGN(std::shared_ptr<const Page> page, Page::Parse(bytes, "page"));
    EXPECT_EQ(page->cell_count(), table.cells.size());
    EXPECT_EQ(Sorted(Describe(*page)), Sorted(Describe(table)));
  }
}

TEST(PageTest, SumsItsColumns) {
  const CellTable table = RandomTable(3);
  ASSERT_OK_AND_ASSIGN(std::shared_ptr<const Page> page,
                       Page::Parse(EncodePage(table, AllPlaces(table)), "page"));
  const NumberColumn& values = page->column(Measure::kValue);
  std::vector<int64_t> decoded(page->cell_count());
  values.Decode(0, decoded.size(), decoded.data());
  for (size_t first : {0, 1, 5, 64, 1000}) {
    for (size_t count : {0, 1, 2, 3, 63, 300, 1000}) {
      int64_t expected = 0;
      std::vector<int64_t> part(count);
      values.Decode(first, count, part.data());
      for (size_t i = 0; i < count; ++i) {
        EXPECT_EQ(part[i], decoded[first + i]);
        expected += decoded[first + i];
      }
      EXPECT_EQ(values.Sum(first, count), expected) << first << " " << count;
    }
  }
}

}  // namespace
}  // namespace karvan::statistics
