#ifndef POCKETLEDGER_LEDGER_API_H
#define POCKETLEDGER_LEDGER_API_H

#include "rounding.h"

#define POCKETLEDGER_API_VERSION 14

/* An amount as extensions see it: minor units and the ISO 4217 number. */
typedef struct {
    int64_t minor_units;
    uint16_t currency;
} pl_money;

/* One side of an entry. */
typedef struct {
    const char *account;
    pl_money amount;
} pl_posting;

/* Whether postings of one currency add up to zero. */
static inline int pl_is_balanced(const pl_posting *postings, int count)
{
    int64_t sum = 0;
    for (int index = 0; index < count; index++) {
        sum += postings[index].amount.minor_units;
    }
    return sum == 0;
}

#endif
