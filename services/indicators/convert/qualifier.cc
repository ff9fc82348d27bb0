#include "services/indicators/convert/qualifier.h"

namespace karvan::indicators {
namespace {

struct QualifierPair {
  Qualifier domain;
  type::v1::Qualifier proto;
};

constexpr QualifierPair kQualifiers[] = {
    {Qualifier::kNone, type::v1::QUALIFIER_UNSPECIFIED}, {Qualifier::kExact, type::v1::QUALIFIER_EXACT},
    {Qualifier::kAbout, type::v1::QUALIFIER_ABOUT},      {Qualifier::kOver, type::v1::QUALIFIER_OVER},
    {Qualifier::kAtLeast, type::v1::QUALIFIER_AT_LEAST}, {Qualifier::kAlmost, type::v1::QUALIFIER_ALMOST},
    {Qualifier::kUpTo, type::v1::QUALIFIER_UP_TO},       {Qualifier::kRange, type::v1::QUALIFIER_RANGE},
};

}  // namespace

Qualifier QualifierFromProto(type::v1::Qualifier qualifier) {
  for (const QualifierPair& pair : kQualifiers) {
    if (pair.proto == qualifier) return pair.domain;
  }
  return Qualifier::kNone;
}

type::v1::Qualifier ToProto(Qualifier qualifier) {
  for (const QualifierPair& pair : kQualifiers) {
    if (pair.domain == qualifier) return pair.proto;
  }
  return type::v1::QUALIFIER_UNSPECIFIED;
}

}  // namespace karvan::indicators
