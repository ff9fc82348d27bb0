#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/indicators/domain/briefing/briefing.h"

// What two countries have in the registry together.
namespace karvan::indicators {

// The country of each party, by its name.
using PartyCountries = std::map<std::string, std::string>;
PartyCountries CountriesOf(const std::vector<Party>& parties);

// Forums where parties of both were; a forum's own country counts as there.
std::vector<Forum> ForumsOfBoth(const std::vector<Forum>& forums, const PartyCountries& countries,
                                const std::string& country, const std::string& partner);

// Agreements with participants of both.
std::vector<Agreement> AgreementsOfBoth(const std::vector<Agreement>& agreements,
                                        const PartyCountries& countries, const std::string& country,
                                        const std::string& partner);

// A forum with the count of the agreements concluded at it and what the contracts among them are worth, one
// sum a currency (see ContractValue); a sum that is too large to compute is left out.
absl::StatusOr<ForumSection> WithAgreements(const Forum& forum, const std::vector<Agreement>& agreements);

// Names of areas for a text: that of the state, without "Republic of".
std::map<std::string, std::string> AreaNames(const std::vector<Party>& parties);

}  // namespace karvan::indicators
