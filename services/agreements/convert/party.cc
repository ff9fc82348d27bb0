#include "services/agreements/convert/party.h"

#include "services/agreements/convert/reading.h"
#include "services/agreements/convert/values.h"

namespace karvan::agreements {

static_assert(kPartyKindEnd == v1::Party::Kind_MAX + 1);
static_assert(static_cast<int>(PartyKind::kBank) == v1::Party::KIND_BANK);

Party FromProto(const v1::Party& message, const Field& field) {
  Party party;
  party.names = ReadList<LocalizedText>(message.names(), field.Sub("names"));
  party.kind = static_cast<PartyKind>(message.kind());
  party.country = message.country();
  for (const v1::PartyIdentifier& identifier : message.identifiers()) {
    party.identifiers.push_back({identifier.scheme(), identifier.value()});
  }
  return party;
}

v1::Party ToProto(const Party& party) {
  v1::Party message;
  WriteList(party.names, *message.mutable_names());
  message.set_kind(static_cast<v1::Party::Kind>(party.kind));
  message.set_country(party.country);
  for (const PartyIdentifier& identifier : party.identifiers) {
    v1::PartyIdentifier& written = *message.add_identifiers();
    written.set_scheme(identifier.scheme);
    written.set_value(identifier.value);
  }
  return message;
}

}  // namespace karvan::agreements
