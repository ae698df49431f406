"""What users of numpy do first. Numeric functions return results whose bits must be the same on the layer."""

import io
import tempfile

import numpy as np

TYPES = (np.float32, np.float64, np.complex64, np.complex128)


def sample(*shape, dtype=np.float64, seed=7):
    """The same numbers everywhere: made with integers, so that no library's generator has a part in it."""
    count = int(np.prod(shape))
    state = (np.arange(1, 2 * count + 1, dtype=np.uint64) * np.uint64(6364136223846793005) + np.uint64(seed)) >> np.uint64(33)
    numbers = (state % np.uint64(20011)).astype(np.float64) / 10005.0 - 1.0
    values = numbers[:count] + 1j * numbers[count:] if np.issubdtype(dtype, np.complexfloating) else numbers[:count]
    return values.reshape(shape).astype(dtype)


def processor_choices():
    """What it has other code for, beside that for every processor, and what this processor can: by these names it leaves code out."""
    try:
        from numpy._core import _multiarray_umath as core
    except ImportError:
        from numpy.core import _multiarray_umath as core
    found = [name for name, has in core.__cpu_features__.items() if has]
    return {"NPY_DISABLE_CPU_FEATURES": {"dispatched": list(core.__cpu_dispatch__), "found": found}}


def behaviour_arrays():
    a = np.arange(12).reshape(3, 4)
    assert a.T.shape == (4, 3) and a[1:, ::2].sum() == 28
    assert (a + np.array([[1], [2], [3]])).max() == 14
    assert a[a % 2 == 0].tolist() == [0, 2, 4, 6, 8, 10]
    assert np.concatenate([a, a]).shape == (6, 4)
    assert np.einsum("ij,kj->ik", a, a)[0, 1] == 38
    assert np.unique([3, 1, 3, 2]).tolist() == [1, 2, 3]
    assert np.where(a > 5, a, 0).sum() == 51
    assert "array([[ 0," in repr(a) and np.array2string(np.array([1.5])) == "[1.5]"


def behaviour_types():
    record = np.array([(1, "a", 2.5)], dtype=[("n", "i4"), ("s", "U3"), ("x", "f8")])
    assert record["x"][0] == 2.5 and record.dtype.itemsize == 24
    days = np.array(["2024-02-28", "2024-03-01"], dtype="datetime64[D]")
    assert (days[1] - days[0]).astype(int) == 2 and np.busday_count(days[0], days[1]) == 2
    assert np.char.upper(np.array(["ab"]))[0] == "AB"
    assert np.iinfo(np.int16).max == 32767 and np.finfo(np.float64).eps < 1e-15
    masked = np.ma.masked_less([1, 5, 9], 4)
    assert masked.mean() == 7.0 and masked.mask.tolist() == [True, False, False]


def behaviour_star_import():
    names = {}
    exec("from numpy import *", names)
    assert names["linspace"](0, 1, 3).tolist() == [0.0, 0.5, 1.0]


def behaviour_submodules():
    for name in ("linalg", "fft", "random", "polynomial", "ma", "testing", "ctypeslib", "rec", "char", "lib"):
        assert getattr(np, name).__name__.startswith("numpy")
    np.testing.assert_allclose(np.polynomial.Polynomial([1, 2, 3])(2.0), 17.0)
    np.testing.assert_array_equal(np.polyfit([0, 1, 2], [1, 3, 5], 1).round(6), [2, 1])
    assert "solution" in np.linalg.solve.__doc__


def behaviour_threads():
    """Large enough to be shared among threads, whose number is the machine's: near, not bit by bit."""
    a = sample(400, 400) + np.eye(400) * 30
    np.testing.assert_allclose(np.linalg.inv(a) @ a, np.eye(400), atol=1e-9)


def behaviour_files():
    with tempfile.TemporaryDirectory() as folder:
        np.savez_compressed(folder + "/a.npz", x=np.arange(5), y=np.eye(2))
        with np.load(folder + "/a.npz") as loaded:
            assert loaded["x"].sum() == 10 and loaded["y"].trace() == 2
        mapped = np.memmap(folder + "/m.bin", dtype="i4", mode="w+", shape=(4,))
        mapped[:] = 3
        mapped.flush()
        assert np.fromfile(folder + "/m.bin", dtype="i4").sum() == 12
    text = io.StringIO("a,b\n1,2\n3,4\n")
    assert np.genfromtxt(text, delimiter=",", names=True)["b"].sum() == 6
    assert np.loadtxt(io.StringIO("1 2\n3 4")).sum() == 10


def behaviour_errors():
    try:
        np.linalg.inv(np.zeros((2, 2)))
    except np.linalg.LinAlgError as error:
        assert "Singular" in str(error)
    else:
        raise AssertionError("a singular matrix was inverted")
    with np.errstate(divide="raise"):
        try:
            np.float64(1.0) / np.zeros(1)
        except FloatingPointError:
            return
    raise AssertionError("a division by zero passed")


def numeric_products():
    results = []
    for size in (1, 2, 3, 7, 16, 33, 64, 129, 300):
        for dtype in TYPES:
            a, b, v = sample(size, size, dtype=dtype), sample(size, 3, dtype=dtype, seed=8), sample(size, dtype=dtype, seed=9)
            results += [a @ a, a @ a.T, a.T @ a, a @ b, a @ v, v @ a, np.dot(v, v), np.vdot(v, v)]
    return results


def numeric_linear_algebra():
    results = []
    for size in (1, 2, 3, 5, 16, 33, 65, 128, 200):
        for dtype in TYPES:
            a = sample(size, size, dtype=dtype) + np.eye(size, dtype=dtype) * 2
            b = sample(size, 3, dtype=dtype, seed=8)
            results += [np.linalg.solve(a, b), np.linalg.inv(a), np.linalg.det(a)]
            results += [*np.linalg.qr(a), np.linalg.lstsq(a, b, rcond=None)[0]]
            results += [np.linalg.cholesky(a @ a.conj().T + size * np.eye(size, dtype=dtype))]
            results += [*np.linalg.eigh(a + a.conj().T), *np.linalg.svd(a)]
            if size <= 65:
                results += [*np.linalg.eig(a), np.linalg.matrix_power(a, 3), np.linalg.pinv(a)]
    return results


def numeric_fourier():
    results = []
    for size in (1, 2, 3, 5, 16, 31, 100, 127, 256, 300):
        a, v = sample(size, size), sample(size, dtype=np.complex128)
        results += [np.fft.fft(v), np.fft.ifft(v), np.fft.rfft(v.real), np.fft.fft2(a), np.fft.irfft(v, size)]
    return results


def numeric_random():
    generator = np.random.default_rng(1)
    results = [generator.normal(size=100), generator.gamma(2.0, size=50), generator.integers(0, 1000, 50), generator.permutation(20)]
    results += [np.random.Generator(kind(5)).standard_normal(20) for kind in (np.random.MT19937, np.random.Philox, np.random.SFC64)]
    legacy = np.random.RandomState(1)
    return results + [legacy.randn(100), legacy.choice(50, 10), legacy.poisson(3.0, 30)]


def numeric_functions():
    results = []
    for dtype in (np.float16, np.float32, np.float64):
        v = np.abs(sample(300, dtype=dtype)) + dtype(0.5)
        for function in (np.exp, np.log, np.sin, np.cos, np.tan, np.arctan, np.sinh, np.tanh, np.sqrt, np.cbrt, np.log1p, np.expm1):
            results.append(function(v))
        results += [v.sum(), v.mean(), v.std(), v.cumsum(), np.sort(v), np.argsort(v, kind="stable"), np.percentile(v, [5, 50, 95])]
        results += [np.power(v, dtype(1.5)), np.convolve(v, v[:9]), np.histogram(v, 10)[0], np.interp(v[:20], np.sort(v), v)]
    integers = np.arange(-150, 150, dtype=np.int32)
    return results + [integers // 7, integers % 7, integers & 12, np.cov(sample(4, 50)), np.corrcoef(sample(4, 50))]
