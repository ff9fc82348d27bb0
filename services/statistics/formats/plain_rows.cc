#include "services/statistics/formats/plain_rows.h"

#include <algorithm>
#include <optional>

namespace karvan::statistics {
namespace {

using Column = PlainRows::Column;

constexpr size_t kMaxLineBytes = 4096;  // far below the limit of a row
constexpr ptrdiff_t kMaxDigits = 18;    // any number of so many fits into 64 bits

bool IsDigit(char c) { return static_cast<unsigned char>(c - '0') < 10; }

// Reads the digits from `at` on.
const char* ReadDigits(const char* at, const char* end, int64_t& number) {
  for (; at != end && IsDigit(*at); ++at) {
    number = static_cast<int64_t>(static_cast<uint64_t>(number) * 10 + static_cast<uint64_t>(*at - '0'));
  }
  return at;
}

// Reads `-?\d+(\.\d+)?` of at most kMaxDigits digits, or nothing.
bool ReadNumber(absl::string_view field, Number& number) {
  number = Number();
  if (field.empty()) return true;
  const char* const end = field.data() + field.size();
  const bool negative = field[0] == '-';
  const char* const whole = field.data() + (negative ? 1 : 0);
  int64_t unscaled = 0;
  const char* at = ReadDigits(whole, end, unscaled);
  if (at == whole) return false;
  ptrdiff_t digits = at - whole;
  ptrdiff_t scale = 0;
  if (at != end) {
    if (*at != '.') return false;
    const char* const fraction = at + 1;
    at = ReadDigits(fraction, end, unscaled);
    scale = at - fraction;
    if (at != end || scale == 0) return false;
    digits += scale;
  }
  if (digits > kMaxDigits) return false;
  number.unscaled = negative ? -unscaled : unscaled;
  number.scale = static_cast<int8_t>(scale);
  return true;
}

// The codes of a row, by column.
Code& CodeOf(CellRow& row, Column column) {
  switch (column) {
    case Column::kReporter:
      return row.group.reporter;
    case Column::kFlow:
      return row.group.flow;
    case Column::kPartner:
      return row.group.partner;
    case Column::kClassification:
      return row.group.classification;
    case Column::kSecondPartner:
      return row.group.second_partner;
    case Column::kCustomsProcedure:
      return row.group.customs_procedure;
    case Column::kTransportMode:
      return row.group.transport_mode;
    default:
      return row.product;
  }
}

// Whether a line without quotes can hold a field.
bool IsPlain(absl::string_view field) { return field.find_first_of(",\"\r\n") == absl::string_view::npos; }

}  // namespace

const CellRow* PlainRows::Read(absl::string_view line) {
  if (!learned_ || line.size() > kMaxLineBytes) return nullptr;
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  attribute_texts_.clear();
  const char* at = line.data();
  const char* const end = at + line.size();
  for (size_t i = 0;; ++i) {
    const char* const begin = at;
    while (at != end && *at != ',') ++at;
    if (!ReadField(columns_[i], absl::string_view(begin, static_cast<size_t>(at - begin)))) return nullptr;
    const bool last = i + 1 == columns_.size();
    if (last != (at == end)) return nullptr;  // too few fields, or too many
    if (last) break;
    ++at;
  }
  const Attributes* const* attributes = attributes_.Find(attribute_texts_);
  if (attributes == nullptr || !row_.value.present()) return nullptr;
  row_.attributes = *attributes;
  return &row_;
}

bool PlainRows::ReadField(const FileColumn& column, absl::string_view field) {
  switch (column.column) {
    case Column::kPeriod: {
      const Period* period = periods_.Find(field);
      if (period == nullptr) return false;
      row_.first_month = period->first_month();
      row_.month_count = period->month_count();
      return true;
    }
    case Column::kValue:
      return ReadNumber(field, row_.value);
    case Column::kNetWeight:
      return ReadNumber(field, row_.net_weight);
    case Column::kQuantity:
      return ReadNumber(field, row_.quantity);
    case Column::kAttribute:
      attribute_texts_.append(field.data(), field.size());
      attribute_texts_.push_back(',');
      return true;
    case Column::kEmpty:
      return field.empty();
    default:
      return ReadCode(column, field);
  }
}

bool PlainRows::ReadCode(const FileColumn& column, absl::string_view field) {
  TextTable<Code>& codes = codes_[static_cast<size_t>(column.column)];
  if (const Code* code = codes.Find(field); code != nullptr) {
    CodeOf(row_, column.column) = *code;
    return true;
  }
  // An empty field and "NA" are missing ones, whatever the check says of them.
  if (column.check == nullptr || field.empty() || field == "NA" || !column.check(field).ok()) return false;
  const std::optional<Code> code = Code::Parse(field);
  if (!code) return false;
  codes.Add(field, *code);
  CodeOf(row_, column.column) = *code;
  return true;
}

void PlainRows::Learn(const std::vector<std::string>& fields, const Observation& observation) {
  const std::optional<GroupKey> group = GroupOf(observation.series);
  const std::optional<Code> product = Code::Parse(observation.series.product);
  if (!group || !product || fields.size() != columns_.size()) return;
  if (!std::all_of(fields.begin(), fields.end(), IsPlain)) return;
  row_.group = *group;
  row_.product = *product;
  std::string attribute_texts;
  for (size_t i = 0; i < fields.size(); ++i) {
    const Column column = columns_[i].column;
    // Such a row is never plain, and what it says of its figure may come from that column.
    if (column == Column::kEmpty && !fields[i].empty()) return;
    if (column <= Column::kProduct) {
      codes_[static_cast<size_t>(column)].Add(fields[i], CodeOf(row_, column));
    } else if (column == Column::kPeriod) {
      periods_.Add(fields[i], observation.period);
    } else if (column == Column::kAttribute) {
      attribute_texts.append(fields[i]).push_back(',');
    }
  }
  if (attributes_.Find(attribute_texts) == nullptr && known_attributes_.size() < attributes_.kMaxTexts) {
    known_attributes_.push_back(Attributes::Of(observation.measures));
    attributes_.Add(attribute_texts, &known_attributes_.back());
  }
  learned_ = true;
}

}  // namespace karvan::statistics
