#include "publish/exports/prisma2020.h"

#include <evigraft/error.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "publish/prisma.h"

namespace evigraft::publish {
namespace {
using testing::HasSubstr;

std::string n_of(const Prisma& prisma, const std::string& key) {
  for (const PrismaRow& row : prisma2020_rows(prisma))
    if (row.data == key) return row.n;
  return "no such row";
}

TEST(Prisma2020, HasARowForEveryKeyAndForTitlesAndSideLabels) {
  std::set<std::string> rows;
  for (const PrismaRow& row : prisma2020_rows({})) rows.insert(row.data);
  for (const std::string& key : prisma_keys()) EXPECT_TRUE(rows.contains(key)) << key;
  for (const char* other : {"NA", "identification", "screening", "included"})
    EXPECT_TRUE(rows.contains(other)) << other;
  EXPECT_EQ(rows.size(), prisma_keys().size() + 4);
}

TEST(Prisma2020, NamesEachNodeOnce) {
  std::set<std::string> nodes;
  for (const PrismaRow& row : prisma2020_rows({}))
    EXPECT_TRUE(row.node == "NA" || nodes.insert(row.node).second) << row.node;
  EXPECT_EQ(nodes.size(), 23U);
}

TEST(Prisma2020, ACountThatIsNotKnownIsEmptyAndZeroIsZero) {
  EXPECT_EQ(n_of({}, "duplicates"), "");
  EXPECT_EQ(n_of({{"duplicates", {0, {}}}}, "duplicates"), "0");
}

TEST(Prisma2020, ReasonsLoseWhatTheListIsPartedBy) {
  const Prisma prisma = {{"dbr_excluded", {4, {{"no arm; no n, no time", 3}, {"protocol\nonly", 1}}}}};
  EXPECT_EQ(n_of(prisma, "dbr_excluded"), "no arm no n no time, 3; protocol only, 1");
}

TEST(Prisma2020, WhatAListLeavesOfItsCountIsCalledOther) {
  EXPECT_EQ(n_of({{"dbr_excluded", {5, {{"protocol", 1}}}}}, "dbr_excluded"), "protocol, 1; Other, 4");
}

TEST(Prisma2020, AListStandsOnlyWhereThePackageTakesOne) {
  EXPECT_EQ(n_of({{"records_excluded", {3, {{"animal work", 3}}}}}, "records_excluded"), "3");
}

TEST(Prisma2020, ASumThatDoesNotHoldIsRefusedWithItsNumbers) {
  try {
    prisma2020_rows({{"records_screened", {10, {}}}, {"records_excluded", {7, {}}}, {"dbr_sought_reports", {2, {}}}});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), Error::Kind::data);
    EXPECT_THAT(error.what(), HasSubstr("Records screened = excluded + sought: 10 is not 9."));
  }
}
}  // namespace
}  // namespace evigraft::publish
