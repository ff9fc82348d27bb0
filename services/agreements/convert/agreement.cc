#include "services/agreements/convert/agreement.h"

#include "services/agreements/convert/reading.h"
#include "services/agreements/convert/values.h"

namespace karvan::agreements {
namespace {

static_assert(kAgreementKindEnd == v1::Agreement::Kind_MAX + 1);
static_assert(static_cast<int>(AgreementKind::kLoan) == v1::Agreement::KIND_LOAN);
static_assert(kValueBasisEnd == v1::AgreementValue::Basis_MAX + 1);
static_assert(static_cast<int>(ValueBasis::kYear) == v1::AgreementValue::BASIS_YEAR);

AgreementValue ReadValue(const v1::AgreementValue& message, const Field& field) {
  AgreementValue value;
  value.amount = FromProto(message.amount(), field.Sub("amount"));
  value.qualifier = FromProto(message.qualifier());
  value.basis = static_cast<ValueBasis>(message.basis());
  value.binding = message.binding();
  return value;
}

void WriteValue(const AgreementValue& value, v1::AgreementValue& message) {
  *message.mutable_amount() = ToProto(value.amount);
  message.set_qualifier(ToProto(value.qualifier));
  message.set_basis(static_cast<v1::AgreementValue::Basis>(value.basis));
  message.set_binding(value.binding);
}

}  // namespace

Agreement FromProto(const v1::Agreement& message, const Field& field) {
  Agreement agreement;
  agreement.titles = ReadList<LocalizedText>(message.titles(), field.Sub("titles"));
  agreement.kind = static_cast<AgreementKind>(message.kind());
  for (const v1::Participant& participant : message.participants()) {
    agreement.participants.push_back({participant.party(), participant.role()});
  }
  agreement.signature_date = ReadOptionalDate(message.signature_date(), field.Sub("signature_date"));
  agreement.signature_place = message.signature_place();
  agreement.forum = message.forum();
  if (message.has_value()) agreement.value = ReadValue(message.value(), field.Sub("value"));
  agreement.sectors = ReadTexts(message.sectors());
  agreement.products = ReadTexts(message.products());
  agreement.sources = ReadList<Source>(message.sources(), field.Sub("sources"));
  return agreement;
}

v1::Agreement ToProto(const Agreement& agreement) {
  v1::Agreement message;
  WriteList(agreement.titles, *message.mutable_titles());
  message.set_kind(static_cast<v1::Agreement::Kind>(agreement.kind));
  for (const Participant& participant : agreement.participants) {
    v1::Participant& written = *message.add_participants();
    written.set_party(participant.party);
    written.set_role(participant.role);
  }
  message.set_signature_date(TextOf(agreement.signature_date));
  message.set_signature_place(agreement.signature_place);
  message.set_forum(agreement.forum);
  if (agreement.value.has_value()) WriteValue(*agreement.value, *message.mutable_value());
  WriteTexts(agreement.sectors, *message.mutable_sectors());
  WriteTexts(agreement.products, *message.mutable_products());
  WriteList(agreement.sources, *message.mutable_sources());
  return message;
}

}  // namespace karvan::agreements
