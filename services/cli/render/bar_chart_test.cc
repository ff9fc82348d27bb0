#include "services/cli/render/bar_chart.h"

#include "gtest/gtest.h"

namespace karvan::cli {
namespace {

TEST(BarChart, BarsCompareAsValuesDo) {
  EXPECT_EQ(BarChart({{"2021", "50", 50}, {"2022", "100", 100}, {"2023", "81.25", 81.25}}, 4),
            "2021     50  ██\n"
            "2022    100  ████\n"
            "2023  81.25  ███▎\n");
}

TEST(BarChart, AlignsCyrillicLabels) {
  EXPECT_EQ(BarChart({{"Казахстан", "1", 1}, {"x", "1", 1}}, 1),
            "Казахстан  1  █\n"
            "x          1  █\n");
}

TEST(BarChart, WhatIsNotZeroShows) {
  EXPECT_EQ(BarChart({{"a", "1", 1}, {"b", "1000", 1000}, {"c", "0", 0}}, 2),
            "a     1  ▏\nb  1000  ██\nc     0\n");
}

TEST(BarChart, NegativeValuesAreDrawnOtherwise) {
  EXPECT_EQ(BarChart({{"a", "-5", -5}, {"b", "10", 10}}, 4), "a  -5  ░░\nb  10  ████\n");
}

TEST(BarChart, NothingToDraw) {
  EXPECT_EQ(BarChart({}, 10), "");
  EXPECT_EQ(BarChart({{"a", "missing", 0}}, 10), "a  missing\n");
}

}  // namespace
}  // namespace karvan::cli
