#include "services/platform/kv/testing/unsynced_loss_env.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "rocksdb/file_system.h"
#include "services/platform/sync/mutex.h"

namespace karvan::kv::testing {

namespace fs = std::filesystem;
using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

// What is known of the durability of files and names, by normal paths.
class UnsyncedLossFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  explicit UnsyncedLossFileSystem(const std::shared_ptr<rocksdb::FileSystem>& base)
      : FileSystemWrapper(base) {}

  // The bytes of a file, shared by all its names.
  struct Content {
    uint64_t written = 0;
    uint64_t synced = 0;
  };

  const char* Name() const override { return "UnsyncedLossFileSystem"; }

  void PowerOffAfter(int64_t changes) {
    MutexLock lock(&mutex_);
    last_change_ = changes_ + changes;
  }

  void IgnoreSyncs() {
    MutexLock lock(&mutex_);
    ignores_syncs_ = true;
  }

  void FailWrites(std::optional<IOStatus> status) {
    MutexLock lock(&mutex_);
    write_failure_ = std::move(status);
  }

  int64_t changes() const {
    MutexLock lock(&mutex_);
    return changes_;
  }

  void PowerOn() {
    MutexLock lock(&mutex_);
    for (const auto& [path, content] : contents_) {
      if (fs::exists(path)) fs::resize_file(path, content->synced);
    }
    for (const auto& [path, before] : unsynced_names_) {
      if (before.has_value()) {
        std::ofstream(path, std::ios::binary | std::ios::trunc) << *before;
      } else {
        fs::remove_all(path);
      }
    }
    contents_.clear();
    unsynced_names_.clear();
    last_change_ = std::numeric_limits<int64_t>::max();
  }

  // One change; fails when the power is off.
  IOStatus Change() {
    MutexLock lock(&mutex_);
    if (changes_ >= last_change_) return IOStatus::IOError("the power is off");
    ++changes_;
    return IOStatus::OK();
  }

  IOStatus Write(Content& content, uint64_t end, const std::function<IOStatus()>& write) {
    if (IOStatus status = Change(); !status.ok()) return status;
    MutexLock lock(&mutex_);
    if (write_failure_.has_value()) return *write_failure_;
    IOStatus status = write();
    if (status.ok()) content.written = std::max(content.written, end);
    return status;
  }

  // Nothing is really synced, as no power is really lost: that makes the tests fast.
  IOStatus Sync(Content& content) {
    if (IOStatus status = Change(); !status.ok()) return status;
    MutexLock lock(&mutex_);
    if (!ignores_syncs_) content.synced = content.written;
    return IOStatus::OK();
  }

  IOStatus SyncFolder(const fs::path& folder) {
    if (IOStatus status = Change(); !status.ok()) return status;
    MutexLock lock(&mutex_);
    if (!ignores_syncs_)
      std::erase_if(unsynced_names_, [&](const auto& n) { return n.first.parent_path() == folder; });
    return IOStatus::OK();
  }

  IOStatus NewWritableFile(const std::string& name, const FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* result, IODebugContext* dbg) override;
  IOStatus ReopenWritableFile(const std::string& name, const FileOptions& options,
                              std::unique_ptr<rocksdb::FSWritableFile>* result, IODebugContext* dbg) override;
  IOStatus NewDirectory(const std::string& name, const IOOptions& options,
                        std::unique_ptr<rocksdb::FSDirectory>* result, IODebugContext* dbg) override;

  // Not followed, so not allowed.
  IOStatus ReuseWritableFile(const std::string&, const std::string&, const FileOptions&,
                             std::unique_ptr<rocksdb::FSWritableFile>*, IODebugContext*) override {
    return IOStatus::NotSupported("ReuseWritableFile");
  }
  IOStatus NewRandomRWFile(const std::string&, const FileOptions&, std::unique_ptr<rocksdb::FSRandomRWFile>*,
                           IODebugContext*) override {
    return IOStatus::NotSupported("NewRandomRWFile");
  }

  IOStatus CreateDirIfMissing(const std::string& name, const IOOptions& options,
                              IODebugContext* dbg) override {
    if (IOStatus status = Change(); !status.ok()) return status;
    NewName(name);
    return FileSystemWrapper::CreateDirIfMissing(name, options, dbg);
  }

  IOStatus DeleteFile(const std::string& name, const IOOptions& options, IODebugContext* dbg) override {
    if (IOStatus status = Change(); !status.ok()) return status;
    MutexLock lock(&mutex_);
    contents_.erase(Normal(name));
    unsynced_names_.erase(Normal(name));
    return FileSystemWrapper::DeleteFile(name, options, dbg);
  }

  IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                      IODebugContext* dbg) override {
    if (IOStatus status = Change(); !status.ok()) return status;
    NewName(to);
    MutexLock lock(&mutex_);
    contents_.erase(Normal(to));
    if (auto content = contents_.extract(Normal(from))) {
      content.key() = Normal(to);
      contents_.insert(std::move(content));
    }
    unsynced_names_.erase(Normal(from));
    return FileSystemWrapper::RenameFile(from, to, options, dbg);
  }

  IOStatus LinkFile(const std::string& from, const std::string& to, const IOOptions& options,
                    IODebugContext* dbg) override {
    if (IOStatus status = Change(); !status.ok()) return status;
    NewName(to);
    MutexLock lock(&mutex_);
    if (auto content = contents_.find(Normal(from)); content != contents_.end()) {
      contents_[Normal(to)] = content->second;
    }
    return FileSystemWrapper::LinkFile(from, to, options, dbg);
  }

 private:
  static fs::path Normal(const std::string& name) { return fs::path(name).lexically_normal(); }

  // Remembers what a name stood for, once until its folder is synced.
  void NewName(const std::string& name) {
    MutexLock lock(&mutex_);
    fs::path path = Normal(name);
    if (fs::is_directory(path) || unsynced_names_.contains(path)) return;
    std::optional<std::string>& before = unsynced_names_[path];
    if (!fs::exists(path)) return;
    std::ifstream file(path, std::ios::binary);
    before.emplace(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    if (auto content = contents_.find(path); content != contents_.end())
      before->resize(content->second->synced);
  }

  mutable Mutex mutex_;
  int64_t changes_ ABSL_GUARDED_BY(mutex_) = 0;
  int64_t last_change_ ABSL_GUARDED_BY(mutex_) = std::numeric_limits<int64_t>::max();
  bool ignores_syncs_ ABSL_GUARDED_BY(mutex_) = false;
  std::optional<IOStatus> write_failure_ ABSL_GUARDED_BY(mutex_);
  std::map<fs::path, std::shared_ptr<Content>> contents_ ABSL_GUARDED_BY(mutex_);
  // New names, with what was durable under them before.
  std::map<fs::path, std::optional<std::string>> unsynced_names_ ABSL_GUARDED_BY(mutex_);
};

namespace {

class LossyFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  LossyFile(UnsyncedLossFileSystem& file_system, std::shared_ptr<UnsyncedLossFileSystem::Content> content,
            std::unique_ptr<rocksdb::FSWritableFile> file)
      : FSWritableFileOwnerWrapper(std::move(file)),
        file_system_(file_system),
        content_(std::move(content)) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* dbg) override {
    return file_system_.Write(*content_, content_->written + data.size(),
                              [&] { return target()->Append(data, options, dbg); });
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                  IODebugContext* dbg) override {
    return Append(data, options, dbg);
  }
  IOStatus PositionedAppend(const Slice& data, uint64_t offset, const IOOptions& options,
                            IODebugContext* dbg) override {
    return file_system_.Write(*content_, offset + data.size(),
                              [&] { return target()->PositionedAppend(data, offset, options, dbg); });
  }
  IOStatus PositionedAppend(const Slice& data, uint64_t offset, const IOOptions& options,
                            const rocksdb::DataVerificationInfo&, IODebugContext* dbg) override {
    return PositionedAppend(data, offset, options, dbg);
  }
  IOStatus Sync(const IOOptions&, IODebugContext*) override { return file_system_.Sync(*content_); }
  IOStatus Fsync(const IOOptions& options, IODebugContext* dbg) override { return Sync(options, dbg); }

 private:
  UnsyncedLossFileSystem& file_system_;
  const std::shared_ptr<UnsyncedLossFileSystem::Content> content_;
};

class LossyFolder final : public rocksdb::FSDirectoryWrapper {
 public:
  LossyFolder(UnsyncedLossFileSystem& file_system, fs::path path,
              std::unique_ptr<rocksdb::FSDirectory> folder)
      : FSDirectoryWrapper(std::move(folder)), file_system_(file_system), path_(std::move(path)) {}

  IOStatus Fsync(const IOOptions&, IODebugContext*) override { return file_system_.SyncFolder(path_); }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* dbg,
                               const rocksdb::DirFsyncOptions&) override {
    return Fsync(options, dbg);
  }

 private:
  UnsyncedLossFileSystem& file_system_;
  const fs::path path_;
};

}  // namespace

IOStatus UnsyncedLossFileSystem::NewWritableFile(const std::string& name, const FileOptions& options,
                                                 std::unique_ptr<rocksdb::FSWritableFile>* result,
                                                 IODebugContext* dbg) {
  if (IOStatus status = Change(); !status.ok()) return status;
  NewName(name);
  std::unique_ptr<rocksdb::FSWritableFile> file;
  IOStatus status = FileSystemWrapper::NewWritableFile(name, options, &file, dbg);
  if (!status.ok()) return status;
  auto content = std::make_shared<Content>();
  MutexLock lock(&mutex_);
  contents_[Normal(name)] = content;
  *result = std::make_unique<LossyFile>(*this, std::move(content), std::move(file));
  return status;
}

IOStatus UnsyncedLossFileSystem::ReopenWritableFile(const std::string& name, const FileOptions& options,
                                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                                    IODebugContext* dbg) {
  if (!fs::exists(name)) return NewWritableFile(name, options, result, dbg);
  if (IOStatus status = Change(); !status.ok()) return status;
  std::unique_ptr<rocksdb::FSWritableFile> file;
  IOStatus status = FileSystemWrapper::ReopenWritableFile(name, options, &file, dbg);
  if (!status.ok()) return status;
  MutexLock lock(&mutex_);
  std::shared_ptr<Content>& content = contents_[Normal(name)];
  // A file from before this Env is durable.
  if (content == nullptr)
    content = std::make_shared<Content>(Content{fs::file_size(name), fs::file_size(name)});
  *result = std::make_unique<LossyFile>(*this, content, std::move(file));
  return status;
}

IOStatus UnsyncedLossFileSystem::NewDirectory(const std::string& name, const IOOptions& options,
                                              std::unique_ptr<rocksdb::FSDirectory>* result,
                                              IODebugContext* dbg) {
  std::unique_ptr<rocksdb::FSDirectory> folder;
  IOStatus status = FileSystemWrapper::NewDirectory(name, options, &folder, dbg);
  if (!status.ok()) return status;
  *result = std::make_unique<LossyFolder>(*this, Normal(name), std::move(folder));
  return status;
}

UnsyncedLossEnv::UnsyncedLossEnv()
    : file_system_(std::make_shared<UnsyncedLossFileSystem>(rocksdb::FileSystem::Default())),
      env_(rocksdb::NewCompositeEnv(file_system_)) {}

UnsyncedLossEnv::~UnsyncedLossEnv() = default;

void UnsyncedLossEnv::PowerOffAfter(int64_t changes) { file_system_->PowerOffAfter(changes); }
void UnsyncedLossEnv::PowerOn() { file_system_->PowerOn(); }
void UnsyncedLossEnv::IgnoreSyncs() { file_system_->IgnoreSyncs(); }
void UnsyncedLossEnv::FailWrites(std::optional<IOStatus> status) {
  file_system_->FailWrites(std::move(status));
}
int64_t UnsyncedLossEnv::changes() const { return file_system_->changes(); }

}  // namespace karvan::kv::testing
