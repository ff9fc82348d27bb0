#pragma once

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

struct XXH3_state_s;

// The files of a backup: written once, durably, and read once, with a checksum of all that went through.
namespace karvan::kv {

// XXH3-64 of pieces.
class BackupChecksum {
 public:
  BackupChecksum();
  ~BackupChecksum();
  BackupChecksum(const BackupChecksum&) = delete;
  BackupChecksum& operator=(const BackupChecksum&) = delete;

  void Add(absl::string_view bytes);
  uint64_t value() const;

 private:
  XXH3_state_s* const state_;
};

// A file that must not be there yet. Errors are STORAGE_FULL or UNAVAILABLE, and name the file.
class BackupFileWriter {
 public:
  static absl::StatusOr<std::unique_ptr<BackupFileWriter>> Create(const std::string& path);
  ~BackupFileWriter();

  absl::Status Add(absl::string_view bytes);
  // Makes what was added durable. The writer is spent then.
  absl::Status Finish();

  uint64_t bytes() const { return bytes_; }
  uint64_t checksum() const { return checksum_.value(); }

 private:
  BackupFileWriter(std::string path, std::FILE* file) : path_(std::move(path)), file_(file) {}

  const std::string path_;
  std::FILE* file_;  // null when finished
  BackupChecksum checksum_;
  uint64_t bytes_ = 0;
};

class BackupFileReader {
 public:
  // CORRUPT when there is no such file.
  static absl::StatusOr<std::unique_ptr<BackupFileReader>> Open(const std::string& path);
  ~BackupFileReader();

  // Reads up to `size` bytes; fewer only at the end of the file.
  absl::StatusOr<std::string> Read(size_t size);

  uint64_t bytes() const { return bytes_; }
  uint64_t checksum() const { return checksum_.value(); }

 private:
  BackupFileReader(std::string path, std::FILE* file) : path_(std::move(path)), file_(file) {}

  const std::string path_;
  std::FILE* const file_;
  BackupChecksum checksum_;
  uint64_t bytes_ = 0;
};

// Makes names in a folder durable.
absl::Status SyncFolder(const std::string& path);

}  // namespace karvan::kv
