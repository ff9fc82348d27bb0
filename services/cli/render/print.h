#pragma once

#include "services/cli/render/json.h"
#include "services/cli/render/table.h"
#include "services/cli/session.h"

namespace karvan::cli {

// Prints rows in the session's format: the table for people or as CSV, or the messages as a JSON array.
template <typename Messages>
void PrintRows(const Session& session, const Table& table, const Messages& messages) {
  switch (session.format) {
    case Format::kTable:
      session.out << table.ToText();
      break;
    case Format::kCsv:
      session.out << table.ToCsv();
      break;
    case Format::kJson:
      session.out << ToJsonArray(messages);
      break;
  }
}

}  // namespace karvan::cli
