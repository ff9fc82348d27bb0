#include "tests/benchmarks/client/load_files.h"

#include <gmock/gmock.h>

#include <vector>

#include "services/platform/status/testing/matchers.h"
#include "services/platform/sync/mutex.h"

namespace karvan::bench {
namespace {

using ::karvan::testing::StatusIs;
using ::testing::ElementsAre;

absl::Status Nothing(size_t) { return absl::OkStatus(); }

TEST(LoadFilesTest, PublishesInTheOrderOfFiles) {
  std::vector<size_t> published;
  EXPECT_OK(LoadFiles(5, 3, Nothing, [&](size_t file) {
    published.push_back(file);
    return absl::OkStatus();
  }));
  EXPECT_THAT(published, ElementsAre(0, 1, 2, 3, 4));
}

TEST(LoadFilesTest, AnotherFileIsLoadedMeanwhile) {
  Mutex mutex;
  CondVar loaded;
  std::vector<bool> is_loaded(3);
  // The first waits for the second.
  EXPECT_OK(LoadFiles(
      3, 2,
      [&](size_t file) {
        MutexLock lock(&mutex);
        is_loaded[file] = true;
        loaded.SignalAll();
        if (file == 0) {
          while (!is_loaded[1]) loaded.Wait(&mutex);
        }
        return absl::OkStatus();
      },
      Nothing));
}

TEST(LoadFilesTest, TheFirstErrorEndsIt) {
  size_t published = 0;
  const auto fail_second = [](size_t file) {
    return file == 1 ? absl::DataLossError("second") : absl::OkStatus();
  };
  EXPECT_THAT(LoadFiles(4, 2, fail_second, [&](size_t) { return ++published, absl::OkStatus(); }),
              StatusIs(absl::StatusCode::kDataLoss, "second"));
  EXPECT_EQ(published, 1u);
  EXPECT_THAT(LoadFiles(4, 2, Nothing, fail_second), StatusIs(absl::StatusCode::kDataLoss, "second"));
}

TEST(LoadFilesTest, NoFiles) { EXPECT_OK(LoadFiles(0, 2, Nothing, Nothing)); }

}  // namespace
}  // namespace karvan::bench
