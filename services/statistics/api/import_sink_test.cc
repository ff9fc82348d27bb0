#include "services/statistics/api/import_sink.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/statistics/api/testing/memory_repositories.h"

namespace karvan::statistics {
namespace {

using ::karvan::testing::HasFieldViolation;
using ::karvan::testing::HasReason;
using ::karvan::testing::StatusIs;
using ::testing::HasSubstr;

constexpr char kColumns[] = "reporter,partner,flow,period,value\n";

class ImportSinkTest : public ::testing::Test {
 protected:
  ImportSinkTest() {
    repositories_.AddDataset("tj");
    name_ = repositories_.AddDraft("tj");
  }

  v1::ImportObservationsRequest HeaderMessage() {
    v1::ImportObservationsRequest message;
    message.mutable_header()->set_release(name_);
    message.mutable_header()->set_file_name("a.csv");
    return message;
  }

  static v1::ImportObservationsRequest Content(std::string bytes) {
    v1::ImportObservationsRequest message;
    message.set_content(std::move(bytes));
    return message;
  }

  testing::MemoryRepositories repositories_;
  std::string name_;
  ImportSink sink_{repositories_.call, repositories_.datasets, repositories_.releases};
};

TEST_F(ImportSinkTest, AFileInPieces) {
  ASSERT_OK(sink_.OnMessage(HeaderMessage()));
  ASSERT_OK(sink_.OnMessage(Content("reporter,partner,fl")));
  ASSERT_OK(sink_.OnMessage(Content("ow,period,value\nTJK,KAZ,X,2023,255.8\nTJK,KAZ,M,20")));
  ASSERT_OK(sink_.OnMessage(Content("23,893")));
  ASSERT_OK_AND_ASSIGN(v1::ImportObservationsResponse response, sink_.Finish());
  EXPECT_EQ(response.release().name(), name_);
  EXPECT_EQ(response.release().state(), v1::Release::STATE_DRAFT);
  EXPECT_EQ(response.release().observation_count(), 2);
  EXPECT_EQ(response.release().files_size(), 1);
  EXPECT_EQ(response.file().file_name(), "a.csv");
  EXPECT_EQ(response.file().format(), v1::FILE_FORMAT_KARVAN_CSV);
  EXPECT_EQ(response.file().size_bytes(), 74);
  EXPECT_EQ(response.file().sha256().size(), 64);
  EXPECT_EQ(response.file().row_count(), 2);
  EXPECT_EQ(response.file().observation_count(), 2);
  EXPECT_EQ(response.problem_count(), 0);
}

TEST_F(ImportSinkTest, ProblemsComeInTheOrderOfTheFile) {
  ASSERT_OK_AND_ASSIGN(v1::ImportObservationsResponse response,
                       repositories_.Import(name_, std::string(kColumns) + "TJK,KAZ,X,2023,1\n"
                                                                           "TJK,KAZ,X,2023,2\n"
                                                                           "TJK,KAZ,X,20x3,y\n"
                                                                           "TJK,KAZ,X,2023,4\n"));
  EXPECT_EQ(response.problem_count(), 3) << "rows, not fields";
  ASSERT_EQ(response.problems_size(), 4);
  EXPECT_EQ(response.problems(0).line(), 3);
  EXPECT_THAT(response.problems(0).message(), HasSubstr("already given in line 2"));
  EXPECT_EQ(response.problems(1).line(), 4);
  EXPECT_EQ(response.problems(1).column(), "period");
  EXPECT_EQ(response.problems(1).value(), "20x3");
  EXPECT_EQ(response.problems(2).column(), "value");
  EXPECT_EQ(response.problems(3).line(), 5);
  EXPECT_EQ(response.file().row_count(), 4);
  EXPECT_EQ(response.file().observation_count(), 1);
  EXPECT_EQ(response.release().problem_count(), 3);
}

TEST_F(ImportSinkTest, AnImportWhoseAnswerWasLostCanBeRepeated) {
  const std::string file = std::string(kColumns) + "TJK,KAZ,X,2023,1\nTJK,KAZ,M,2023,2\n";
  ASSERT_OK_AND_ASSIGN(v1::ImportObservationsResponse first, repositories_.Import(name_, file));
  ASSERT_OK_AND_ASSIGN(v1::ImportObservationsResponse again, repositories_.Import(name_, file));
  EXPECT_EQ(again.problem_count(), 0);
  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
  EXPECT_OK(repositories_.releases.Publish("tj", 1, {}, "", {}));
}

TEST_F(ImportSinkTest, AThousandProblemsAreListedAndAllAreCounted) {
  std::string file = kColumns;
  for (int i = 0; i < 1500; ++i) file += "TJK,KAZ,X,2023\n";
  ASSERT_OK_AND_ASSIGN(v1::ImportObservationsResponse response, repositories_.Import(name_, file));
  EXPECT_EQ(response.problem_count(), 1500);
  EXPECT_EQ(response.problems_size(), 1000);
  EXPECT_EQ(response.problems(999).line(), 1001);
}

TEST_F(ImportSinkTest, TheHeaderComesFirstAndOnce) {
  EXPECT_THAT(sink_.OnMessage(Content("x")), HasFieldViolation("header", HasSubstr("first message")));
  EXPECT_THAT(sink_.OnMessage({}), HasFieldViolation("payload", HasSubstr("must be")));
  EXPECT_THAT(sink_.Finish().status(), HasFieldViolation("header", HasSubstr("stream was empty")));
  ASSERT_OK(sink_.OnMessage(HeaderMessage()));
  EXPECT_THAT(sink_.OnMessage(HeaderMessage()), HasFieldViolation("header", HasSubstr("only")));
}

TEST_F(ImportSinkTest, HeadersAreChecked) {
  v1::ImportObservationsRequest message = HeaderMessage();
  message.mutable_header()->set_file_name(std::string(201, 'x'));
  message.mutable_header()->set_format(static_cast<v1::FileFormat>(9));
  message.mutable_header()->set_size_bytes(-1);
  absl::Status status = sink_.OnMessage(message);
  EXPECT_THAT(status, HasFieldViolation("header.file_name", HasSubstr("at most 200")));
  EXPECT_THAT(status, HasFieldViolation("header.format", HasSubstr("FileFormat")));
  EXPECT_THAT(status, HasFieldViolation("header.size_bytes", HasSubstr("negative")));
  message = HeaderMessage();
  message.mutable_header()->set_release("datasets/tj");
  EXPECT_THAT(sink_.OnMessage(message), HasFieldViolation("header.release", HasSubstr("must be")));
  message.mutable_header()->set_release("datasets/tj/releases/7");
  EXPECT_THAT(sink_.OnMessage(message), HasReason("RESOURCE_NOT_FOUND"));
}

TEST_F(ImportSinkTest, OnlyIntoADraft) {
  ASSERT_OK(repositories_.releases.Abandon("tj", 1, "", {}));
  EXPECT_THAT(sink_.OnMessage(HeaderMessage()), HasReason("RELEASE_STATE"));
}

TEST_F(ImportSinkTest, MessagesHaveALimit) {
  ASSERT_OK(sink_.OnMessage(HeaderMessage()));
  EXPECT_OK(sink_.OnMessage(Content(kColumns + std::string((1 << 20) - sizeof(kColumns) + 1, '\n'))));
  EXPECT_THAT(sink_.OnMessage(Content(std::string((1 << 20) + 1, '\n'))),
              HasFieldViolation("content", HasSubstr("at most 1048576")));
}

TEST_F(ImportSinkTest, AFileThatIsNotWholeIsRefused) {
  v1::ImportObservationsRequest message = HeaderMessage();
  message.mutable_header()->set_size_bytes(100);
  ASSERT_OK(sink_.OnMessage(message));
  ASSERT_OK(sink_.OnMessage(Content(std::string(kColumns) + "TJK,KAZ,X,2023,1\n")));
  EXPECT_THAT(sink_.Finish().status(), HasFieldViolation("header.size_bytes", HasSubstr("not whole")));
  EXPECT_EQ(repositories_.releases.Get("tj", 1)->files.size(), 0);
}

TEST_F(ImportSinkTest, AClientThatHasGoneGetsNothingIn) {
  ASSERT_OK(sink_.OnMessage(HeaderMessage()));
  ASSERT_OK(sink_.OnMessage(Content(std::string(kColumns) + "TJK,KAZ,X,2023,1\n")));
  repositories_.call.cancellation().Cancel();
  EXPECT_THAT(sink_.Finish(), StatusIs(absl::StatusCode::kCancelled));
  EXPECT_EQ(repositories_.releases.Get("tj", 1)->files.size(), 0);
}

TEST_F(ImportSinkTest, AWrongHeaderLineRefusesTheFile) {
  EXPECT_THAT(repositories_.Import(name_, "a;b\n"), HasReason("FORMAT_UNKNOWN"));
  EXPECT_THAT(repositories_.Import(name_, "reporter,value\n"), HasReason("HEADER_INVALID"));
  EXPECT_THAT(repositories_.Import(name_, ""), HasReason("FORMAT_UNKNOWN"));
  EXPECT_EQ(repositories_.releases.Get("tj", 1)->files.size(), 0);
}

TEST_F(ImportSinkTest, AGivenFormatIsHeldTo) {
  v1::ImportObservationsRequest message = HeaderMessage();
  message.mutable_header()->set_format(v1::FILE_FORMAT_COMTRADE_PLUS_CSV);
  ASSERT_OK(sink_.OnMessage(message));
  EXPECT_THAT(sink_.OnMessage(Content(kColumns)), HasReason("HEADER_INVALID"));
}

}  // namespace
}  // namespace karvan::statistics
