#pragma once

#include <optional>
#include <string>
#include <vector>

#include "google/protobuf/repeated_ptr_field.h"
#include "services/agreements/domain/field.h"
#include "services/agreements/domain/partial_date.h"
#include "services/platform/decimal/decimal.h"
#include "services/platform/period/period.h"

// Readers of texts and lists of a message. Text of a wrong form is rejected and read as if it were not given.
namespace karvan::agreements {

// A required number.
Decimal ReadDecimal(const std::string& text, const Field& field);

// Optional ones; an empty text is nothing.
std::optional<Decimal> ReadOptionalDecimal(const std::string& text, const Field& field);
std::optional<Period> ReadOptionalPeriod(const std::string& text, const Field& field);
std::optional<PartialDate> ReadOptionalDate(const std::string& text, const Field& field);

// The text, empty for nothing.
template <typename Value>
std::string TextOf(const std::optional<Value>& value) {
  return value.has_value() ? value->ToString() : std::string();
}

// Reads each message of a list by `FromProto(message, field of the item)`.
template <typename Value, typename Message>
std::vector<Value> ReadList(const google::protobuf::RepeatedPtrField<Message>& messages, const Field& field) {
  std::vector<Value> values;
  values.reserve(static_cast<size_t>(messages.size()));
  for (const Message& message : messages) values.push_back(FromProto(message, field.Item(values.size())));
  return values;
}

// Writes each value of a list by `ToProto(value)`.
template <typename Value, typename Message>
void WriteList(const std::vector<Value>& values, google::protobuf::RepeatedPtrField<Message>& messages) {
  for (const Value& value : values) *messages.Add() = ToProto(value);
}

std::vector<std::string> ReadTexts(const google::protobuf::RepeatedPtrField<std::string>& texts);
void WriteTexts(const std::vector<std::string>& values,
                google::protobuf::RepeatedPtrField<std::string>& texts);

}  // namespace karvan::agreements
