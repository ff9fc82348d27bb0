#include <map>
#include <memory>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/cli/client/registry.h"
#include "services/cli/client/resource_name.h"
#include "services/cli/commands/commands.h"
#include "services/cli/commands/connect.h"
#include "services/cli/render/enum_word.h"
#include "services/cli/render/print.h"
#include "services/cli/render/titles.h"
#include "services/platform/status/macros.h"

namespace karvan::cli {
namespace {

using namespace agreements::v1;  // NOLINT: the five kinds of one package

Table ToTable(const std::vector<Agreement>& agreements) {
  Table table({{"agreement"},
               {"kind"},
               {"signed"},
               {"participants", {}, 50},
               {"value", Table::Align::kRight},
               {"title", {}, 60}});
  for (const Agreement& agreement : agreements) {
    std::string parties =
        absl::StrJoin(agreement.participants(), " ", [](std::string* out, const Participant& participant) {
          absl::StrAppend(out, ResourceId(participant.party()));
        });
    const type::v1::Money& amount = agreement.value().amount();
    table.AddRow({ResourceId(agreement.name()), EnumWord(Agreement::Kind_Name(agreement.kind()), "KIND_"),
                  agreement.signature_date(), parties,
                  agreement.has_value() ? absl::StrCat(amount.amount(), " ", amount.currency_code()) : "",
                  EnglishText(agreement.titles())});
  }
  return table;
}

Table ToTable(const std::vector<Forum>& forums) {
  Table table({{"forum"}, {"date"}, {"place"}, {"country"}, {"title", {}, 60}});
  for (const Forum& forum : forums) {
    table.AddRow({ResourceId(forum.name()), forum.first_date(), forum.place(), forum.country(),
                  EnglishText(forum.titles())});
  }
  return table;
}

Table ToTable(const std::vector<Target>& targets) {
  Table table({{"target"}, {"areas"}, {"indicator"}, {"figure"}, {"deadline"}, {"announced"}, {"restates"}});
  for (const Target& target : targets) {
    table.AddRow({ResourceId(target.name()), absl::StrJoin(target.areas(), " "), target.indicator(),
                  target.figure().text(), target.deadline(), target.announce_date(),
                  ResourceId(target.restates())});
  }
  return table;
}

Table ToTable(const std::vector<Party>& parties) {
  Table table({{"party"}, {"kind"}, {"country"}, {"name", {}, 70}});
  for (const Party& party : parties) {
    table.AddRow({ResourceId(party.name()), EnumWord(Party::Kind_Name(party.kind()), "KIND_"),
                  party.country(), EnglishText(party.names())});
  }
  return table;
}

Table ToTable(const std::vector<Claim>& claims) {
  Table table({{"claim"},
               {"indicator"},
               {"flow"},
               {"reporter"},
               {"partner"},
               {"period"},
               {"printed"},
               {"stated_by", {}, 40}});
  for (const Claim& claim : claims) {
    table.AddRow({ResourceId(claim.name()), claim.indicator(), claim.flow(), claim.reporter(),
                  claim.partner(), claim.period(), claim.figure().text(), claim.stated_by()});
  }
  return table;
}

// Lists one kind; in JSON as an array, the form that a seed folder has.
template <typename Resource>
absl::Status PrintKind(const Session& session, Client& client,
                       absl::StatusOr<std::vector<Resource>> (*list)(Client& client)) {
  KARVAN_ASSIGN_OR_RETURN(std::vector<Resource> resources, list(client));
  PrintRows(session, ToTable(resources), resources);
  return absl::OkStatus();
}

using PrintOneKind = absl::Status (*)(const Session& session, Client& client);

const std::map<std::string, PrintOneKind>& Kinds() {
  static const auto* kinds = new std::map<std::string, PrintOneKind>{
      {"agreements", [](const Session& s, Client& c) { return PrintKind(s, c, ListAgreements); }},
      {"claims", [](const Session& s, Client& c) { return PrintKind(s, c, ListClaims); }},
      {"forums", [](const Session& s, Client& c) { return PrintKind(s, c, ListForums); }},
      {"parties", [](const Session& s, Client& c) { return PrintKind(s, c, ListParties); }},
      {"targets", [](const Session& s, Client& c) { return PrintKind(s, c, ListTargets); }}};
  return *kinds;
}

// The whole registry: a table of each kind, or one JSON object with an array of each.
absl::Status PrintAll(const Session& session, Client& client) {
  const bool json = session.format == Format::kJson;
  absl::string_view before = json ? "{" : "";
  for (const auto& [kind, print] : Kinds()) {
    session.out << before;
    if (json) session.out << "\"" << kind << "\": ";
    KARVAN_RETURN_IF_ERROR(print(session, client));
    before = json ? "," : "\n";
  }
  if (json) session.out << "}\n";
  return absl::OkStatus();
}

}  // namespace

void AddAgreementsCommand(CLI::App& app, Session& session, Action& action) {
  CLI::App* command =
      app.add_subcommand("agreements", "List the registry: agreements, claims, forums, parties, targets");
  auto kind = std::make_shared<std::string>();
  command->add_option("KIND", *kind, "List only this kind")->check(CLI::IsMember([] {
    std::vector<std::string> names;
    for (const auto& [name, print] : Kinds()) names.push_back(name);
    return names;
  }()));
  command->callback([&session, &action, kind] {
    action = [&session, kind] {
      Client client = Connect(session);
      return kind->empty() ? PrintAll(session, client) : Kinds().at(*kind)(session, client);
    };
  });
}

}  // namespace karvan::cli
