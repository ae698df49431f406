from libc.stdint cimport int64_t

cpdef int64_t to_minor_units_scaled(int64_t scaled, int64_t unit)
cpdef list share(int64_t total, int64_t parts)
