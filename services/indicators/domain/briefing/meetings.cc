#include "services/indicators/domain/briefing/meetings.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/strip.h"
#include "services/indicators/domain/indicator/too_large.h"
#include "services/platform/status/macros.h"

namespace karvan::indicators {
namespace {

bool HasBoth(const std::vector<std::string>& parties, std::set<std::string> present,
             const PartyCountries& countries, const std::string& country, const std::string& partner) {
  for (const std::string& party : parties) {
    if (auto found = countries.find(party); found != countries.end()) present.insert(found->second);
  }
  return present.contains(country) && present.contains(partner);
}

absl::StatusOr<std::optional<RegisteredWorth>> SumOf(const std::string& currency,
                                                     const std::vector<QuotedFigure>& figures) {
  RegisteredWorth sum{.value = {}, .last_place = figures.front().LastPlace(), .currency = currency};
  for (const QuotedFigure& figure : figures) {
    KARVAN_ASSIGN_OR_RETURN(Decimal amount, Amount(figure));
    KARVAN_ASSIGN_OR_RETURN(sum.value, sum.value.Add(amount));
    sum.last_place = std::min(sum.last_place, figure.LastPlace());
  }
  return sum;
}

}  // namespace

PartyCountries CountriesOf(const std::vector<Party>& parties) {
  PartyCountries countries;
  for (const Party& party : parties) countries[party.name] = party.country;
  return countries;
}

std::vector<Forum> ForumsOfBoth(const std::vector<Forum>& forums, const PartyCountries& countries,
                                const std::string& country, const std::string& partner) {
  std::vector<Forum> shared;
  std::copy_if(forums.begin(), forums.end(), std::back_inserter(shared), [&](const Forum& forum) {
    return HasBoth(forum.parties, {forum.country}, countries, country, partner);
  });
  return shared;
}

std::vector<Agreement> AgreementsOfBoth(const std::vector<Agreement>& agreements,
                                        const PartyCountries& countries, const std::string& country,
                                        const std::string& partner) {
  std::vector<Agreement> shared;
  std::copy_if(agreements.begin(), agreements.end(), std::back_inserter(shared),
               [&](const Agreement& agreement) {
                 return HasBoth(agreement.participants, {}, countries, country, partner);
               });
  return shared;
}

absl::StatusOr<ForumSection> WithAgreements(const Forum& forum, const std::vector<Agreement>& agreements) {
  ForumSection section;
  section.forum = forum;
  std::map<std::string, std::vector<QuotedFigure>> values;  // by currency
  for (const Agreement& agreement : agreements) {
    if (agreement.forum != forum.name) continue;
    ++section.agreement_count;
    if (const QuotedFigure* worth = ContractValue(agreement)) values[worth->unit].push_back(*worth);
  }
  for (const auto& [currency, figures] : values) {
    KARVAN_ASSIGN_OR_RETURN(std::optional<RegisteredWorth> sum,
                            UnlessTooLarge(SumOf(currency, figures), std::nullopt));
    if (sum) section.contracts_worth.push_back(*std::move(sum));
  }
  return section;
}

std::map<std::string, std::string> AreaNames(const std::vector<Party>& parties) {
  std::map<std::string, std::string> names;
  for (const Party& party : parties) {
    if (!party.state || party.title.empty()) continue;
    names.emplace(party.country, std::string(absl::StripPrefix(party.title, "Republic of ")));
  }
  return names;
}

}  // namespace karvan::indicators
