#include <Python.h>

#include "include/damm_table.h"

/* What makes the rule work: a digit after itself gives zero, and every row has every digit once. */
static PyObject *check_damm_table(PyObject *Py_UNUSED(module), PyObject *Py_UNUSED(arguments))
{
    for (int row = 0; row < 10; row++) {
        unsigned seen = 0;

        for (int column = 0; column < 10; column++) {
            seen |= 1u << DAMM_TABLE[row][column];
        }
        if (seen != 0x3ff || DAMM_TABLE[row][row] != 0) {
            PyErr_Format(PyExc_ImportError, "row %d of the Damm table is damaged", row);
            return NULL;
        }
    }
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"check_damm_table", check_damm_table, METH_NOARGS, "Raises ImportError when the compiled table is damaged."},
    {NULL, NULL, 0, NULL},
};

static PyModuleDef_Slot slots[] = {
    {0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "checkdigit._tables_tests", NULL, 0, methods, slots, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__tables_tests(void)
{
    return PyModuleDef_Init(&definition);
}
