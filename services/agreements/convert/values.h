#pragma once

#include "karvan/agreements/v1/source.pb.h"
#include "karvan/type/v1/money.pb.h"
#include "karvan/type/v1/qualifier.pb.h"
#include "karvan/type/v1/text.pb.h"
#include "services/agreements/domain/field.h"
#include "services/agreements/domain/values.h"

// The shared values between proto and domain. FromProto rejects text that cannot be read; the rules are left
// to the domain's Validate.
namespace karvan::agreements {

LocalizedText FromProto(const type::v1::LocalizedText& message, const Field& field);
type::v1::LocalizedText ToProto(const LocalizedText& text);

// Qualifiers have the same numbers on both sides; a number unknown to the contract stays for Validate to see.
Qualifier FromProto(type::v1::Qualifier qualifier);
type::v1::Qualifier ToProto(Qualifier qualifier);

QuotedFigure FromProto(const type::v1::QuotedFigure& message, const Field& field);
type::v1::QuotedFigure ToProto(const QuotedFigure& figure);

Money FromProto(const type::v1::Money& message, const Field& field);
type::v1::Money ToProto(const Money& money);

Source FromProto(const v1::Source& message, const Field& field);
v1::Source ToProto(const Source& source);

}  // namespace karvan::agreements
