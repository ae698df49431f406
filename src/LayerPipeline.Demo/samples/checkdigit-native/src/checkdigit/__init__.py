"""Check digits by Luhn, Damm and ISO 7064 mod 97-10."""

from checkdigit._native import damm_check_digit, luhn_check_digit, mod97_check_digits
from checkdigit._tables_tests import check_damm_table

__all__ = ["damm_check_digit", "luhn_check_digit", "mod97_check_digits"]
__version__ = "0.9.2"

# A compiler that lays the table out wrongly would give wrong digits in silence.
check_damm_table()
