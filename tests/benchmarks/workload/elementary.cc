#include "tests/benchmarks/workload/elementary.h"

namespace karvan::bench {

double Exp(double x) {
  const double part = x / 64;  // small enough for a short series; squared six times below
  double term = 1;
  double sum = 1;
  for (int i = 1; i < 12; ++i) {
    term *= part / i;
    sum += term;
  }
  for (int i = 0; i < 6; ++i) sum *= sum;
  return sum;
}

double PowerOfTenths(double base, int tenths) {
  double root = base;  // Newton's steps towards base^(1/10)
  for (int step = 0; step < 200; ++step) {
    double ninth = 1;
    for (int i = 0; i < 9; ++i) ninth *= root;
    root = (9 * root + base / ninth) / 10;
  }
  double power = 1;
  for (int i = 0; i < tenths; ++i) power *= root;
  return power;
}

}  // namespace karvan::bench
