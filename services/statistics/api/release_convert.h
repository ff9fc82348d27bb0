#pragma once

#include "absl/status/statusor.h"
#include "karvan/statistics/v1/release.pb.h"
#include "services/platform/status/error.h"
#include "services/statistics/domain/import_problem.h"
#include "services/statistics/domain/release.h"

namespace karvan::statistics {

v1::Release ToProto(const Release& release);
v1::ImportedFile ToProto(const ImportedFile& file);
v1::ImportProblem ToProto(const ImportProblem& problem);

// What a caller says of a draft. Adds a violation under `path` for each field that is not allowed.
Release FromProto(const v1::Release& proto, absl::string_view path, Violations& violations);

// Whether a text says why something was done: 1 to kMaxDescriptionCharacters characters.
void CheckReason(absl::string_view reason, absl::string_view field, Violations& violations);

}  // namespace karvan::statistics
