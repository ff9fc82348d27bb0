#include "services/agreements/convert/reading.h"

#include "absl/status/statusor.h"

namespace karvan::agreements {
namespace {

template <typename Value>
std::optional<Value> ReadOptional(const std::string& text, const Field& field) {
  if (text.empty()) return std::nullopt;
  absl::StatusOr<Value> value = Value::Parse(text);
  if (value.ok()) return *std::move(value);
  field.RejectIfError(value.status());
  return std::nullopt;
}

}  // namespace

Decimal ReadDecimal(const std::string& text, const Field& field) {
  if (text.empty()) field.Reject("is required: a decimal number such as \"1.1\"");
  return ReadOptionalDecimal(text, field).value_or(Decimal());
}

std::optional<Decimal> ReadOptionalDecimal(const std::string& text, const Field& field) {
  return ReadOptional<Decimal>(text, field);
}

std::optional<Period> ReadOptionalPeriod(const std::string& text, const Field& field) {
  return ReadOptional<Period>(text, field);
}

std::optional<PartialDate> ReadOptionalDate(const std::string& text, const Field& field) {
  return ReadOptional<PartialDate>(text, field);
}

std::vector<std::string> ReadTexts(const google::protobuf::RepeatedPtrField<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

void WriteTexts(const std::vector<std::string>& values,
                google::protobuf::RepeatedPtrField<std::string>& texts) {
  texts.Add(values.begin(), values.end());
}

}  // namespace karvan::agreements
