#include "services/statistics/storage/verify/verify_releases.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "services/platform/kv/errors.h"
#include "services/platform/kv/key_codec.h"
#include "services/platform/ledger/reader.h"
#include "services/platform/status/macros.h"
#include "services/statistics/domain/release.h"
#include "services/statistics/storage/keys.h"
#include "services/statistics/storage/record.h"
#include "services/statistics/storage/store_walk.h"
#include "services/statistics/storage/stored_convert.h"

namespace karvan::statistics {
namespace {

using Releases = absl::flat_hash_map<int64_t, const stored::StoredRelease*>;

bool SameFiles(const stored::StoredPublishedEntry& entry, const stored::StoredRelease& release) {
  return std::equal(entry.file_sha256().begin(), entry.file_sha256().end(), release.files().begin(),
                    release.files().end(),
                    [](const std::string& sha256, const auto& file) { return sha256 == file.sha256(); });
}

// What the log says of a publication, against its row and its release.
absl::Status VerifyEntry(ledger::Reader& log, absl::string_view dataset, const Publication& publication,
                         const stored::StoredRelease& release, VerifyReport& report) {
  const std::string name = ReleaseName(dataset, publication.release);
  absl::StatusOr<std::vector<ledger::Entry>> entries = log.Read(publication.sequence, 1);
  if (kv::IsCorrupt(entries.status())) {
    report.AddFault(absl::StrCat(name, ": ", entries.status().message()));
    return absl::OkStatus();
  }
  KARVAN_RETURN_IF_ERROR(entries.status());
  if (entries->empty()) {
    report.AddFault(absl::StrCat(name, ": the log has no entry ", publication.sequence));
    return absl::OkStatus();
  }
  const ledger::Entry& entry = entries->front();
  if (entry.redacted) return absl::OkStatus();
  stored::StoredPublishedEntry published;
  const bool right = entry.kind == "release.published" && entry.time == publication.recorded_at &&
                     published.ParseFromString(entry.content) && published.release() == name &&
                     FromStored(published.published_at()) == publication.published_at &&
                     SameFiles(published, release);
  if (!right) report.AddFault(absl::StrCat(name, ": entry ", entry.sequence, " of the log says otherwise"));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<stored::StoredRelease>> VerifyReleases(kv::Store& store, absl::string_view dataset,
                                                                  const History& history,
                                                                  VerifyReport& report) {
  std::vector<stored::StoredRelease> releases;
  KARVAN_RETURN_IF_ERROR(ForEachRow(store, kv::PrefixRange(ReleasesPrefix(dataset)), [&](const kv::Row& row) {
    ++report.releases;
    stored::StoredRelease release;
    const absl::Status read = DecodeRecord(row.value, absl::StrCat("a release of ", dataset), release);
    if (read.ok()) releases.push_back(std::move(release));
    if (!read.ok()) report.AddFault(std::string(read.message()));
    return absl::OkStatus();
  }));

  Releases by_number;
  for (const stored::StoredRelease& release : releases) by_number[release.number()] = &release;
  ledger::Reader log(store, dataset);
  for (const Publication& publication : history.publications()) {
    const auto at = by_number.find(publication.release);
    if (at == by_number.end() || at->second->sequence() != publication.sequence) {
      report.AddFault(absl::StrCat("publication ", publication.sequence, " of ", dataset,
                                   " has no release of its number: ", publication.release));
      continue;
    }
    KARVAN_RETURN_IF_ERROR(VerifyEntry(log, dataset, publication, *at->second, report));
    if (publication.retraction != at->second->retraction_sequence()) {
      report.AddFault(absl::StrCat(ReleaseName(dataset, publication.release),
                                   ": its retraction is not that of its publication"));
    }
  }
  return releases;
}

}  // namespace karvan::statistics
