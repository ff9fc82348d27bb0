#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/agreements/domain/field.h"
#include "services/agreements/domain/partial_date.h"
#include "services/platform/decimal/decimal.h"

// Values that several resources share. Texts are UTF-8 and at most 1000 characters long; an optional text
// is empty when it is not known.
namespace karvan::agreements {

struct LocalizedText {
  std::string language_code;  // BCP 47
  std::string text;

  friend bool operator==(const LocalizedText&, const LocalizedText&) = default;
};

// How a printed figure is qualified. The numbers are those of karvan.type.v1.Qualifier.
enum class Qualifier { kNone, kExact, kAbout, kOver, kAtLeast, kAlmost, kUpTo, kRange };
inline constexpr int kQualifierEnd = 8;

// A figure as somebody printed it.
struct QuotedFigure {
  std::string text;                    // the words
  Decimal value;                       // the number; its last digit carries the precision
  std::optional<Decimal> upper_value;  // the upper end of a range, and only of a range
  Qualifier qualifier = Qualifier::kNone;
  std::string unit;         // ISO 4217, "PCT" or "1"
  int unit_multiplier = 0;  // the printed multiplier as a power of ten, 0 to 18

  friend bool operator==(const QuotedFigure&, const QuotedFigure&) = default;
};

struct Money {
  Decimal amount;             // in full currency units, not negative
  std::string currency_code;  // ISO 4217

  friend bool operator==(const Money&, const Money&) = default;
};

// Where a fact was published.
struct Source {
  std::string statement;  // the same in all that was taken from one statement
  std::string publisher;
  std::string title;
  std::string uri;
  std::optional<PartialDate> date;
  std::string locator;
  std::string language_code;

  friend bool operator==(const Source&, const Source&) = default;
};

// Rejects what breaks the rules above.
void Validate(const QuotedFigure& figure, const Field& field);
void Validate(const Money& money, const Field& field);
void Validate(const Source& source, const Field& field);

// At least one text, at most one a language.
void ValidateTexts(const std::vector<LocalizedText>& texts, const Field& field);

// Any number of sources, up to 200.
void ValidateSources(const std::vector<Source>& sources, const Field& field);

// Rejects `last_field` when the last day lies before the first, or is known without it.
void ValidateInterval(const std::optional<PartialDate>& first, const std::optional<PartialDate>& last,
                      const Field& last_field);

}  // namespace karvan::agreements
