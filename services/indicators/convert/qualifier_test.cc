#include "services/indicators/convert/qualifier.h"

#include <gtest/gtest.h>

namespace karvan::indicators {
namespace {

TEST(QualifierTest, EveryOneComesBack) {
  for (int number = 0; number < type::v1::Qualifier_ARRAYSIZE; ++number) {
    const auto qualifier = static_cast<type::v1::Qualifier>(number);
    EXPECT_EQ(ToProto(QualifierFromProto(qualifier)), qualifier);
  }
}

TEST(QualifierTest, AnUnknownOneReadsAsNone) {
  EXPECT_EQ(QualifierFromProto(static_cast<type::v1::Qualifier>(99)), Qualifier::kNone);
}

}  // namespace
}  // namespace karvan::indicators
