#include "services/cli/commands/load_report.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "nlohmann/json.hpp"
#include "services/cli/render/text_width.h"

namespace karvan::cli {
namespace {

constexpr int kBarWidth = 30;
constexpr char kClearLine[] = "\r\x1b[K";

bool Changed(Outcome outcome) { return outcome != Outcome::kUnchanged && outcome != Outcome::kSkipped; }

}  // namespace

LoadReport::LoadReport(const Session& session)
    : session_(session), rows_({{"outcome"}, {"name"}, {"note"}}) {}

void LoadReport::OnOutcome(Outcome outcome, const std::string& name, const std::string& note) {
  ClearProgress();
  ++counts_[outcome];
  switch (session_.format) {
    case Format::kTable:
      if (!Changed(outcome)) break;
      session_.out << OutcomeName(outcome) << "  " << name << (note.empty() ? "" : ": ") << note << std::endl;
      break;
    case Format::kCsv:
      rows_.AddRow({std::string(OutcomeName(outcome)), name, note});
      break;
    case Format::kJson:  // a line each, so that it can be followed
      session_.out << nlohmann::json{{"outcome", std::string(OutcomeName(outcome))},
                                     {"name", name},
                                     {"note", note}}
                          .dump()
                   << std::endl;
      break;
  }
}

void LoadReport::OnProgress(const std::string& file_name, int64_t sent, int64_t total) {
  if (!session_.err_is_terminal) return;
  int64_t filled = total == 0 ? kBarWidth : sent * kBarWidth / total;
  std::string bar;
  for (int i = 0; i < kBarWidth; ++i) bar += i < filled ? "█" : "░";
  session_.err << kClearLine << bar << absl::StrCat(" ", total == 0 ? 100 : sent * 100 / total, "% ")
               << CutToWidth(file_name, 40) << std::flush;
  progress_shown_ = true;
}

void LoadReport::OnProblems(const std::string& file_name,
                            const statistics::v1::ImportObservationsResponse& answer) {
  ClearProgress();
  for (const statistics::v1::ImportProblem& problem : answer.problems()) {
    session_.err << file_name << ":" << problem.line() << ": ";
    if (!problem.column().empty()) session_.err << problem.column() << " \"" << problem.value() << "\": ";
    session_.err << problem.message() << "\n";
  }
  int64_t more = answer.problem_count() - answer.problems_size();
  if (more > 0) session_.err << file_name << ": " << more << " more\n";
}

void LoadReport::Finish() {
  ClearProgress();
  if (session_.format == Format::kCsv) session_.out << rows_.ToCsv();
  if (session_.format != Format::kTable) return;
  std::vector<std::string> parts;
  for (const auto& [outcome, count] : counts_)
    parts.push_back(absl::StrCat(count, " ", OutcomeName(outcome)));
  session_.out << (parts.empty() ? "nothing to load" : absl::StrJoin(parts, ", ")) << "\n";
}

void LoadReport::ClearProgress() {
  if (progress_shown_) session_.err << kClearLine << std::flush;
  progress_shown_ = false;
}

}  // namespace karvan::cli
