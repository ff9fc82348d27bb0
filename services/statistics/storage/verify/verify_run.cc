#include "services/statistics/storage/verify/verify_run.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/page/page.h"
#include "services/statistics/storage/run/run_keys.h"

namespace karvan::statistics {
namespace {

constexpr int kMonths = 12;

// A cell of a page.
struct Place {
  const Page::Block& block;
  const Page::Entry& entry;
  uint32_t cell = 0;
  int32_t first_month = 0;
};

template <typename Visit>
void ForEachCell(const Page& page, Visit visit) {
  for (const Page::Block& block : page.blocks()) {
    for (const Page::Entry& entry : page.EntriesOf(block)) {
      uint32_t cell = entry.first_cell;
      for (int month = 0; month < kMonths; ++month) {
        if ((entry.months >> month & 1) != 0)
          visit(Place{block, entry, cell++, block.year * kMonths + month});
      }
    }
  }
}

// What the directory should say of a page, but the sequences.
PageInfo InfoOf(const Page& page) {
  PageInfo info;
  info.first_group = page.groups().front();
  info.last_group = page.groups().back();
  info.cell_count = static_cast<uint32_t>(page.cell_count());
  std::optional<Code> first, last;
  std::optional<int32_t> first_month, end_month;
  ForEachCell(page, [&](const Place& at) {
    const Code product = page.products()[at.entry.product];
    if (at.block.group == 0) first = std::min(first.value_or(product), product);
    if (at.block.group + 1 == page.groups().size()) last = std::max(last.value_or(product), product);
    first_month = std::min(first_month.value_or(at.first_month), at.first_month);
    const int32_t end = at.first_month + at.block.month_count;
    end_month = std::max(end_month.value_or(end), end);
  });
  info.first_product = first.value_or(Code());
  info.last_product = last.value_or(Code());
  info.first_month = first_month.value_or(0);
  info.end_month = end_month.value_or(0);
  return info;
}

auto Told(const PageInfo& info) {
  return std::tie(info.first_group, info.first_product, info.last_group, info.last_product, info.cell_count,
                  info.first_month, info.end_month);
}

class RunVerification {
 public:
  RunVerification(const OpenRun& run, RunReader& reader, const Versions& versions, VerifyReport& report,
                  CellCounts& counts)
      : run_(run), reader_(reader), versions_(versions), report_(report), counts_(counts) {}

  absl::Status Run() {
    ++report_.runs;
    const std::vector<PageInfo>& pages = run_.directory->pages;
    for (size_t i = 0; i < pages.size(); ++i) {
      ++report_.pages;
      if (i > 0 && std::tie(pages[i - 1].last_group, pages[i - 1].last_product) >=
                       std::tie(pages[i].first_group, pages[i].first_product)) {
        Fault(i, 0, "does not stand behind the page before it");
      }
      KARVAN_RETURN_IF_ERROR(VerifyPage(i));
    }
    return absl::OkStatus();
  }

 private:
  absl::Status VerifyPage(size_t number) {
    std::shared_ptr<const Page> above;
    const size_t layers = run_.directory->pages[number].layers.size();
    for (size_t layer = 0; layer < layers; ++layer) {
      absl::StatusOr<std::shared_ptr<const Page>> page = reader_.Load(run_, number, layer);
      if (kv::IsCorrupt(page.status())) {
        report_.AddFault(std::string(page.status().message()));
        return absl::OkStatus();
      }
      KARVAN_RETURN_IF_ERROR(page.status());
      if (layer == 0 && Told(InfoOf(**page)) != Told(run_.directory->pages[number])) {
        Fault(number, layer, "is not what the directory says of it");
      }
      VerifySequences(number, layer, **page);
      if (above != nullptr) VerifyOlder(number, layer, **page, *above);
      above = *std::move(page);
    }
    return absl::OkStatus();
  }

  void VerifySequences(size_t number, size_t layer, const Page& page) {
    const LayerInfo said = run_.SequencesOf(number, layer);
    bool right = true;
    ForEachCell(page, [&](const Place& at) {
      const int64_t sequence = SequenceOf(page, at);
      right = right && said.min_sequence <= sequence && sequence <= said.max_sequence;
      ++counts_[sequence];
      ++report_.cells;
    });
    if (!right) Fault(number, layer, "has cells of other releases than the directory says");
  }

  // Of a cell a layer has an older version than the layer above.
  void VerifyOlder(size_t number, size_t layer, const Page& page, const Page& above) {
    bool right = true;
    ForEachCell(page, [&](const Place& at) {
      const uint32_t group = above.FindGroup(page.groups()[at.block.group]);
      const Page::Block* block = group == above.groups().size()
                                     ? nullptr
                                     : above.FindBlock(group, at.block.month_count, at.block.year);
      const Page::Entry* entry =
          block == nullptr ? nullptr : above.FindEntry(*block, page.products()[at.entry.product]);
      const int month = at.first_month % kMonths;
      if (entry == nullptr || (entry->months >> month & 1) == 0) {
        right = false;
        return;
      }
      const uint32_t cell = entry->first_cell + __builtin_popcount(entry->months & ((1u << month) - 1));
      right =
          right && IsNewer(SequenceOf(above, {*block, *entry, cell, at.first_month}), SequenceOf(page, at));
    });
    if (!right) Fault(number, layer, "has cells that are not older than those of the layer above");
  }

  int64_t SequenceOf(const Page& page, const Place& at) const {
    return run_.SequenceOf(page.SequenceOf(at.cell, at.block.month_count, at.first_month));
  }

  bool IsNewer(int64_t a, int64_t b) const {
    const auto version = versions_.find(a), other = versions_.find(b);
    return version != versions_.end() && other != versions_.end() && version->second > other->second;
  }

  void Fault(size_t page, size_t layer, absl::string_view what) {
    report_.AddFault(absl::StrCat(DescribeRun(run_.prefix), ", page ", page, ", layer ", layer, ": ", what));
  }

  const OpenRun& run_;
  RunReader& reader_;
  const Versions& versions_;
  VerifyReport& report_;
  CellCounts& counts_;
};

}  // namespace

absl::Status VerifyRun(const OpenRun& run, RunReader& reader, const Versions& versions, VerifyReport& report,
                       CellCounts& counts) {
  return RunVerification(run, reader, versions, report, counts).Run();
}

}  // namespace karvan::statistics
