"""What users of cffi do first, without a compiler."""

import cffi


def behaviour_calls():
    ffi = cffi.FFI()
    ffi.cdef("size_t strlen(const char *); typedef struct { int x; double y; } point;")
    assert ffi.dlopen(None).strlen(b"four") == 4
    point = ffi.new("point *", {"x": 3, "y": 2.5})
    assert point.x == 3 and ffi.sizeof("point") == 16 and ffi.string(ffi.new("char[]", b"abc")) == b"abc"
    assert ffi.callback("int(int)", lambda value: value + 1)(4) == 5
