#include "services/cli/render/table.h"

#include "gtest/gtest.h"

namespace karvan::cli {
namespace {

using Align = Table::Align;

TEST(Table, AlignsCyrillicByWhatIsShown) {
  Table table({{"area"}, {"value", Align::kRight}});
  table.AddRow({"Қазақстан", "877.6"});
  table.AddRow({"Tajikistan", "1148.8"});
  EXPECT_EQ(table.ToText(),
            "AREA         VALUE\n"
            "Қазақстан    877.6\n"
            "Tajikistan  1148.8\n");
}

TEST(Table, LeavesOutEmptyColumnsForPeople) {
  Table table({{"a"}, {"b"}, {"c_d"}});
  table.AddRow({"1", "", "x"});
  table.AddRow({"2", "", ""});
  EXPECT_EQ(table.ToText(), "A  C D\n1  x\n2\n");
  EXPECT_EQ(table.ToCsv(), "a,b,c_d\n1,,x\n2,,\n");
}

TEST(Table, CutsLongCellsForPeopleOnly) {
  Table table({{"title", Align::kLeft, 6}});
  table.AddRow({"Treaty of\nallies"});
  EXPECT_EQ(table.ToText(), "TITLE\nTreat…\n");
  EXPECT_EQ(table.ToCsv(), "title\n\"Treaty of\nallies\"\n");
}

TEST(Table, QuotesCsv) {
  Table table({{"a"}, {"b"}});
  table.AddRow({"Areas, nes", "almost \"$777\""});
  EXPECT_EQ(table.ToCsv(), "a,b\n\"Areas, nes\",\"almost \"\"$777\"\"\"\n");
}

TEST(Table, WithoutRowsIsAHeader) {
  Table table({{"a"}, {"b"}});
  EXPECT_TRUE(table.empty());
  EXPECT_EQ(table.ToText(), "A  B\n");
  EXPECT_EQ(table.ToCsv(), "a,b\n");
}

}  // namespace
}  // namespace karvan::cli
