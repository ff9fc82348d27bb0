#pragma once

#include "services/statistics/domain/dataset.h"
#include "services/statistics/domain/planned_release.h"
#include "services/statistics/domain/publication.h"
#include "services/statistics/domain/purge.h"
#include "services/statistics/domain/release.h"
#include "services/statistics/storage/stored.pb.h"

// Between domain types and their stored form.
namespace karvan::statistics {

stored::StoredTime ToStored(absl::Time time);
absl::Time FromStored(const stored::StoredTime& time);

stored::StoredDataset ToStored(const Dataset& dataset);
// With its etag, which depends on all that is stored.
Dataset FromStored(const stored::StoredDataset& stored);

// A release as it is created: without files.
stored::StoredRelease ToStored(const Release& release);
// With its etag.
Release FromStored(const stored::StoredRelease& stored);

// Without its runs.
stored::StoredFile ToStored(const ImportedFile& file);
ImportedFile FromStored(const stored::StoredFile& stored);

stored::StoredScope ToStored(const Scope& scope);
Scope FromStored(const stored::StoredScope& stored);

stored::StoredValidation ToStored(const ValidationReport& report);
ValidationReport FromStored(const stored::StoredValidation& stored);

// Without its old runs, of which a Purge tells only how many there were.
stored::StoredPurge ToStored(const Purge& purge);
Purge FromStored(const stored::StoredPurge& stored, absl::string_view dataset);

stored::StoredPublication ToStored(const Publication& publication);
Publication FromStored(const stored::StoredPublication& stored);

stored::StoredPlannedRelease ToStored(const PlannedRelease& planned);
// With its etag; whether it came is not stored.
PlannedRelease FromStored(const stored::StoredPlannedRelease& stored);

}  // namespace karvan::statistics
