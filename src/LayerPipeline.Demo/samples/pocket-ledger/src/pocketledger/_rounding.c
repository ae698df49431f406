/* The C side of _rounding.pyx; the pure wheel carries it for those who build from an installed tree. */
#include "pocketledger/rounding.h"

int64_t pl_round_half_even(int64_t scaled, int64_t unit)
{
    int64_t quotient = scaled / unit;
    int64_t twice = 2 * (scaled % unit);
    int64_t sign = scaled < 0 ? -1 : 1;

    twice *= sign;
    if (twice > unit || (twice == unit && quotient % 2 != 0)) {
        quotient += sign;
    }
    return quotient;
}

void pl_share(int64_t total, int64_t parts, int64_t *shares)
{
    int64_t quotient = total / parts;
    int64_t rest = total % parts;

    for (int64_t index = 0; index < parts; index++) {
        shares[index] = quotient + (index < rest ? 1 : 0);
    }
}
