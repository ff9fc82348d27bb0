#pragma once

#include <functional>
#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace karvan::cli {

// How answers are printed: for people, as the JSON form of the protos, or as comma separated values.
enum class Format { kTable, kJson, kCsv };

// What every command runs with: where it prints, and the options that all commands share.
struct Session {
  Session(std::ostream& out, std::ostream& err) : out(out), err(err) {}

  std::ostream& out;
  std::ostream& err;
  bool err_is_terminal = false;  // progress is drawn only there
  int width = 100;               // columns that text for people is wrapped to

  std::string address = "127.0.0.1:50051";  // of the suite
  // Of services that stand apart; empty: at `address`.
  std::string agreements_address;
  std::string statistics_address;
  std::string indicators_address;
  Format format = Format::kTable;
  double timeout_seconds = 60;
  std::string labels_folder;  // of code lists; empty: codes are printed without names

  absl::Duration timeout() const { return absl::Seconds(timeout_seconds); }
};

// What a command does once the whole command line is read and found right.
using Action = std::function<absl::Status()>;

}  // namespace karvan::cli
