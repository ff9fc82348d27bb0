#include "services/statistics/storage/upload_repository.h"

#include "services/platform/kv/key_codec.h"
#include "services/statistics/storage/housekeeper.h"
#include "services/statistics/storage/testing/stores_test.h"
#include "services/statistics/storage/upload_keys.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasReason;
using testing::Day;
using testing::NewCell;

constexpr size_t kPart = UploadWriter::kPartBytes;

class UploadRepositoryTest : public testing::StoresTest {
 protected:
  UploadRepository Uploads() { return UploadRepository(*store_, *committer_); }

  size_t RowsBelow(const std::string& prefix) {
    return (*store_->OpenView())->Scan(kv::PrefixRange(prefix), {})->rows.size();
  }

  UploadId NewUpload(int64_t release, int64_t size_bytes = 0) {
    Upload upload;
    upload.dataset = "tj";
    upload.release = release;
    upload.file_name = "a.csv";
    upload.size_bytes = size_bytes;
    absl::StatusOr<Upload> created = Uploads().Create(upload, {});
    EXPECT_OK(created);
    return {"tj", release, created->number};
  }

  // Bytes that differ from place to place.
  static std::string Bytes(size_t count, int seed = 0) {
    std::string bytes(count, '\0');
    for (size_t i = 0; i < count; ++i) bytes[i] = static_cast<char>((i * 31 + i / 997 + seed) % 251);
    return bytes;
  }

  absl::Status Write(const UploadId& id, int64_t offset, const std::string& bytes) {
    absl::StatusOr<std::unique_ptr<UploadWriter>> writer = Uploads().BeginWrite(id, offset);
    if (!writer.ok()) return writer.status();
    if (absl::Status added = (*writer)->Append(bytes); !added.ok()) return added;
    return (*writer)->Finish().status();
  }

  absl::StatusOr<std::string> ReadAll(const Upload& upload) {
    std::string all;
    absl::Status read = Uploads().Read(upload, [&](absl::string_view piece) {
      all.append(piece.data(), piece.size());
      return absl::OkStatus();
    });
    if (!read.ok()) return read;
    return all;
  }
};

TEST_P(UploadRepositoryTest, CreateTakesWhatTheCallerSays) {
  const int64_t release = NewDraft("tj");
  Upload upload;
  upload.dataset = "tj";
  upload.release = release;
  upload.file_name = "a.csv";
  upload.format = FileFormat::kKarvanCsv;
  upload.size_bytes = 12;
  upload.sha256 = "ab";
  const ledger::WriteRequest request{"ana", "CreateUpload", "id-1", 7};
  ASSERT_OK_AND_ASSIGN(Upload created, Uploads().Create(upload, request));
  EXPECT_EQ(UploadName(created), "datasets/tj/releases/1/uploads/1");
  EXPECT_EQ(Uploads().Create(upload, request)->number, 1) << "a repeat";
  EXPECT_EQ(Uploads().Create(upload, {})->number, 2);
  Reopen();
  ASSERT_OK_AND_ASSIGN(Upload read, Uploads().Get({"tj", release, 1}));
  EXPECT_EQ(read.state, UploadState::kActive);
  EXPECT_EQ(read.file_name, "a.csv");
  EXPECT_EQ(read.format, FileFormat::kKarvanCsv);
  EXPECT_EQ(read.size_bytes, 12);
  EXPECT_EQ(read.sha256, "ab");
  EXPECT_EQ(read.durable_offset_bytes, 0);
  EXPECT_EQ(read.create_time, Day(10));
}

TEST_P(UploadRepositoryTest, WhatDoesNotExist) {
  Upload upload;
  upload.dataset = "tj";
  upload.release = 1;
  EXPECT_THAT(Uploads().Create(upload, {}), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(Uploads().List("tj", 1, 0, 10), HasReason("RESOURCE_NOT_FOUND"));
  NewDraft("tj");
  for (const UploadId& id : {UploadId{"tj", 1, 1}, UploadId{"tj", 2, 1}}) {
    EXPECT_THAT(Uploads().Get(id), HasReason("RESOURCE_NOT_FOUND"));
    EXPECT_THAT(Uploads().BeginWrite(id, 0), HasReason("RESOURCE_NOT_FOUND"));
    EXPECT_THAT(Uploads().Seal(id), HasReason("RESOURCE_NOT_FOUND"));
    EXPECT_THAT(Uploads().Finish(id, ""), HasReason("RESOURCE_NOT_FOUND"));
    EXPECT_THAT(Uploads().Abandon(id), HasReason("RESOURCE_NOT_FOUND"));
  }
}

TEST_P(UploadRepositoryTest, ListsInPages) {
  const int64_t release = NewDraft("tj"), other = AnotherDraft("tj");
  for (int i = 0; i < 3; ++i) NewUpload(release);
  NewUpload(other);
  ASSERT_OK_AND_ASSIGN(UploadPage page, Uploads().List("tj", release, 0, 2));
  ASSERT_EQ(page.uploads.size(), 2);
  EXPECT_EQ(page.next_number, 3);
  ASSERT_OK_AND_ASSIGN(page, Uploads().List("tj", release, page.next_number, 2));
  ASSERT_EQ(page.uploads.size(), 1);
  EXPECT_EQ(page.next_number, 0);
  EXPECT_EQ(Uploads().List("tj", other, 0, 10)->uploads.size(), 1);
}

TEST_P(UploadRepositoryTest, BytesComeBackAsTheyWereWritten) {
  const UploadId id = NewUpload(NewDraft("tj"));
  const std::string bytes = Bytes(2 * kPart + 12'345);
  {
    ASSERT_OK_AND_ASSIGN(std::unique_ptr<UploadWriter> writer, Uploads().BeginWrite(id, 0));
    for (size_t at = 0; at < bytes.size(); at += 1'000'000)
      ASSERT_OK(writer->Append(bytes.substr(at, 1'000'000)));
    EXPECT_EQ(Uploads().Get(id)->durable_offset_bytes, 2 * kPart);
    ASSERT_OK_AND_ASSIGN(const Upload written, writer->Finish());
    EXPECT_EQ(written.durable_offset_bytes, bytes.size());
  }
  ASSERT_OK(Write(id, static_cast<int64_t>(bytes.size()), "and a line more\n"));
  Reopen();
  ASSERT_OK_AND_ASSIGN(const Upload sealed, Uploads().Seal(id));
  EXPECT_EQ(sealed.state, UploadState::kSealed);
  EXPECT_TRUE(*ReadAll(sealed) == bytes + "and a line more\n");
}

TEST_P(UploadRepositoryTest, WhatWasNotMadeDurableIsWrittenAgain) {
  const UploadId id = NewUpload(NewDraft("tj"));
  const std::string bytes = Bytes(kPart + 1000);
  {
    ASSERT_OK_AND_ASSIGN(std::unique_ptr<UploadWriter> writer, Uploads().BeginWrite(id, 0));
    ASSERT_OK(writer->Append(bytes));
  }  // the connection broke
  Reopen();
  EXPECT_EQ(Uploads().Get(id)->durable_offset_bytes, kPart);
  EXPECT_THAT(Uploads().BeginWrite(id, static_cast<int64_t>(bytes.size())), HasReason("UPLOAD_OFFSET"));
  EXPECT_THAT(Uploads().BeginWrite(id, 0), HasReason("UPLOAD_OFFSET"));
  ASSERT_OK(Write(id, kPart, bytes.substr(kPart)));
  EXPECT_TRUE(*ReadAll(*Uploads().Seal(id)) == bytes);
}

TEST_P(UploadRepositoryTest, ALaterWriterTakesTheUploadOver) {
  const UploadId id = NewUpload(NewDraft("tj"));
  ASSERT_OK_AND_ASSIGN(std::unique_ptr<UploadWriter> first, Uploads().BeginWrite(id, 0));
  ASSERT_OK(first->Append("from the first"));
  ASSERT_OK_AND_ASSIGN(std::unique_ptr<UploadWriter> second, Uploads().BeginWrite(id, 0));
  ASSERT_OK(second->Append("from the second"));
  EXPECT_THAT(first->Finish(), HasReason("UPLOAD_TAKEN_OVER"));
  ASSERT_OK(second->Finish());
  EXPECT_EQ(*ReadAll(*Uploads().Seal(id)), "from the second");
  EXPECT_EQ(RowsBelow(UploadBytesPrefix("tj", id.number)), 1) << "what the first wrote is dropped";
}

TEST_P(UploadRepositoryTest, ASealedUploadTakesNoMoreBytes) {
  const UploadId id = NewUpload(NewDraft("tj"), 5);
  ASSERT_OK(Write(id, 0, "four"));
  EXPECT_THAT(Uploads().Seal(id), HasReason("UPLOAD_INCOMPLETE"));
  EXPECT_THAT(Write(id, 4, "12"), HasReason("LIMIT_EXCEEDED"));
  ASSERT_OK_AND_ASSIGN(std::unique_ptr<UploadWriter> writer, Uploads().BeginWrite(id, 4));
  ASSERT_OK(Write(id, 4, "5"));
  ASSERT_OK(Uploads().Seal(id));
  ASSERT_OK(writer->Append("6"));
  EXPECT_THAT(writer->Finish(), HasReason("UPLOAD_TAKEN_OVER"));
  EXPECT_THAT(Uploads().BeginWrite(id, 5), HasReason("UPLOAD_STATE"));
  EXPECT_OK(Uploads().Seal(id)) << "again";
}

TEST_P(UploadRepositoryTest, FinishKeepsTheFirstAnswerAndDropsTheBytes) {
  const UploadId id = NewUpload(NewDraft("tj"));
  ASSERT_OK(Write(id, 0, Bytes(100'000)));
  ASSERT_OK(Uploads().Seal(id));
  const std::string answer = Bytes(150'000, 7);
  ASSERT_OK_AND_ASSIGN(const std::string kept, Uploads().Finish(id, answer));
  EXPECT_TRUE(kept == answer);
  EXPECT_TRUE(*Uploads().Finish(id, "another") == answer);
  Reopen();
  ASSERT_OK_AND_ASSIGN(const Upload finished, Uploads().Seal(id));
  EXPECT_EQ(finished.state, UploadState::kFinished);
  EXPECT_TRUE(*Uploads().Answer(finished) == answer);
  EXPECT_EQ(RowsBelow(UploadBytesPrefix("tj", id.number)), 0);
  EXPECT_EQ(RowsBelow(UploadPartsPrefix("tj", id.number)), 0);
  EXPECT_THAT(ReadAll(finished), HasReason("CORRUPT"));
}

TEST_P(UploadRepositoryTest, AbandonRemovesAll) {
  const UploadId id = NewUpload(NewDraft("tj"));
  ASSERT_OK_AND_ASSIGN(std::unique_ptr<UploadWriter> writer, Uploads().BeginWrite(id, 0));
  ASSERT_OK(writer->Append(Bytes(kPart)));
  ASSERT_OK(Uploads().Abandon(id));
  EXPECT_EQ(RowsBelow(UploadContentsPrefix("tj")), 0);
  ASSERT_OK(writer->Append("x"));
  EXPECT_THAT(writer->Finish(), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_EQ(RowsBelow(UploadContentsPrefix("tj")), 0);
  EXPECT_THAT(Uploads().Abandon(id), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_P(UploadRepositoryTest, OnlyDraftsTakeUploads) {
  const int64_t release = NewDraft("tj");
  const UploadId id = NewUpload(release);
  ASSERT_OK(releases_->Abandon("tj", release, "", {}));
  EXPECT_THAT(Uploads().BeginWrite(id, 0), HasReason("RELEASE_STATE"));
  Upload upload;
  upload.dataset = "tj";
  upload.release = release;
  EXPECT_THAT(Uploads().Create(upload, {}), HasReason("RELEASE_STATE"));
}

TEST_P(UploadRepositoryTest, AReleaseHasAHundredUploads) {
  const int64_t release = NewDraft("tj");
  for (int i = 0; i < kMaxUploadsInRelease; ++i) NewUpload(release);
  Upload upload;
  upload.dataset = "tj";
  upload.release = release;
  EXPECT_THAT(Uploads().Create(upload, {}), HasReason("LIMIT_EXCEEDED"));
  ASSERT_OK(Uploads().Abandon({"tj", release, 5}));
  EXPECT_EQ(Uploads().Create(upload, {})->number, kMaxUploadsInRelease + 1) << "numbers are not used again";
}

TEST_P(UploadRepositoryTest, IdleUploadsAreRemoved) {
  const int64_t release = NewDraft("tj"), given_up = AnotherDraft("tj");
  const UploadId idle = NewUpload(release), busy = NewUpload(release), finished = NewUpload(release);
  const UploadId of_given_up = NewUpload(given_up);
  ASSERT_OK(Write(idle, 0, "x"));
  ASSERT_OK(Write(of_given_up, 0, "x"));
  ASSERT_OK(Uploads().Finish(finished, "answer"));
  clock_.Advance(kUploadLifetime - absl::Seconds(1));
  ASSERT_OK(Write(busy, 0, "x"));
  ASSERT_OK(releases_->Abandon("tj", given_up, "", {}));
  ASSERT_OK(Uploads().RemoveExpired("tj"));
  EXPECT_OK(Uploads().Get(idle));
  EXPECT_OK(Uploads().Get(finished));
  EXPECT_THAT(Uploads().Get(of_given_up), HasReason("RESOURCE_NOT_FOUND"));
  clock_.Advance(absl::Seconds(1));
  ASSERT_OK(Uploads().RemoveExpired("tj"));
  EXPECT_THAT(Uploads().Get(idle), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_THAT(Uploads().Get(finished), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_EQ(*ReadAll(*Uploads().Get(busy)), "x");
  EXPECT_EQ(RowsBelow(UploadContentPrefix("tj", idle.number)), 0);
}

TEST_P(UploadRepositoryTest, TheHousekeeperCleansEveryDataset) {
  const UploadId id = NewUpload(NewDraft("tj"));
  // As if the drop of an abandoned upload had not come to its end.
  ASSERT_OK_AND_ASSIGN(auto loader, store_->BulkLoad(UploadBytesPrefix("tj", 99, 1, 1)));
  ASSERT_OK(loader->Add(ChunkKey(UploadBytesPrefix("tj", 99, 1, 1), 0), "x"));
  ASSERT_OK(loader->Seal());
  clock_.Advance(kUploadLifetime);
  ProcessLease lease(*store_, clock_, ledger::ThisProcess());
  OrphanCleaner orphans(*store_, *committer_, lease);
  UploadRepository uploads = Uploads();
  {
    Housekeeper housekeeper({*datasets_, lease, orphans, uploads});
    housekeeper.WaitForFirstRound();
  }
  EXPECT_THAT(uploads.Get(id), HasReason("RESOURCE_NOT_FOUND"));
  EXPECT_EQ(RowsBelow(UploadContentsPrefix("tj")), 0);
}

INSTANTIATE_ENGINES(UploadRepositoryTest);

}  // namespace
}  // namespace karvan::statistics
