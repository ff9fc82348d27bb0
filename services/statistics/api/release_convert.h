#pragma once

#include <optional>

#include "absl/strings/string_view.h"
#include "karvan/statistics/v1/release.pb.h"
#include "services/platform/status/error.h"
#include "services/statistics/domain/import_problem.h"
#include "services/statistics/domain/release.h"

namespace karvan::statistics {

v1::Release ToProto(const Release& release);
v1::ImportedFile ToProto(const ImportedFile& file);
v1::ImportProblem ToProto(const ImportProblem& problem);

// Adds a violation when the name of a file is too long.
void CheckFileName(absl::string_view name, absl::string_view field, Violations& violations);

// Adds a violation when a text is longer than a description may be.
void CheckText(absl::string_view text, absl::string_view field, Violations& violations);

// Nothing when the caller leaves it to be told from the file.
std::optional<FileFormat> FormatOf(v1::FileFormat format);

// What a caller says of a draft. Adds a violation under `path` for each field that is not allowed.
Release FromProto(const v1::Release& proto, absl::string_view path, Violations& violations);

// Whether a text says why something was done: 1 to kMaxDescriptionCharacters characters.
void CheckReason(absl::string_view reason, absl::string_view field, Violations& violations);

}  // namespace karvan::statistics
