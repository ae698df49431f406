#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include "include/damm_table.h"

/* A check digit is computed left to right; each rule is a step from one state to the next. */
typedef int (*step)(int state, int digit);

static int fold(PyObject *text, step next, int *state)
{
    Py_ssize_t length;
    const char *digits = PyUnicode_AsUTF8AndSize(text, &length);

    if (digits == NULL) {
        return -1;
    }
    for (Py_ssize_t index = 0; index < length; index++) {
        if (digits[index] < '0' || digits[index] > '9') {
            PyErr_Format(PyExc_ValueError, "not a digit at position %zd: %R", index, text);
            return -1;
        }
        *state = next(*state, digits[index] - '0');
    }
    return 0;
}

/* Two sums at once: tens hold the sum with this digit doubled, ones the sum with the next doubled. */
static int luhn_step(int state, int digit)
{
    int doubled = digit < 5 ? 2 * digit : 2 * digit - 9;
    int as_last = state % 10;
    int before_last = state / 10;

    return (as_last + doubled) % 10 * 10 + (before_last + digit) % 10;
}

static int damm_step(int state, int digit)
{
    return DAMM_TABLE[state][digit];
}

static int mod97_step(int state, int digit)
{
    return (10 * state + digit) % 97;
}

static PyObject *luhn_check_digit(PyObject *Py_UNUSED(module), PyObject *text)
{
    int state = 0;

    if (fold(text, luhn_step, &state) < 0) {
        return NULL;
    }
    return PyUnicode_FromFormat("%d", (10 - state / 10) % 10);
}

static PyObject *damm_check_digit(PyObject *Py_UNUSED(module), PyObject *text)
{
    int state = 0;

    if (fold(text, damm_step, &state) < 0) {
        return NULL;
    }
    return PyUnicode_FromFormat("%d", state);
}

static PyObject *mod97_check_digits(PyObject *Py_UNUSED(module), PyObject *text)
{
    int state = 0;

    if (fold(text, mod97_step, &state) < 0) {
        return NULL;
    }
    return PyUnicode_FromFormat("%02d", 98 - state * 100 % 97);
}

static PyMethodDef methods[] = {
    {"luhn_check_digit", luhn_check_digit, METH_O, "The digit that makes the text valid by Luhn's rule (ISO/IEC 7812-1)."},
    {"damm_check_digit", damm_check_digit, METH_O, "The digit that makes the text valid by Damm's rule."},
    {"mod97_check_digits", mod97_check_digits, METH_O, "The two digits that make the text valid by ISO 7064 mod 97-10."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "checkdigit._native", "Check digits in C.", 0, methods, slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__native(void)
{
    return PyModuleDef_Init(&definition);
}
