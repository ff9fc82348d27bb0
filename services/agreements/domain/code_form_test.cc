#include "services/agreements/domain/code_form.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace karvan::agreements {
namespace {

struct Case {
  const char* name;
  const CodeForm& form;
  std::vector<std::string> good;
  std::vector<std::string> bad;
};

TEST(CodeForm, TakesWhatItDescribesAndNothingElse) {
  const std::string longest(63, 'a');
  const Case kCases[] = {
      {"id",
       kResourceIdForm,
       {"a", "astana-2024", longest},
       {"", "1a", "-a", "A", "a_b", "a/b", longest + "a"}},
      {"statement", kStatementIdForm, {"tass-1736063", "1996", longest}, {"", "TASS", "a b", longest + "a"}},
      {"indicator", kIndicatorForm, {"turnover", "trade_value"}, {"", "_a", "1a", "Trade", "trade-value"}},
      {"country", kCountryForm, {"KAZ", "TJK"}, {"", "kaz", "KA", "KAZA", "W00", "K1Z"}},
      {"area", kAreaForm, {"KAZ", "W00", "899"}, {"", "W01", "89", "8990", "kaz"}},
      {"currency", kCurrencyForm, {"USD", "KZT"}, {"", "usd", "US", "$"}},
      {"unit", kUnitForm, {"USD", "PCT", "1"}, {"", "%", "2", "usd"}},
      {"language",
       kLanguageForm,
       {"en", "kk", "tgk", "uz-Cyrl", "pt-BR", "es-419", "uz-Cyrl-UZ"},
       {"", "e", "english", "EN", "en-", "-en", "en-us", "uz-cyrl", "en-US-x", "uz-UZ-Cyrl", "en--US"}},
      {"product", kProductForm, {"27", "270900", "2709001000"}, {"", "2", "27A", "27090010001", "TOTAL"}},
      {"flow", kFlowForm, {"X", "M", "T"}, {"", "x", "RX", "XM"}},
  };
  for (const Case& c : kCases) {
    for (const std::string& code : c.good) EXPECT_TRUE(c.form.matches(code)) << c.name << ": " << code;
    for (const std::string& code : c.bad) EXPECT_FALSE(c.form.matches(code)) << c.name << ": " << code;
  }
}

}  // namespace
}  // namespace karvan::agreements
