#include "services/statistics/storage/run/run_reader.h"

#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/status/macros.h"
#include "services/statistics/storage/run/run_keys.h"

namespace karvan::statistics {
absl::StatusOr<OpenRun> RunCatalog::Open(absl::string_view prefix, int64_t sequence) {
  OpenRun run;
  run.prefix = std::string(prefix);
  run.sequence = sequence;
  {
    MutexLock lock(&mutex_);
    const auto at = known_.find(prefix);
    if (at != known_.end()) {
      run.cache_number = at->second.cache_number;
      run.directory = at->second.directory;
      return run;
    }
  }
  KARVAN_ASSIGN_OR_RETURN(std::unique_ptr<kv::View> view, store_.OpenView());
  KARVAN_ASSIGN_OR_RETURN(RunDirectory directory, ReadDirectory(*view, prefix, DescribeRun(prefix)));
  MutexLock lock(&mutex_);
  Known& known = known_[run.prefix];
  if (known.directory == nullptr) {
    known.cache_number = ++last_number_;
    known.directory = std::make_shared<const RunDirectory>(std::move(directory));
  }
  run.cache_number = known.cache_number;
  run.directory = known.directory;
  return run;
}

void RunCatalog::Forget(absl::string_view prefix) {
  uint64_t cache_number = 0;
  {
    MutexLock lock(&mutex_);
    const auto at = known_.find(prefix);
    if (at == known_.end()) return;
    cache_number = at->second.cache_number;
    known_.erase(at);
  }
  pages_.EraseRun(cache_number);
}

absl::StatusOr<std::shared_ptr<const Page>> RunReader::Load(const OpenRun& run, uint64_t page,
                                                            uint64_t layer) {
  ++pages_used_;
  const PageCache::Key cached{run.cache_number, page, layer};
  if (std::shared_ptr<const Page> found = catalog_.pages().Find(cached)) return found;
  KARVAN_RETURN_IF_ERROR(check_alive_());
  ++pages_read_;
  const std::string key = PageKey(run.prefix, page, layer);
  KARVAN_ASSIGN_OR_RETURN(std::optional<kv::Entry> entry, Get(key));
  const std::string what = absl::StrCat(DescribeRun(run.prefix), ", page ", page, ", layer ", layer);
  if (!entry) return kv::CorruptError(absl::StrCat(what, ": the page is missing"));
  KARVAN_ASSIGN_OR_RETURN(std::shared_ptr<const Page> parsed, Page::Parse(std::move(entry->value), what));
  if (keep_ == Keep::kPages) catalog_.pages().Insert(cached, parsed);
  return parsed;
}

absl::StatusOr<std::optional<kv::Entry>> RunReader::Get(const std::string& key) {
  if (view_ != nullptr) {
    absl::StatusOr<std::optional<kv::Entry>> entry = view_->Get(key);
    if (!kv::IsViewExpired(entry.status())) return entry;
  }
  KARVAN_ASSIGN_OR_RETURN(view_, catalog_.store().OpenView());
  return view_->Get(key);
}

}  // namespace karvan::statistics
