#include "services/indicators/domain/briefing/briefing_text.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "services/indicators/domain/briefing/mirror.h"
#include "services/indicators/domain/briefing/text_layout.h"
#include "services/indicators/domain/claim/trade_claim.h"
#include "services/indicators/domain/figure/format.h"

namespace karvan::indicators {
namespace {

constexpr int kImpliedLastPlace = 5;  // to a tenth of a million

std::string Capitalised(std::string text) {
  if (!text.empty()) text[0] = absl::ascii_toupper(text[0]);
  return text;
}

const IndicatorResult* Find(const TradeSection& section, absl::string_view indicator,
                            std::optional<Flow> flow = std::nullopt) {
  for (const IndicatorResult& result : section.indicators) {
    if (result.indicator == indicator && (!flow || result.flow == flow)) return &result;
  }
  return nullptr;
}

// The text with the codes of the two areas replaced by their names.
std::string WithNames(absl::string_view text, const AreaPair& areas) {
  return absl::StrJoin(absl::StrSplit(text, ' '), " ", [&](std::string* out, absl::string_view word) {
    const size_t letters = std::min(word.find_first_of(",;:.)"), word.size());
    absl::StrAppend(out, areas.NameOf(std::string(word.substr(0, letters))), word.substr(letters));
  });
}

std::string MoneyWords(const IndicatorResult& result) {
  return FormatMoney(*result.value, result.last_place, result.unit);
}

std::string FlowLine(const TradeSection& section, Flow flow) {
  const IndicatorResult* value = Find(section, "trade_value", flow);
  const IndicatorResult* share = Find(section, "flow_share", flow);
  std::string line = MoneyWords(*value);
  if (share->value) absl::StrAppend(&line, ", ", FormatPercent(*share->value), " of the turnover");
  return line;
}

// What has to be known of the figures of a section, each thing once.
std::set<std::string> NotesOf(const TradeSection& section) {
  std::set<std::string> notes;
  for (const IndicatorResult& result : section.indicators)
    notes.insert(result.notes.begin(), result.notes.end());
  return notes;
}

void WriteTradeSection(const TradeSection& section, const AreaPair& areas, TextLayout& layout) {
  layout.Line(2, Capitalised(section.period.Label()));
  const IndicatorResult* turnover = Find(section, "turnover");
  layout.Entry(4, "Turnover",
               turnover->value ? absl::StrCat(ResultWords(*turnover), ", ", turnover->variant)
                               : WithNames(absl::StrCat("not computable: ", turnover->absence.text), areas));
  for (Flow flow : {Flow::kExports, Flow::kImports}) {
    if (Find(section, "trade_value", flow)->value) {
      layout.Entry(4, Capitalised(std::string(FlowWord(flow))), FlowLine(section, flow));
    }
  }
  const IndicatorResult* balance = Find(section, "balance");
  if (balance->value) layout.Entry(4, "Balance", MoneyWords(*balance));
  const IndicatorResult* growth = Find(section, "growth");
  if (growth->value) {
    layout.Entry(4, "Growth",
                 absl::StrCat(FormatPercentWithin(*growth->value, *growth->interval),
                              " on the same period of the year before"));
  } else if (turnover->value) {
    layout.Entry(4, "Growth", WithNames(absl::StrCat("not computable: ", growth->absence.text), areas));
  }
  for (const std::string& note : NotesOf(section))
    layout.Entry(4, "Note", Capitalised(WithNames(note, areas)));
}

void WriteTrade(const Briefing& briefing, const AreaPair& areas, TextLayout& layout) {
  layout.Heading("Trade");
  for (const std::string& reporter : {briefing.country, briefing.partner}) {
    std::string dataset;
    for (const TradeSection& section : briefing.trade) {
      if (section.reporter != reporter) continue;
      if (section.dataset.name != dataset) {
        dataset = section.dataset.name;
        layout.Line(0, absl::StrCat("On ", areas.NameOf(reporter), "'s data: ", section.dataset.provider,
                                    " (", dataset, ")"));
      }
      WriteTradeSection(section, areas, layout);
    }
    if (dataset.empty()) {
      layout.Line(0, absl::StrCat("On ", areas.NameOf(reporter), "'s data: no figures of these periods"));
    }
  }
}

void WriteMirrors(const Briefing& briefing, const AreaPair& areas, TextLayout& layout) {
  layout.Heading("Both sides");
  for (const MirrorSection& mirror : briefing.mirrors) {
    layout.Line(0, Capitalised(WithNames(mirror.note, areas)));
    for (const MirrorFlow& flow : mirror.flows) layout.Line(2, Capitalised(WithNames(flow.note, areas)));
  }
}

std::string RequiredWords(const TargetSection& section) {
  return absl::StrJoin(section.required, ", ", [](std::string* out, const RequiredGrowth& required) {
    const std::optional<Decimal>& growth = required.growth.value;
    absl::StrAppend(out, growth ? FormatPercent(*growth) : "not computable", " by ",
                    required.deadline.Label());
  });
}

void WriteTargetOnDataset(const TargetSection& section, const AreaPair& areas, TextLayout& layout) {
  if (!section.base) return layout.Line(2, absl::StrCat("Not computable: ", section.reason_text));
  const bool reached = section.gap->Sign() <= 0;
  const std::string gap = FormatMoney(section.gap->Abs(), section.base->last_place, section.base->unit);
  layout.Line(
      2, absl::StrCat("On ", areas.NameOf(section.reporter), "'s data, from ", MoneyWords(*section.base), " ",
                      InPeriod(*section.base_period), ": ", FormatPercent(*section.share_reached),
                      " reached, ", gap, reached ? " above it" : " to go"));
  for (const std::string& note : section.base->notes) layout.Line(4, Capitalised(WithNames(note, areas)));
  if (reached) return;
  const std::string needed =
      absl::StrCat("Growth a year that is needed from ", section.base_period->Label(), ": ");
  if (!section.required.empty()) layout.Line(4, absl::StrCat(needed, RequiredWords(section)));
  if (!section.reason_text.empty()) {
    layout.Line(4, absl::StrCat(needed, "not computable: ", section.reason_text));
  }
}

// "Turnover", "Trade value": the id of what is to be reached, as words.
std::string IndicatorWords(const Target& target) {
  return Capitalised(absl::StrReplaceAll(target.indicator, {{"_", " "}}));
}

void WriteTargets(const Briefing& briefing, const AreaPair& areas, TextLayout& layout) {
  layout.Heading("Targets");
  if (briefing.targets.empty()) layout.Line(0, "None registered.");
  std::string target;
  for (const TargetSection& section : briefing.targets) {
    const bool repeats = !section.target.restates.empty();
    if (section.target.name != target) {
      target = section.target.name;
      std::string title = absl::StrCat(IndicatorWords(section.target), " of ", section.printed);
      if (!section.target.announce_date.empty())
        absl::StrAppend(&title, ", announced ", section.target.announce_date);
      absl::StrAppend(&title, " (", target, ")");
      if (repeats) absl::StrAppend(&title, ", repeats ", section.target.restates);
      layout.Line(0, title);
    }
    if (!repeats) WriteTargetOnDataset(section, areas, layout);
  }
}

std::string ImpliedWords(const ImpliedFigure& figure) {
  std::string words = absl::StrCat("implies ", CellWords(figure.cell), ": ",
                                   FormatMoney(figure.value, kImpliedLastPlace, figure.unit), " ",
                                   FormatMoneyInterval(figure.interval));
  if (figure.printed_interval) {
    absl::StrAppend(&words, ", ", FormatMoneyInterval(*figure.printed_interval), " from sums as printed");
  }
  return absl::StrCat(words, "; from ", figure.basis);
}

void WriteClaims(const Briefing& briefing, const AreaPair& areas, TextLayout& layout) {
  layout.Heading("Claims checked");
  if (briefing.claims.empty()) layout.Line(0, "None registered.");
  for (const ClaimCheck& check : briefing.claims) {
    const std::string stated_by =
        check.claim.stated_by.empty() ? "" : absl::StrCat("; ", check.claim.stated_by);
    layout.Line(0, absl::StrCat(check.printed, ": ", WithNames(check.subject, areas), " (", check.claim.name,
                                stated_by, ")"));
    for (const Finding& finding : check.findings)
      layout.Line(2, Capitalised(WithNames(finding.explanation, areas)));
    for (const ImpliedFigure& figure : check.implied)
      layout.Line(4, Capitalised(WithNames(ImpliedWords(figure), areas)));
  }
}

std::string WorthWords(const ForumSection& section) {
  if (section.contracts_worth.empty()) return "";
  auto append = [](std::string* out, const RegisteredWorth& worth) {
    absl::StrAppend(out, FormatMoney(worth.value, worth.last_place, worth.currency));
  };
  return absl::StrCat(", contracts worth ", absl::StrJoin(section.contracts_worth, " and ", append));
}

void WriteForums(const Briefing& briefing, TextLayout& layout) {
  layout.Heading("Forums");
  if (briefing.forums.empty()) layout.Line(0, "None registered.");
  for (const ForumSection& section : briefing.forums) {
    std::string line = section.forum.title;
    if (!section.forum.first_date.empty()) absl::StrAppend(&line, ", ", section.forum.first_date);
    absl::StrAppend(&line, " (", section.forum.name, "): ");
    if (section.agreement_count == 0) {
      absl::StrAppend(&line, "no agreement registered");
    } else {
      absl::StrAppend(&line, section.agreement_count, " registered", WorthWords(section));
    }
    layout.Line(0, line);
  }
}

void WriteAgreements(const Briefing& briefing, TextLayout& layout) {
  layout.Heading("Agreements");
  if (briefing.agreements.empty()) layout.Line(0, "None registered between parties of the two.");
  for (const Agreement& agreement : briefing.agreements) {
    const std::string date =
        agreement.signature_date.empty() ? "" : absl::StrCat(", signed ", agreement.signature_date);
    layout.Line(0, absl::StrCat(agreement.title, date, " (", agreement.name, ")"));
  }
}

}  // namespace

std::string BriefingText(const Briefing& briefing) {
  const AreaPair areas{briefing.country, briefing.partner, briefing.area_names};
  TextLayout layout;
  layout.Heading(absl::StrCat("Briefing: ", areas.NameOf(briefing.country), " and ",
                              areas.NameOf(briefing.partner), ", ", briefing.period.Label()));
  WriteTrade(briefing, areas, layout);
  WriteMirrors(briefing, areas, layout);
  WriteTargets(briefing, areas, layout);
  WriteClaims(briefing, areas, layout);
  WriteForums(briefing, layout);
  WriteAgreements(briefing, layout);
  return layout.text();
}

}  // namespace karvan::indicators
