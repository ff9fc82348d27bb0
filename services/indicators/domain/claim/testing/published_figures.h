#pragma once

#include <vector>

#include "services/indicators/domain/claim/testing/claim_builder.h"
#include "services/indicators/domain/indicator/testing/trade_builder.h"

// What was published about the trade of Kazakhstan and Tajikistan: the claims, numbered by the rows of the
// table that the suite has to reproduce, and the observations of the offices that measured it.
namespace karvan::indicators::testing {

inline std::vector<Claim> PublishedClaims() {
  Claim headline = TajikClaim("row-11", "growth", "T", "2022-S1", Figure("16.5", "PCT"));
  headline.reporter = "KAZ";
  headline.partner = "TJK";
  headline.statement = "silkroad2021-2874";
  Claim exports_growth = TajikClaim("row-12", "growth", "X", "2022-S1", Figure("51.3", "PCT"));
  exports_growth.statement = "trend-2022-08-21";
  Claim contracts =
      TajikClaim("row-7", kContractsValue, "", "2024", Figure("900", "USD", 6, Qualifier::kAbout));
  contracts.reporter = contracts.partner = "";
  contracts.period.reset();
  contracts.forum = "forums/dushanbe-2024";
  Claim participants = contracts;
  participants.name = "claims/row-7b";
  participants.indicator = kParticipants;
  participants.figure = Figure("200", "1", 0, Qualifier::kOver);
  Claim nearly = TajikClaim("row-9", "growth", "T", "2023", Figure("-20", "PCT", 0, Qualifier::kAlmost));
  nearly.statement = "tass-1736063";
  Claim april = TajikClaim("row-10", "growth", "T", "2024-01-01/P4M", Figure("12.9", "PCT"));
  april.statement = "tass-1796443";
  return {
      TajikClaim("row-1", "turnover", "", "2023", Figure("1.1", "USD", 9, Qualifier::kOver)),
      TajikClaim("row-2", "growth", "T", "2023", Figure("-20.3", "PCT")),
      TajikClaim("row-3", "flow_share", "M", "2023", Figure("78", "PCT", 0, Qualifier::kAbout)),
      TajikClaim("row-4", "turnover", "", "2024-01-01/P7M", Figure("777", "USD", 0, Qualifier::kAlmost)),
      TajikClaim("row-5", "growth", "", "2024-01-01/P7M", Figure("19.8", "PCT")),
      TajikClaim("row-6", "flow_share", "M", "2024-01-01/P7M", Figure("81.5", "PCT")),
      contracts,
      participants,
      nearly,
      april,
      headline,
      exports_growth,
  };
}

inline BilateralTrade TajikAgency() {
  return TradeBuilder("TJK", "KAZ")
      .Named("datasets/tjk-agency")
      .Add("X", "2023", "255.8", "tass-1736063", Qualifier::kAbout)
      .Add("M", "2023", "893", "tass-1736063", Qualifier::kAlmost)
      .Add("T", "2024-01-01/P4M", "441.6", "tass-1796443")
      .Add("T", "2024-01-01/P5M", "550", "tass-1810877")
      .Build();
}

inline BilateralTrade TajikCustoms() {
  return TradeBuilder("TJK", "KAZ")
      .Named("datasets/tjk-customs")
      .Add("X", "2021-S1", "161.6", "trend-2022-08-21")
      .Add("X", "2022-S1", "245.1", "trend-2022-08-21")
      .Build();
}

inline BilateralTrade KazakhBureau() {
  return TradeBuilder("KAZ", "TJK")
      .Named("datasets/kaz-bns")
      .Add("T", "2021-S1", "519.02", "silkroad2021-2874")
      .Add("X", "2021-S1", "350.4", "silkroad2021-2874")
      .Add("M", "2021-S1", "168.5", "silkroad2021-2874")
      .Add("T", "2022-S1", "621.4", "silkroad2021-2874")
      .Add("X", "2022-S1", "362.7", "silkroad2021-2874")
      .Add("M", "2022-S1", "258.6", "silkroad2021-2874", Qualifier::kAlmost)
      .Add("X", "2022", "877.6", "astanatimes-2023-05-03")
      .Add("M", "2022", "501.4", "astanatimes-2023-05-03")
      .Build();
}

}  // namespace karvan::indicators::testing
