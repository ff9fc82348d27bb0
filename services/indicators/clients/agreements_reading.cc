#include "services/indicators/clients/agreements_reading.h"

#include <string>

#include "services/indicators/convert/qualifier.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

namespace pb = agreements::v1;

template <typename Texts>
std::string EnglishOf(const Texts& texts) {
  for (const type::v1::LocalizedText& text : texts) {
    if (text.language_code() == "en") return text.text();
  }
  return texts.empty() ? "" : texts[0].text();
}

absl::StatusOr<QuotedFigure> ReadFigure(const type::v1::QuotedFigure& figure) {
  QuotedFigure read;
  KARVAN_ASSIGN_OR_RETURN(read.value, Decimal::Parse(figure.value()));
  if (!figure.upper_value().empty()) {
    KARVAN_ASSIGN_OR_RETURN(read.upper_value, Decimal::Parse(figure.upper_value()));
  }
  read.qualifier = QualifierFromProto(figure.qualifier());
  read.unit = figure.unit();
  read.unit_multiplier = figure.unit_multiplier();
  read.text = figure.text();
  return read;
}

}  // namespace

absl::StatusOr<Claim> ReadResource(const pb::Claim& claim) {
  Claim read;
  read.name = claim.name();
  read.indicator = claim.indicator();
  read.flow = claim.flow();
  read.reporter = claim.reporter();
  read.partner = claim.partner();
  if (!claim.period().empty()) {
    KARVAN_ASSIGN_OR_RETURN(read.period, Period::Parse(claim.period()));
  }
  KARVAN_ASSIGN_OR_RETURN(read.figure, ReadFigure(claim.figure()));
  read.stated_by = claim.stated_by();
  read.forum = claim.forum();
  read.statement = claim.source().statement();
  return read;
}

absl::StatusOr<Target> ReadResource(const pb::Target& target) {
  Target read;
  read.name = target.name();
  read.indicator = target.indicator();
  read.reporter = target.reporter();
  read.areas = {target.areas().begin(), target.areas().end()};
  KARVAN_ASSIGN_OR_RETURN(read.figure, ReadFigure(target.figure()));
  if (!target.deadline().empty()) {
    KARVAN_ASSIGN_OR_RETURN(read.deadline, Period::Parse(target.deadline()));
  }
  read.announce_date = target.announce_date();
  read.restates = target.restates();
  return read;
}

absl::StatusOr<Forum> ReadResource(const pb::Forum& forum) {
  Forum read;
  read.name = forum.name();
  read.title = EnglishOf(forum.titles());
  read.country = forum.country();
  read.first_date = forum.first_date();
  read.parties = {forum.hosts().begin(), forum.hosts().end()};
  for (const pb::Delegation& delegation : forum.delegations()) read.parties.push_back(delegation.party());
  return read;
}

absl::StatusOr<Agreement> ReadResource(const pb::Agreement& agreement) {
  Agreement read;
  read.name = agreement.name();
  read.title = EnglishOf(agreement.titles());
  read.signature_date = agreement.signature_date();
  read.forum = agreement.forum();
  read.contract = agreement.kind() == pb::Agreement::KIND_CONTRACT;
  for (const pb::Participant& participant : agreement.participants()) {
    read.participants.push_back(participant.party());
  }
  if (agreement.has_value()) {
    QuotedFigure value;
    KARVAN_ASSIGN_OR_RETURN(value.value, Decimal::Parse(agreement.value().amount().amount()));
    value.unit = agreement.value().amount().currency_code();
    value.qualifier = QualifierFromProto(agreement.value().qualifier());
    read.value = std::move(value);
    read.whole_value = agreement.value().basis() == pb::AgreementValue::BASIS_TOTAL;
  }
  return read;
}

absl::StatusOr<Party> ReadResource(const pb::Party& party) {
  return Party{.name = party.name(),
               .title = EnglishOf(party.names()),
               .country = party.country(),
               .state = party.kind() == pb::Party::KIND_STATE};
}

}  // namespace karvan::indicators
