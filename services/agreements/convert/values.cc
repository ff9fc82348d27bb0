#include "services/agreements/convert/values.h"

#include "services/agreements/convert/reading.h"

namespace karvan::agreements {

static_assert(kQualifierEnd == type::v1::Qualifier_MAX + 1);
static_assert(static_cast<int>(Qualifier::kAlmost) == type::v1::QUALIFIER_ALMOST);

LocalizedText FromProto(const type::v1::LocalizedText& message, const Field&) {
  return {message.language_code(), message.text()};
}

type::v1::LocalizedText ToProto(const LocalizedText& text) {
  type::v1::LocalizedText message;
  message.set_language_code(text.language_code);
  message.set_text(text.text);
  return message;
}

Qualifier FromProto(type::v1::Qualifier qualifier) { return static_cast<Qualifier>(qualifier); }

type::v1::Qualifier ToProto(Qualifier qualifier) { return static_cast<type::v1::Qualifier>(qualifier); }

QuotedFigure FromProto(const type::v1::QuotedFigure& message, const Field& field) {
  QuotedFigure figure;
  figure.text = message.text();
  figure.value = ReadDecimal(message.value(), field.Sub("value"));
  figure.upper_value = ReadOptionalDecimal(message.upper_value(), field.Sub("upper_value"));
  figure.qualifier = FromProto(message.qualifier());
  figure.unit = message.unit();
  figure.unit_multiplier = message.unit_multiplier();
  return figure;
}

type::v1::QuotedFigure ToProto(const QuotedFigure& figure) {
  type::v1::QuotedFigure message;
  message.set_text(figure.text);
  message.set_value(figure.value.ToString());
  message.set_upper_value(TextOf(figure.upper_value));
  message.set_qualifier(ToProto(figure.qualifier));
  message.set_unit(figure.unit);
  message.set_unit_multiplier(figure.unit_multiplier);
  return message;
}

Money FromProto(const type::v1::Money& message, const Field& field) {
  return {ReadDecimal(message.amount(), field.Sub("amount")), message.currency_code()};
}

type::v1::Money ToProto(const Money& money) {
  type::v1::Money message;
  message.set_amount(money.amount.ToString());
  message.set_currency_code(money.currency_code);
  return message;
}

Source FromProto(const v1::Source& message, const Field& field) {
  Source source;
  source.statement = message.statement();
  source.publisher = message.publisher();
  source.title = message.title();
  source.uri = message.uri();
  source.date = ReadOptionalDate(message.date(), field.Sub("date"));
  source.locator = message.locator();
  source.language_code = message.language_code();
  return source;
}

v1::Source ToProto(const Source& source) {
  v1::Source message;
  message.set_statement(source.statement);
  message.set_publisher(source.publisher);
  message.set_title(source.title);
  message.set_uri(source.uri);
  message.set_date(TextOf(source.date));
  message.set_locator(source.locator);
  message.set_language_code(source.language_code);
  return message;
}

}  // namespace karvan::agreements
