#include "services/indicators/domain/briefing/meetings.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
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
  std::map<std::string, Decimal> sums;
  for (const Agreement& agreement : agreements) {
    if (agreement.forum != forum.name) continue;
    ++section.agreement_count;
    if (!agreement.value) continue;
    KARVAN_ASSIGN_OR_RETURN(Decimal amount, Amount(*agreement.value));
    KARVAN_ASSIGN_OR_RETURN(sums[agreement.value->unit], sums[agreement.value->unit].Add(amount));
  }
  for (const auto& [currency, sum] : sums) {
    section.registered_sums.push_back(absl::StrCat(sum.ToString(), " ", currency));
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
