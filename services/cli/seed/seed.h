#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "karvan/agreements/v1/agreement.pb.h"
#include "karvan/agreements/v1/claim.pb.h"
#include "karvan/agreements/v1/forum.pb.h"
#include "karvan/agreements/v1/party.pb.h"
#include "karvan/agreements/v1/target.pb.h"
#include "karvan/statistics/v1/dataset.pb.h"
#include "karvan/statistics/v1/release.pb.h"

namespace karvan::cli {

// A file of observations in a seed folder.
struct SeedFile {
  std::string name;  // as the manifest writes it, relative to the folder
  std::string path;  // where it is
  statistics::v1::FileFormat format = statistics::v1::FILE_FORMAT_UNSPECIFIED;
};

// A release to publish.
struct SeedRelease {
  std::string dataset;  // "datasets/{dataset}"
  statistics::v1::Release release;
  std::vector<SeedFile> files;  // at least one
};

// What a seed folder holds; SEED.md describes it.
struct Seed {
  std::vector<statistics::v1::Dataset> datasets;
  std::vector<SeedRelease> releases;
  std::vector<agreements::v1::Party> parties;
  std::vector<agreements::v1::Forum> forums;
  std::vector<agreements::v1::Target> targets;
  std::vector<agreements::v1::Agreement> agreements;
  std::vector<agreements::v1::Claim> claims;
};

// Reads a folder. NOT_FOUND when it has no manifest.json or a data file is missing, INVALID_ARGUMENT when
// something in it is not as SEED.md says, with the file, the place in it and what is wrong.
absl::StatusOr<Seed> ReadSeed(const std::string& folder);

}  // namespace karvan::cli
