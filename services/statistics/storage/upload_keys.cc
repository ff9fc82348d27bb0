#include "services/statistics/storage/upload_keys.h"

#include "services/platform/kv/key_codec.h"

namespace karvan::statistics {
namespace {

kv::KeyBuilder In(absl::string_view dataset, absl::string_view table) {
  return kv::KeyBuilder().Text(dataset).Text(table);
}

kv::KeyBuilder InContent(absl::string_view dataset, int64_t number, absl::string_view table) {
  return In(dataset, "V").Int(number).Text(table);
}

}  // namespace

std::string UploadsPrefix(absl::string_view dataset) { return In(dataset, "U").Take(); }

std::string UploadsPrefix(absl::string_view dataset, int64_t release) {
  return In(dataset, "U").Int(release).Take();
}

std::string UploadKey(absl::string_view dataset, int64_t release, int64_t number) {
  return In(dataset, "U").Int(release).Int(number).Take();
}

std::string UploadContentsPrefix(absl::string_view dataset) { return In(dataset, "V").Take(); }

std::string UploadContentPrefix(absl::string_view dataset, int64_t number) {
  return In(dataset, "V").Int(number).Take();
}

std::string UploadPartsPrefix(absl::string_view dataset, int64_t number) {
  return InContent(dataset, number, "P").Take();
}

std::string UploadPartKey(absl::string_view dataset, int64_t number, int64_t offset) {
  return InContent(dataset, number, "P").Int(offset).Take();
}

std::string UploadBytesPrefix(absl::string_view dataset, int64_t number) {
  return InContent(dataset, number, "B").Take();
}

std::string UploadBytesPrefix(absl::string_view dataset, int64_t number, int64_t writer, int64_t part) {
  return InContent(dataset, number, "B").Int(writer).Int(part).Take();
}

std::string UploadAnswerPrefix(absl::string_view dataset, int64_t number) {
  return InContent(dataset, number, "A").Take();
}

std::string ChunkKey(absl::string_view prefix, int64_t chunk) {
  return kv::KeyBuilder(prefix).Int(chunk).Take();
}

}  // namespace karvan::statistics
