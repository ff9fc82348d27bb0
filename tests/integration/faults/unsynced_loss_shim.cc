// A library to preload (LD_PRELOAD) into a process, which keeps what a power cut would leave of a folder:
// what was synced. A test kills the process, makes the folder anew from that (power_cut.py) and starts again.
//
//   KARVAN_FAULT_DIR           the folder, which exists when the process starts
//   KARVAN_FAULT_DURABLE       an empty folder, on any disk: what is durable of it
//   KARVAN_FAULT_IGNORE_SYNCS  if set, no sync is noted: shows that a test notices what is lost
//
// Only the sync of a file or of a folder makes anything durable, so only fsync and fdatasync are intercepted;
// the state at that moment is read from the file system:
//
//   content/ID   the bytes of a file at its last sync; ID is its inode number and time of birth, so that it
//                outlives a change of name, and a reused inode number is another file
//   names/PATH   the names in a folder at its last sync, PATH being relative, with | for /:
//                "d NAME" for a folder, "f NAME ID" for a file; replaced as a whole
//
// Names that were created, renamed or removed since the last sync of their folder are as before. What is
// there when the first process starts is durable. Files only grow, as RocksDB's do: a sync copies the grown
// part. Nothing is really synced, as no power is really lost.

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <mutex>
#include <string>

namespace {

struct Settings {
  std::string folder;   // real path; empty: nothing is followed
  std::string durable;  // real path
  bool ignores_syncs = false;
};

[[noreturn]] void Die(const std::string& words) {
  fprintf(stderr, "unsynced_loss_shim: %s: %s\n", words.c_str(), strerror(errno));
  _exit(3);
}

std::string RealPath(const char* path) {
  char resolved[PATH_MAX];
  if (realpath(path, resolved) == nullptr) Die(path);
  return resolved;
}

bool StartsWith(const std::string& text, const std::string& start) {
  return text.compare(0, start.size(), start) == 0;
}

// Inode number and time of birth.
std::string IdOf(int folder, const char* name, int flags) {
  struct statx info;
  if (statx(folder, name, flags, STATX_INO | STATX_BTIME, &info) != 0) return "";
  return std::to_string(info.stx_ino) + "-" + std::to_string(info.stx_btime.tv_sec) + "." +
         std::to_string(info.stx_btime.tv_nsec);
}

off_t SizeOf(int fd) {
  struct stat info;
  return fstat(fd, &info) == 0 ? info.st_size : -1;
}

// Makes `to` the bytes of `from`, given that the bytes it has already are right unless it is longer.
bool CopyGrownPart(int from, int to) {
  off_t at = SizeOf(to);
  if (at > SizeOf(from)) at = 0;
  if (ftruncate(to, at) != 0) return false;
  char buffer[1 << 16];
  for (ssize_t got; (got = pread(from, buffer, sizeof(buffer), at)) != 0; at += got) {
    if (got < 0 || pwrite(to, buffer, got, at) != got) return false;
  }
  return true;
}

bool NoteFile(const Settings& settings, const std::string& path) {
  // The descriptor that is synced may be open for writing only.
  int from = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (from < 0) return false;
  std::string copy = settings.durable + "/content/" + IdOf(from, "", AT_EMPTY_PATH);
  int to = open(copy.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  bool done = to >= 0 && CopyGrownPart(from, to);
  if (to >= 0) close(to);
  close(from);
  return done;
}

bool NoteFolder(const Settings& settings, const std::string& path) {
  DIR* folder = opendir(path.c_str());
  if (folder == nullptr) return false;
  std::string names;
  while (const dirent* entry = readdir(folder)) {
    std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    std::string id = IdOf(dirfd(folder), entry->d_name, AT_SYMLINK_NOFOLLOW);
    if (entry->d_type == DT_DIR) names += "d " + name + "\n";
    if (entry->d_type == DT_REG && !id.empty()) names += "f " + name + " " + id + "\n";
  }
  closedir(folder);

  std::string relative = path.size() > settings.folder.size() ? path.substr(settings.folder.size() + 1) : "";
  for (char& c : relative) {
    if (c == '/') c = '|';
  }
  std::string list = settings.durable + "/names/" + relative + "|";
  std::string next = settings.durable + "/next";
  FILE* file = fopen(next.c_str(), "we");
  if (file == nullptr) return false;
  bool done = fputs(names.c_str(), file) >= 0;
  done = fclose(file) == 0 && done;
  return done && rename(next.c_str(), list.c_str()) == 0;
}

// Notes all that is in a folder.
bool NoteTree(const Settings& settings, const std::string& path) {
  DIR* folder = opendir(path.c_str());
  if (folder == nullptr) return false;
  bool done = true;
  while (const dirent* entry = readdir(folder)) {
    std::string name = entry->d_name;
    if (name == "." || name == "..") continue;
    if (entry->d_type == DT_DIR) done = NoteTree(settings, path + "/" + name) && done;
    if (entry->d_type == DT_REG) done = NoteFile(settings, path + "/" + name) && done;
  }
  closedir(folder);
  return NoteFolder(settings, path) && done;
}

Settings Start() {
  Settings settings;
  const char* folder = getenv("KARVAN_FAULT_DIR");
  const char* durable = getenv("KARVAN_FAULT_DURABLE");
  if (folder == nullptr || durable == nullptr) return settings;
  settings.folder = RealPath(folder);
  settings.durable = RealPath(durable);
  settings.ignores_syncs = getenv("KARVAN_FAULT_IGNORE_SYNCS") != nullptr;
  bool is_first = mkdir((settings.durable + "/content").c_str(), 0755) == 0;
  if (is_first) {
    if (mkdir((settings.durable + "/names").c_str(), 0755) != 0) Die(settings.durable);
    if (!NoteTree(settings, settings.folder)) Die(settings.folder);
  }
  return settings;
}

const Settings& TheSettings() {
  static const Settings& settings = *new Settings(Start());
  return settings;
}

// At the start of the process, not at its first sync.
[[maybe_unused]] const bool started = (TheSettings(), true);

// Syncs a descriptor: by noting it if it is in the folder, else by `name` of the C library.
int Sync(int fd, const char* name) {
  const Settings& settings = TheSettings();
  char path[PATH_MAX] = "";
  std::string link = "/proc/self/fd/" + std::to_string(fd);
  bool is_path = !settings.folder.empty() && readlink(link.c_str(), path, sizeof(path) - 1) > 0;
  bool is_followed = is_path && StartsWith(std::string(path) + "/", settings.folder + "/");
  if (!is_followed) return reinterpret_cast<int (*)(int)>(dlsym(RTLD_NEXT, name))(fd);
  if (settings.ignores_syncs) return 0;

  static std::mutex& mutex = *new std::mutex;
  std::lock_guard<std::mutex> lock(mutex);
  struct stat info;
  if (fstat(fd, &info) != 0) return -1;
  if (S_ISDIR(info.st_mode) ? NoteFolder(settings, path) : NoteFile(settings, link)) return 0;
  errno = EIO;
  return -1;
}

}  // namespace

extern "C" int fsync(int fd) { return Sync(fd, "fsync"); }
extern "C" int fdatasync(int fd) { return Sync(fd, "fdatasync"); }
