#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

// The keys of uploads. The content of an upload stands below a prefix of its own, for its number is never
// given again:
//
//   ... "P" offset                   a part: where its bytes are
//   ... "B" writer part chunk        the bytes of a part, written by bulk load: its own prefix whoever wrote
//   it
//   ... "A" chunk                    the answer of FinishUpload
namespace karvan::statistics {

std::string UploadsPrefix(absl::string_view dataset);
std::string UploadsPrefix(absl::string_view dataset, int64_t release);
std::string UploadKey(absl::string_view dataset, int64_t release, int64_t number);

// Of the contents of all uploads of a dataset, each behind its number.
std::string UploadContentsPrefix(absl::string_view dataset);
std::string UploadContentPrefix(absl::string_view dataset, int64_t number);
std::string UploadPartsPrefix(absl::string_view dataset, int64_t number);
std::string UploadPartKey(absl::string_view dataset, int64_t number, int64_t offset);
std::string UploadBytesPrefix(absl::string_view dataset, int64_t number);
std::string UploadBytesPrefix(absl::string_view dataset, int64_t number, int64_t writer, int64_t part);
std::string UploadAnswerPrefix(absl::string_view dataset, int64_t number);

// Of a piece below one of the prefixes above.
std::string ChunkKey(absl::string_view prefix, int64_t chunk);

}  // namespace karvan::statistics
