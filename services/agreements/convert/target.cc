#include "services/agreements/convert/target.h"

#include "services/agreements/convert/reading.h"
#include "services/agreements/convert/values.h"

namespace karvan::agreements {

Target FromProto(const v1::Target& message, const Field& field) {
  Target target;
  target.indicator = message.indicator();
  target.reporter = message.reporter();
  target.areas = ReadTexts(message.areas());
  target.figure = FromProto(message.figure(), field.Sub("figure"));
  target.deadline = ReadOptionalPeriod(message.deadline(), field.Sub("deadline"));
  target.announced_by = ReadTexts(message.announced_by());
  target.announce_date = ReadOptionalDate(message.announce_date(), field.Sub("announce_date"));
  target.forum = message.forum();
  target.restates = message.restates();
  target.sources = ReadList<Source>(message.sources(), field.Sub("sources"));
  return target;
}

v1::Target ToProto(const Target& target) {
  v1::Target message;
  message.set_indicator(target.indicator);
  message.set_reporter(target.reporter);
  WriteTexts(target.areas, *message.mutable_areas());
  *message.mutable_figure() = ToProto(target.figure);
  message.set_deadline(TextOf(target.deadline));
  WriteTexts(target.announced_by, *message.mutable_announced_by());
  message.set_announce_date(TextOf(target.announce_date));
  message.set_forum(target.forum);
  message.set_restates(target.restates);
  WriteList(target.sources, *message.mutable_sources());
  return message;
}

}  // namespace karvan::agreements
