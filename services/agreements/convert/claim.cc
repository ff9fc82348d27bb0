#include "services/agreements/convert/claim.h"

#include "services/agreements/convert/reading.h"
#include "services/agreements/convert/values.h"

namespace karvan::agreements {

Claim FromProto(const v1::Claim& message, const Field& field) {
  Claim claim;
  claim.indicator = message.indicator();
  claim.flow = message.flow();
  claim.reporter = message.reporter();
  claim.partner = message.partner();
  claim.period = ReadOptionalPeriod(message.period(), field.Sub("period"));
  claim.figure = FromProto(message.figure(), field.Sub("figure"));
  claim.stated_by = message.stated_by();
  claim.measured_by = message.measured_by();
  claim.forum = message.forum();
  claim.source = FromProto(message.source(), field.Sub("source"));
  return claim;
}

v1::Claim ToProto(const Claim& claim) {
  v1::Claim message;
  message.set_indicator(claim.indicator);
  message.set_flow(claim.flow);
  message.set_reporter(claim.reporter);
  message.set_partner(claim.partner);
  message.set_period(TextOf(claim.period));
  *message.mutable_figure() = ToProto(claim.figure);
  message.set_stated_by(claim.stated_by);
  message.set_measured_by(claim.measured_by);
  message.set_forum(claim.forum);
  *message.mutable_source() = ToProto(claim.source);
  return message;
}

}  // namespace karvan::agreements
