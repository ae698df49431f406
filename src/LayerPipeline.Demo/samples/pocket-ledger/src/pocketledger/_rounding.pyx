# cython: language_level=3, boundscheck=False, wraparound=False
"""Rounding to a currency's smallest unit: the accelerated build."""

from libc.stdint cimport int64_t

cdef extern from "pocketledger/rounding.h":
    int64_t pl_round_half_even(int64_t scaled, int64_t unit) nogil


cpdef int64_t to_minor_units_scaled(int64_t scaled, int64_t unit):
    """Banker's rounding of an amount that is already scaled to an integer."""
    with nogil:
        scaled = pl_round_half_even(scaled, unit)
    return scaled


cpdef list share(int64_t total, int64_t parts):
    """Splits minor units into near-equal parts that add up to the total again."""
    cdef int64_t quotient = total // parts
    cdef int64_t rest = total - quotient * parts
    return [quotient + 1] * rest + [quotient] * (parts - rest)
