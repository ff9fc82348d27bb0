#include "services/agreements/domain/values.h"

#include "absl/strings/str_cat.h"
#include "services/agreements/domain/checks.h"

namespace karvan::agreements {
namespace {

constexpr int kMaxUnitMultiplier = 18;

void ValidateRange(const QuotedFigure& figure, const Field& upper_value) {
  if (figure.qualifier != Qualifier::kRange) {
    if (figure.upper_value.has_value()) upper_value.Reject("is given, but only a range has an upper value");
  } else if (!figure.upper_value.has_value()) {
    upper_value.Reject("is required for a range");
  } else if (*figure.upper_value <= figure.value) {
    upper_value.Reject(absl::StrCat("is ", Quoted(figure.upper_value->ToString()),
                                    ", but must be above the value ", Quoted(figure.value.ToString())));
  }
}

}  // namespace

void Validate(const QuotedFigure& figure, const Field& field) {
  CheckText(figure.text, Presence::kOptional, field.Sub("text"));
  CheckEnum(static_cast<int>(figure.qualifier), kQualifierEnd, Presence::kOptional, field.Sub("qualifier"));
  ValidateRange(figure, field.Sub("upper_value"));
  CheckCode(figure.unit, kUnitForm, Presence::kRequired, field.Sub("unit"));
  if (figure.unit_multiplier < 0 || figure.unit_multiplier > kMaxUnitMultiplier) {
    field.Sub("unit_multiplier")
        .Reject(absl::StrCat("is ", figure.unit_multiplier, ", but must be a power of ten from 0 to ",
                             kMaxUnitMultiplier));
  }
}

void Validate(const Money& money, const Field& field) {
  if (money.amount.Sign() < 0) {
    field.Sub("amount").Reject(
        absl::StrCat("is ", Quoted(money.amount.ToString()), ", but must not be negative"));
  }
  CheckCode(money.currency_code, kCurrencyForm, Presence::kRequired, field.Sub("currency_code"));
}

void Validate(const Source& source, const Field& field) {
  CheckCode(source.statement, kStatementIdForm, Presence::kRequired, field.Sub("statement"));
  CheckText(source.publisher, Presence::kOptional, field.Sub("publisher"));
  CheckText(source.title, Presence::kOptional, field.Sub("title"));
  CheckText(source.uri, Presence::kOptional, field.Sub("uri"));
  CheckText(source.locator, Presence::kOptional, field.Sub("locator"));
  CheckCode(source.language_code, kLanguageForm, Presence::kOptional, field.Sub("language_code"));
}

void ValidateTexts(const std::vector<LocalizedText>& texts, const Field& field) {
  CheckList(texts, 1, field, [](const LocalizedText& text, const Field& item) {
    CheckCode(text.language_code, kLanguageForm, Presence::kRequired, item.Sub("language_code"));
    CheckText(text.text, Presence::kRequired, item.Sub("text"));
  });
  CheckDistinct(texts, field,
                [](const LocalizedText& text) { return absl::string_view(text.language_code); });
}

void ValidateSources(const std::vector<Source>& sources, const Field& field) {
  CheckList(sources, 0, field, [](const Source& source, const Field& item) { Validate(source, item); });
}

void ValidateInterval(const std::optional<PartialDate>& first, const std::optional<PartialDate>& last,
                      const Field& last_field) {
  if (!last.has_value()) return;
  if (!first.has_value()) {
    last_field.Reject("is given, but needs the first day");
  } else if (last->SurelyBefore(*first)) {
    last_field.Reject(absl::StrCat("is ", Quoted(last->ToString()),
                                   ", but must not lie before the first day ", Quoted(first->ToString())));
  }
}

}  // namespace karvan::agreements
