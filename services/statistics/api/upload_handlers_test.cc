#include "services/statistics/api/upload_handlers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/platform/digest/sha256.h"
#include "services/statistics/api/testing/memory_repositories.h"
#include "services/statistics/api/upload_sink.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;
using ::testing::HasSubstr;

constexpr char kFile[] = "reporter,partner,flow,period,value\nTJK,KAZ,X,2023,255.8\nTJK,KAZ,M,2023,893\n";

std::string Digest(absl::string_view content) {
  Sha256 sha256;
  sha256.Add(content);
  return sha256.Finish();
}

class UploadHandlersTest : public ::testing::Test {
 protected:
  UploadHandlersTest() {
    repositories_.AddDataset("tj");
    release_ = repositories_.AddDraft("tj");
  }

  absl::StatusOr<v1::Upload> Create(const v1::Upload& upload = {}) {
    v1::CreateUploadRequest request;
    request.set_parent(release_);
    *request.mutable_upload() = upload;
    return handlers_.CreateUpload(repositories_.call, request);
  }

  absl::StatusOr<v1::Upload> Write(const std::string& name, int64_t offset,
                                   const std::vector<std::string>& pieces) {
    UploadSink sink(repositories_.uploads);
    v1::WriteUploadRequest message;
    message.mutable_header()->set_name(name);
    message.mutable_header()->set_offset_bytes(offset);
    if (absl::Status status = sink.OnMessage(message); !status.ok()) return status;
    for (const std::string& piece : pieces) {
      message.set_content(piece);
      if (absl::Status status = sink.OnMessage(message); !status.ok()) return status;
    }
    return sink.Finish();
  }

  absl::StatusOr<v1::ImportObservationsResponse> Finish(const std::string& name) {
    v1::FinishUploadRequest request;
    request.set_name(name);
    return handlers_.FinishUpload(repositories_.call, request);
  }

  absl::StatusOr<v1::Upload> Get(const std::string& name) {
    v1::GetUploadRequest request;
    request.set_name(name);
    return handlers_.GetUpload(request);
  }

  testing::MemoryRepositories repositories_;
  UploadHandlers handlers_{repositories_.datasets, repositories_.releases, repositories_.uploads};
  std::string release_;
};

TEST_F(UploadHandlersTest, AFileInSeveralCalls) {
  v1::Upload asked;
  asked.set_file_name("a.csv");
  asked.set_format(v1::FILE_FORMAT_KARVAN_CSV);
  asked.set_size_bytes(sizeof(kFile) - 1);
  asked.set_sha256(Digest(kFile));
  asked.set_state(v1::Upload::STATE_FINISHED);
  ASSERT_OK_AND_ASSIGN(v1::Upload upload, Create(asked));
  EXPECT_EQ(upload.name(), release_ + "/uploads/1");
  EXPECT_EQ(upload.state(), v1::Upload::STATE_ACTIVE);
  EXPECT_EQ(upload.expire_time().seconds() - upload.create_time().seconds(), 7 * 24 * 3600);
  const std::string file = kFile;
  ASSERT_OK_AND_ASSIGN(upload, Write(upload.name(), 0, {file.substr(0, 10), file.substr(10, 20)}));
  EXPECT_EQ(upload.durable_offset_bytes(), 30);
  EXPECT_THAT(Finish(upload.name()), HasReason("UPLOAD_INCOMPLETE"));
  ASSERT_OK_AND_ASSIGN(upload, Write(upload.name(), 30, {file.substr(30)}));
  ASSERT_OK_AND_ASSIGN(const v1::ImportObservationsResponse imported, Finish(upload.name()));
  EXPECT_EQ(imported.release().name(), release_);
  EXPECT_EQ(imported.release().observation_count(), 2);
  EXPECT_EQ(imported.file().file_name(), "a.csv");
  EXPECT_EQ(imported.file().sha256(), Digest(kFile));
  EXPECT_EQ(imported.file().size_bytes(), file.size());
  EXPECT_EQ(imported.file().row_count(), 2);
  EXPECT_EQ(imported.problem_count(), 0);
  EXPECT_EQ(Get(upload.name())->state(), v1::Upload::STATE_FINISHED);
  EXPECT_EQ(Finish(upload.name())->SerializeAsString(), imported.SerializeAsString()) << "a repeat";
}

TEST_F(UploadHandlersTest, AnImportWhoseEndWasNotKeptIsRepeated) {
  ASSERT_OK_AND_ASSIGN(const v1::Upload upload, Create());
  ASSERT_OK(Write(upload.name(), 0, {kFile}));
  // As if the server had died between the import and the end of the upload.
  ASSERT_OK_AND_ASSIGN(const v1::ImportObservationsResponse first, repositories_.Import(release_, kFile));
  ASSERT_OK_AND_ASSIGN(const v1::ImportObservationsResponse repeated, Finish(upload.name()));
  EXPECT_EQ(repeated.release().observation_count(), 2);
  EXPECT_EQ(repeated.release().files_size(), 1);
  EXPECT_EQ(repeated.file().sha256(), first.file().sha256());
}

TEST_F(UploadHandlersTest, ProblemsAreInTheRepeatToo) {
  ASSERT_OK_AND_ASSIGN(const v1::Upload upload, Create());
  ASSERT_OK(Write(upload.name(), 0, {"reporter,partner,flow,period,value\nTJK,KAZ,X,20x3,1\n"}));
  for (int time = 0; time < 2; ++time) {
    ASSERT_OK_AND_ASSIGN(const v1::ImportObservationsResponse imported, Finish(upload.name()));
    EXPECT_EQ(imported.problem_count(), 1);
    ASSERT_EQ(imported.problems_size(), 1);
    EXPECT_EQ(imported.problems(0).line(), 2);
    EXPECT_EQ(imported.problems(0).value(), "20x3");
  }
}

TEST_F(UploadHandlersTest, OtherBytesThanAnnouncedAreNotImported) {
  v1::Upload asked;
  asked.set_sha256(Digest("other"));
  ASSERT_OK_AND_ASSIGN(const v1::Upload upload, Create(asked));
  ASSERT_OK(Write(upload.name(), 0, {kFile}));
  const auto refused = Finish(upload.name());
  EXPECT_THAT(refused, HasReason("UPLOAD_SHA256_MISMATCH"));
  EXPECT_EQ(ErrorMetadata(refused.status(), "actual"), Digest(kFile));
  EXPECT_EQ(Get(upload.name())->state(), v1::Upload::STATE_SEALED);
  EXPECT_EQ(repositories_.releases.Get("tj", 1)->observation_count, 0);
  EXPECT_THAT(Finish(upload.name()), HasReason("UPLOAD_SHA256_MISMATCH"));
}

TEST_F(UploadHandlersTest, AFileThatCannotBeReadStaysSealed) {
  ASSERT_OK_AND_ASSIGN(const v1::Upload upload, Create());
  EXPECT_THAT(Finish(upload.name()), HasReason("FORMAT_UNKNOWN")) << "it is empty";
  EXPECT_THAT(Write(upload.name(), 0, {kFile}), HasReason("UPLOAD_STATE"));
  v1::AbandonUploadRequest abandon;
  abandon.set_name(upload.name());
  EXPECT_OK(handlers_.AbandonUpload(abandon));
  EXPECT_THAT(Get(upload.name()), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_F(UploadHandlersTest, CreateChecksItsFields) {
  v1::Upload upload;
  upload.set_file_name(std::string(201, 'x'));
  upload.set_format(static_cast<v1::FileFormat>(9));
  upload.set_size_bytes((int64_t{64} << 30) + 1);
  upload.set_sha256("ABC");
  const auto refused = Create(upload);
  EXPECT_THAT(refused, HasFieldViolation("upload.file_name", "is 201 bytes long: must be at most 200"));
  EXPECT_THAT(refused, HasFieldViolation("upload.format", "must be one of FileFormat"));
  EXPECT_THAT(refused, HasFieldViolation("upload.size_bytes", "is 68719476737: must be 0 to 68719476736"));
  EXPECT_THAT(refused,
              HasFieldViolation("upload.sha256", "\"ABC\" must be 64 lower-case hexadecimal digits"));
}

TEST_F(UploadHandlersTest, ListsInPages) {
  for (int i = 0; i < 3; ++i) ASSERT_OK(Create());
  v1::ListUploadsRequest request;
  request.set_parent(release_);
  request.set_page_size(2);
  ASSERT_OK_AND_ASSIGN(v1::ListUploadsResponse page, handlers_.ListUploads(request));
  ASSERT_EQ(page.uploads_size(), 2);
  request.set_page_token(page.next_page_token());
  ASSERT_OK_AND_ASSIGN(page, handlers_.ListUploads(request));
  ASSERT_EQ(page.uploads_size(), 1);
  EXPECT_EQ(page.uploads(0).name(), release_ + "/uploads/3");
  EXPECT_EQ(page.next_page_token(), "");
}

TEST_F(UploadHandlersTest, TheOrderOfMessages) {
  UploadSink empty(repositories_.uploads);
  EXPECT_THAT(empty.Finish(), HasReason("INVALID_FIELD"));
  UploadSink sink(repositories_.uploads);
  v1::WriteUploadRequest content, header;
  content.set_content("x");
  EXPECT_THAT(sink.OnMessage(content), HasReason("INVALID_FIELD")) << "no header yet";
  EXPECT_THAT(sink.OnMessage({}), HasReason("INVALID_FIELD"));
  ASSERT_OK_AND_ASSIGN(const v1::Upload upload, Create());
  header.mutable_header()->set_name(upload.name());
  ASSERT_OK(sink.OnMessage(header));
  EXPECT_THAT(sink.OnMessage(header), HasReason("INVALID_FIELD")) << "twice";
  content.set_content(std::string(UploadSink::kMaxContentBytes + 1, 'x'));
  EXPECT_THAT(sink.OnMessage(content), HasReason("INVALID_FIELD"));
}

TEST_F(UploadHandlersTest, AnotherOffsetIsRefusedInWords) {
  ASSERT_OK_AND_ASSIGN(const v1::Upload upload, Create());
  ASSERT_OK(Write(upload.name(), 0, {"abc"}));
  const auto refused = Write(upload.name(), 1, {"bc"});
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kFailedPrecondition,
                                HasSubstr("has 3 durable bytes: writing goes on there, not at 1")));
  EXPECT_EQ(ErrorMetadata(refused.status(), "durable_offset_bytes"), "3");
}

}  // namespace
}  // namespace karvan::statistics
