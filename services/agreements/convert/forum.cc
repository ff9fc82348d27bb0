#include "services/agreements/convert/forum.h"

#include "services/agreements/convert/reading.h"
#include "services/agreements/convert/values.h"

namespace karvan::agreements {
namespace {

Delegation ReadDelegation(const v1::Delegation& message, const Field& field) {
  Delegation delegation{message.party(), message.head(), std::nullopt};
  if (message.has_size()) delegation.size = FromProto(message.size(), field.Sub("size"));
  return delegation;
}

void WriteDelegation(const Delegation& delegation, v1::Delegation& message) {
  message.set_party(delegation.party);
  message.set_head(delegation.head);
  if (delegation.size.has_value()) *message.mutable_size() = ToProto(*delegation.size);
}

}  // namespace

Forum FromProto(const v1::Forum& message, const Field& field) {
  Forum forum;
  forum.titles = ReadList<LocalizedText>(message.titles(), field.Sub("titles"));
  forum.place = message.place();
  forum.country = message.country();
  forum.first_date = ReadOptionalDate(message.first_date(), field.Sub("first_date"));
  forum.last_date = ReadOptionalDate(message.last_date(), field.Sub("last_date"));
  forum.hosts = ReadTexts(message.hosts());
  const Field delegations = field.Sub("delegations");
  for (const v1::Delegation& delegation : message.delegations()) {
    forum.delegations.push_back(ReadDelegation(delegation, delegations.Item(forum.delegations.size())));
  }
  forum.sectors = ReadTexts(message.sectors());
  forum.sources = ReadList<Source>(message.sources(), field.Sub("sources"));
  return forum;
}

v1::Forum ToProto(const Forum& forum) {
  v1::Forum message;
  WriteList(forum.titles, *message.mutable_titles());
  message.set_place(forum.place);
  message.set_country(forum.country);
  message.set_first_date(TextOf(forum.first_date));
  message.set_last_date(TextOf(forum.last_date));
  WriteTexts(forum.hosts, *message.mutable_hosts());
  for (const Delegation& delegation : forum.delegations)
    WriteDelegation(delegation, *message.add_delegations());
  WriteTexts(forum.sectors, *message.mutable_sectors());
  WriteList(forum.sources, *message.mutable_sources());
  return message;
}

}  // namespace karvan::agreements
