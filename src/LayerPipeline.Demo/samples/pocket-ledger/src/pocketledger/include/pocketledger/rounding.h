#ifndef POCKETLEDGER_ROUNDING_H
#define POCKETLEDGER_ROUNDING_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Rounds scaled / unit to the nearest integer, halves to the even neighbour. unit is positive. */
int64_t pl_round_half_even(int64_t scaled, int64_t unit);

/* Splits total into parts near-equal shares that add up to total again. shares has room for parts. */
void pl_share(int64_t total, int64_t parts, int64_t *shares);

#ifdef __cplusplus
}
#endif

#endif
