#pragma once

// Elementary functions of + - * / alone, since a library's last digits differ from machine to machine.
namespace karvan::bench {

// e^x, for x within [-20, 40].
double Exp(double x);

// base^(tenths/10), for a base from 1 to 10^6 and 0 to 10 tenths.
double PowerOfTenths(double base, int tenths);

}  // namespace karvan::bench
