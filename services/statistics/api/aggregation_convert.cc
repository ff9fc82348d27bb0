#include "services/statistics/api/aggregation_convert.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "services/platform/status/macros.h"
#include "services/statistics/api/names.h"
#include "services/statistics/api/observation_convert.h"
#include "services/statistics/domain/dataset.h"

namespace karvan::statistics {
namespace {

constexpr char kUnknown[] = "is not one of the values of its enum";

class Reader {
 public:
  Reader(const v1::Aggregation& proto, absl::string_view path, Violations& violations)
      : proto_(proto), path_(path), violations_(violations) {}

  Aggregation Read() {
    ReadGroupBy();
    ReadMeasures();
    ReadMixed();
    asked_.product_digits = proto_.product_digits();
    asked_.sum_level = proto_.sum_level();
    asked_.grain = GrainOf(proto_.period_grain());
    asked_.order = OrderOf(proto_.order());
    asked_.top = proto_.top();
    asked_.remainder = proto_.remainder();
    asked_.include_reported = proto_.include_reported();
    if (proto_.has_conversion()) ReadConversion(proto_.conversion());
    return asked_;
  }

 private:
  std::string Path(absl::string_view field) const { return absl::StrCat(path_, ".", field); }
  void Unknown(absl::string_view field) { violations_.Add(Path(field), kUnknown); }

  void ReadGroupBy() {
    for (int i = 0; i < proto_.group_by_size(); ++i) {
      const std::optional<Dimension> dimension =
          DimensionOf(static_cast<v1::AggregateDimension>(proto_.group_by(i)));
      if (dimension) {
        asked_.group_by.push_back(*dimension);
      } else {
        Unknown(absl::StrCat("group_by[", i, "]"));
      }
    }
  }

  static std::optional<Dimension> DimensionOf(v1::AggregateDimension dimension) {
    switch (dimension) {
      case v1::AGGREGATE_DIMENSION_REPORTER:
        return Dimension::kReporter;
      case v1::AGGREGATE_DIMENSION_PARTNER:
        return Dimension::kPartner;
      case v1::AGGREGATE_DIMENSION_FLOW:
        return Dimension::kFlow;
      case v1::AGGREGATE_DIMENSION_CLASSIFICATION:
        return Dimension::kClassification;
      case v1::AGGREGATE_DIMENSION_PRODUCT:
        return Dimension::kProduct;
      case v1::AGGREGATE_DIMENSION_SECOND_PARTNER:
        return Dimension::kSecondPartner;
      case v1::AGGREGATE_DIMENSION_CUSTOMS_PROCEDURE:
        return Dimension::kCustomsProcedure;
      case v1::AGGREGATE_DIMENSION_TRANSPORT_MODE:
        return Dimension::kTransportMode;
      default:
        return std::nullopt;
    }
  }

  void ReadMeasures() {
    if (proto_.measures().empty()) return;
    asked_.value = false;
    for (int i = 0; i < proto_.measures_size(); ++i) {
      switch (proto_.measures(i)) {
        case v1::AGGREGATE_MEASURE_VALUE:
          asked_.value = true;
          break;
        case v1::AGGREGATE_MEASURE_NET_WEIGHT:
          asked_.net_weight = true;
          break;
        case v1::AGGREGATE_MEASURE_QUANTITY:
          asked_.quantity = true;
          break;
        default:
          Unknown(absl::StrCat("measures[", i, "]"));
      }
    }
  }

  void ReadMixed() {
    for (int i = 0; i < proto_.allow_mixed_size(); ++i) {
      switch (proto_.allow_mixed(i)) {
        case v1::AGGREGATE_DIFFERENCE_CLASSIFICATION:
          asked_.allow_mixed_classifications = true;
          break;
        case v1::AGGREGATE_DIFFERENCE_VALUATION:
          asked_.allow_mixed_valuations = true;
          break;
        default:
          Unknown(absl::StrCat("allow_mixed[", i, "]"));
      }
    }
  }

  PeriodGrain GrainOf(v1::PeriodGrain grain) {
    switch (grain) {
      case v1::PERIOD_GRAIN_UNSPECIFIED:
      case v1::PERIOD_GRAIN_ALL:
        return PeriodGrain::kAll;
      case v1::PERIOD_GRAIN_AS_STORED:
        return PeriodGrain::kAsStored;
      case v1::PERIOD_GRAIN_MONTH:
        return PeriodGrain::kMonth;
      case v1::PERIOD_GRAIN_QUARTER:
        return PeriodGrain::kQuarter;
      case v1::PERIOD_GRAIN_HALF_YEAR:
        return PeriodGrain::kHalfYear;
      case v1::PERIOD_GRAIN_YEAR:
        return PeriodGrain::kYear;
      case v1::PERIOD_GRAIN_YEAR_TO_DATE:
        return PeriodGrain::kYearToDate;
      case v1::PERIOD_GRAIN_ROLLING_YEAR:
        return PeriodGrain::kRollingYear;
      default:
        Unknown("period_grain");
        return PeriodGrain::kAll;
    }
  }

  AggregateOrder OrderOf(v1::AggregateOrder order) {
    switch (order) {
      case v1::AGGREGATE_ORDER_UNSPECIFIED:
        return AggregateOrder::kNone;
      case v1::AGGREGATE_ORDER_KEY:
        return AggregateOrder::kKey;
      case v1::AGGREGATE_ORDER_VALUE_DESCENDING:
        return AggregateOrder::kValueDescending;
      default:
        Unknown("order");
        return AggregateOrder::kNone;
    }
  }

  void ReadConversion(const v1::CurrencyConversion& proto) {
    CurrencyConversion conversion;
    if (absl::StatusOr<std::string> rates = ParseDatasetName(proto.rates(), Path("conversion.rates"));
        rates.ok()) {
      conversion.rates = *std::move(rates);
    } else {
      for (const FieldViolation& violation : FieldViolations(rates.status())) {
        violations_.Add(violation.field, violation.description);
      }
    }
    if (proto.has_rates_snapshot()) conversion.snapshot = proto.rates_snapshot();
    conversion.series = FromProto(proto.series());
    CheckSeriesKey(conversion.series, Path("conversion.series"), violations_);
    violations_.Add(Path("conversion.currency_code"), CheckCurrency(proto.currency_code()));
    conversion.currency_code = proto.currency_code();
    conversion.digits = proto.digits();
    if (proto.digits() < 0 || proto.digits() > kMaxConvertedDigits) {
      violations_.Add(Path("conversion.digits"),
                      absl::StrCat("is ", proto.digits(), ": must be 0 to ", kMaxConvertedDigits));
    }
    ReadQuote(proto, conversion);
    ReadMissingRate(proto, conversion);
    asked_.conversion = std::move(conversion);
  }

  void ReadQuote(const v1::CurrencyConversion& proto, CurrencyConversion& conversion) {
    switch (proto.quote()) {
      case v1::CurrencyConversion::QUOTE_TARGET_PER_SOURCE:
        conversion.quote = CurrencyConversion::Quote::kTargetPerSource;
        return;
      case v1::CurrencyConversion::QUOTE_SOURCE_PER_TARGET:
        conversion.quote = CurrencyConversion::Quote::kSourcePerTarget;
        return;
      default:
        violations_.Add(Path("conversion.quote"), "must say what a rate is");
    }
  }

  void ReadMissingRate(const v1::CurrencyConversion& proto, CurrencyConversion& conversion) {
    switch (proto.missing_rate()) {
      case v1::CurrencyConversion::MISSING_RATE_UNSPECIFIED:
      case v1::CurrencyConversion::MISSING_RATE_ERROR:
        return;
      case v1::CurrencyConversion::MISSING_RATE_LEAVE_OUT:
        conversion.leave_out_missing = true;
        return;
      default:
        Unknown("conversion.missing_rate");
    }
  }

  const v1::Aggregation& proto_;
  const absl::string_view path_;
  Violations& violations_;
  Aggregation asked_;
};

}  // namespace

Aggregation FromProto(const v1::Aggregation& proto, const ObservationFilter& filter, absl::string_view path,
                      absl::string_view filter_path, Violations& violations) {
  Aggregation aggregation = Reader(proto, path, violations).Read();
  CheckAggregation(aggregation, filter, path, filter_path, violations);
  return aggregation;
}

}  // namespace karvan::statistics
