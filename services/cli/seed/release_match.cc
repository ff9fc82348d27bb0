#include "services/cli/seed/release_match.h"

#include <algorithm>

namespace karvan::cli {

using statistics::v1::Release;

namespace {

std::set<std::string> Digests(const Release& release) {
  std::set<std::string> digests;
  for (const auto& file : release.files()) digests.insert(file.sha256());
  return digests;
}

// By default published_at is the time of the load that published it, which says nothing.
bool SameTime(const Release& published, const Release& wanted) {
  return !wanted.has_published_at() ||
         (published.published_at().seconds() == wanted.published_at().seconds() &&
          published.published_at().nanos() == wanted.published_at().nanos());
}

}  // namespace

const Release* FindPublished(const std::vector<Release>& present, const Release& wanted,
                             const std::set<std::string>& digests, const std::set<std::string>& taken) {
  auto found = std::find_if(present.begin(), present.end(), [&](const Release& other) {
    return other.state() == Release::STATE_PUBLISHED && other.description() == wanted.description() &&
           SameTime(other, wanted) && !taken.contains(other.name()) && Digests(other) == digests;
  });
  return found == present.end() ? nullptr : &*found;
}

bool IsLeftover(const Release& draft, const Release& wanted, const std::set<std::string>& digests) {
  const std::set<std::string> held = Digests(draft);
  return draft.state() == Release::STATE_DRAFT && draft.description() == wanted.description() &&
         std::includes(digests.begin(), digests.end(), held.begin(), held.end());
}

}  // namespace karvan::cli
