#include "services/agreements/storage/errors.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/agreements/domain/field.h"
#include "services/platform/status/error.h"

namespace karvan::agreements {

absl::Status ResourceNotFoundError(const ResourceName& name) {
  return Error(absl::StatusCode::kNotFound, "RESOURCE_NOT_FOUND",
               absl::StrCat(name.ToString(), " does not exist"), {{"resource", name.ToString()}});
}

absl::Status ResourceExistsError(const ResourceName& name) {
  return Error(absl::StatusCode::kAlreadyExists, "RESOURCE_EXISTS",
               absl::StrCat(name.ToString(), " exists already; the ids of deleted resources stay taken, too"),
               {{"resource", name.ToString()}});
}

absl::Status ResourceDeletedError(const ResourceName& name) {
  return Error(absl::StatusCode::kFailedPrecondition, "RESOURCE_DELETED",
               absl::StrCat(name.ToString(), " is deleted, so it cannot be changed"),
               {{"resource", name.ToString()}});
}

absl::Status EtagMismatchError(const ResourceName& name, absl::string_view etag) {
  return Error(
      absl::StatusCode::kAborted, "ETAG_MISMATCH",
      absl::StrCat(name.ToString(), " was changed since its etag was ", Quoted(etag), "; read it again"),
      {{"resource", name.ToString()}, {"etag", std::string(etag)}});
}

absl::Status ReferenceNotFoundError(const Reference& reference) {
  return Error(absl::StatusCode::kFailedPrecondition, "REFERENCE_NOT_FOUND",
               absl::StrCat(reference.field, " names ", Quoted(reference.name),
                            ", which does not exist or is deleted; create it first"),
               {{"field", reference.field}, {"resource", reference.name}});
}

absl::Status StillReferencedError(const ResourceName& name, const std::vector<ResourceName>& referrers,
                                  bool more) {
  const std::string names = absl::StrJoin(
      referrers, ", ", [](std::string* out, const ResourceName& n) { out->append(n.ToString()); });
  return Error(absl::StatusCode::kFailedPrecondition, "STILL_REFERENCED",
               absl::StrCat(name.ToString(), " cannot be deleted while it is named by ", names,
                            more ? " and others" : ""),
               {{"resource", name.ToString()}, {"referrers", names}});
}

absl::Status SnapshotUnknownError() {
  return Error(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_INVALID",
               "page_token is of a state that this registry never had; begin with the first page");
}

absl::Status CorruptRowError(absl::string_view what) {
  return Error(absl::StatusCode::kDataLoss, "CORRUPT", absl::StrCat(what, " cannot be read"));
}

}  // namespace karvan::agreements
