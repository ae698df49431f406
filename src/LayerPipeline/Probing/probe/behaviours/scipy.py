"""What users of scipy do first. Numeric functions return results whose bits must be the same on the layer."""

import io

import numpy as np
import scipy

TYPES = (np.float32, np.float64, np.complex64, np.complex128)


def sample(*shape, dtype=np.float64, seed=7):
    """The same numbers everywhere: made with integers, so that no library's generator has a part in it."""
    count = int(np.prod(shape))
    state = (np.arange(1, 2 * count + 1, dtype=np.uint64) * np.uint64(6364136223846793005) + np.uint64(seed)) >> np.uint64(33)
    numbers = (state % np.uint64(20011)).astype(np.float64) / 10005.0 - 1.0
    values = numbers[:count] + 1j * numbers[count:] if np.issubdtype(dtype, np.complexfloating) else numbers[:count]
    return values.reshape(shape).astype(dtype)


def sparse_sample(size):
    """A well-conditioned sparse matrix."""
    import scipy.sparse

    diagonals = [sample(size) + 6.0, sample(size - 1, seed=8), sample(size - 7, seed=9), sample(size - 3, seed=10)]
    return scipy.sparse.csc_matrix(scipy.sparse.diags(diagonals, [0, 1, 7, -3]))


def behaviour_subpackages():
    names = "cluster constants fft fftpack integrate interpolate io linalg ndimage optimize signal sparse spatial special stats"
    for name in names.split():
        assert getattr(scipy, name).__name__ == "scipy." + name
    assert abs(scipy.constants.c - 299792458.0) < 1 and "solution" in scipy.linalg.solve.__doc__


def behaviour_statistics():
    from scipy import stats

    assert abs(stats.norm.cdf(1.96) - 0.975) < 1e-3
    assert stats.ttest_ind([1, 2, 3, 4], [5, 6, 7, 8]).pvalue < 0.01
    assert stats.page_trend_test([[1, 2, 3], [1, 3, 2], [1, 2, 3]]).pvalue < 0.2
    assert stats.pearsonr([1, 2, 3], [2, 4, 6.1]).statistic > 0.99
    assert abs(stats.gaussian_kde([1.0, 2.0, 3.0])(2.0)[0] - 0.38) < 0.1
    assert stats.chi2_contingency([[10, 20], [30, 40]])[2] == 1
    assert stats.linregress([0, 1, 2], [1, 3, 5]).slope == 2.0


def behaviour_optimisation():
    from scipy import optimize

    for method in ("Nelder-Mead", "Powell", "CG", "BFGS", "L-BFGS-B", "TNC", "COBYLA", "SLSQP", "trust-constr"):
        result = optimize.minimize(lambda x: (x[0] - 1) ** 2 + (x[1] + 2) ** 2, [0.0, 0.0], method=method)
        assert np.allclose(result.x, [1, -2], atol=1e-2), method
    assert abs(optimize.brentq(lambda x: x * x - 2, 0, 2) - 2**0.5) < 1e-9
    assert optimize.linprog([-1, -2], A_ub=[[1, 1]], b_ub=[4], bounds=[(0, 3), (0, 3)]).fun == -7
    assert np.allclose(optimize.curve_fit(lambda x, a, b: a * x + b, [0, 1, 2], [1, 3, 5])[0], [2, 1])
    assert optimize.linear_sum_assignment([[4, 1], [2, 8]])[1].tolist() == [1, 0]


def behaviour_newer_statistics():
    """Absent from versions before 1.12, where this fails before as after."""
    from scipy import stats

    assert stats.bws_test([1, 2, 3, 4], [5, 6, 7, 8]).pvalue < 0.1


def behaviour_newer_methods():
    """Absent from versions before 1.14, where this fails before as after."""
    from scipy import optimize

    result = optimize.minimize(lambda x: (x[0] - 1) ** 2, [0.0], method="COBYQA")
    assert abs(result.x[0] - 1) < 1e-3


def behaviour_matrix_functions():
    from scipy import linalg

    a = np.array([[2.0, 1.0], [1.0, 3.0]])
    assert np.allclose(linalg.expm(linalg.logm(a)), a)
    assert np.allclose(linalg.sqrtm(a) @ linalg.sqrtm(a), a)
    assert np.allclose(linalg.solve_sylvester(a, a, a), np.eye(2) / 2)
    assert np.allclose(linalg.block_diag(1, 2), [[1, 0], [0, 2]]) and linalg.toeplitz([1, 2]).tolist() == [[1, 2], [2, 1]]


def behaviour_sparse():
    import scipy.sparse.csgraph
    import scipy.sparse.linalg

    matrix = sparse_sample(40)
    assert np.allclose(matrix @ scipy.sparse.linalg.spsolve(matrix, np.ones(40)), 1)
    graph = scipy.sparse.csr_matrix([[0, 2, 0], [0, 0, 3], [0, 0, 0]])
    assert scipy.sparse.csgraph.dijkstra(graph)[0, 2] == 5
    assert scipy.sparse.csgraph.connected_components(graph)[0] == 1


def behaviour_spatial():
    from scipy import spatial

    points = np.array([[0, 0], [1, 0], [0, 1], [1, 1], [0.4, 0.6]])
    assert spatial.ConvexHull(points).volume == 1.0
    assert len(spatial.Delaunay(points).simplices) == 4 and len(spatial.Voronoi(points).vertices) == 4
    assert spatial.cKDTree(points).query([0.9, 0.9])[1] == 3
    assert spatial.distance.pdist(points[:2])[0] == 1.0
    rotation = spatial.transform.Rotation.from_euler("z", 90, degrees=True)
    assert np.allclose(rotation.apply([1, 0, 0]), [0, 1, 0])


def behaviour_files():
    from scipy import io as files

    stream = io.BytesIO()
    files.savemat(stream, {"a": np.arange(6).reshape(2, 3)})
    stream.seek(0)
    assert files.loadmat(stream)["a"].sum() == 15
    stream = io.BytesIO()
    files.mmwrite(stream, sparse_sample(10))
    stream.seek(0)
    assert files.mmread(stream).shape == (10, 10)
    stream = io.BytesIO()
    files.wavfile.write(stream, 8000, np.zeros(80, dtype=np.int16))
    assert files.wavfile.read(stream)[0] == 8000


def behaviour_images():
    from scipy import ndimage

    image = np.zeros((9, 9))
    image[4, 4] = 1.0
    assert abs(ndimage.gaussian_filter(image, 1).sum() - 1) < 1e-6
    assert ndimage.label(image)[1] == 1 and ndimage.center_of_mass(image) == (4.0, 4.0)
    assert ndimage.rotate(image, 90).shape == (9, 9) and ndimage.zoom(image, 2).shape == (18, 18)


def behaviour_clusters():
    from scipy.cluster import hierarchy, vq

    points = np.array([[0.0], [0.1], [5.0], [5.1]])
    assert len(set(hierarchy.fcluster(hierarchy.linkage(points), 2, "maxclust"))) == 2
    assert len(set(vq.kmeans2(points, points[[0, 2]], minit="matrix")[1])) == 2


def numeric_linear_algebra():
    from scipy import linalg

    results = []
    for size in (1, 2, 5, 16, 33, 100, 150):
        for dtype in TYPES:
            a, b = sample(size, size, dtype=dtype) + np.eye(size, dtype=dtype) * 2, sample(size, 3, dtype=dtype, seed=8)
            results += [linalg.solve(a, b), linalg.inv(a), *linalg.lu(a), *linalg.qr(a, pivoting=True)]
            results += [*linalg.svd(a), *linalg.svd(a, lapack_driver="gesvd"), *linalg.eigh(a + a.conj().T)]
            results += [*linalg.hessenberg(a, calc_q=True), linalg.lstsq(a, b, lapack_driver="gelsy")[0]]
            if size <= 33:
                results += [*linalg.schur(a), *linalg.eig(a), linalg.expm(a / 10), linalg.pinv(a), *linalg.ldl(a + a.T)[:2]]
    return results


def numeric_kernels():
    from scipy.linalg import blas

    results = []
    for size in (1, 3, 8, 17, 64, 200, 300):
        for dtype in TYPES:
            a, b = sample(size, size, dtype=dtype), sample(size, 3, dtype=dtype, seed=8)
            x, y = b[:, 0].copy(), b[:, 1].copy()
            upper = np.triu(a) + 5 * np.eye(size, dtype=dtype)
            gemm, trsm, gemv, axpy, nrm2, scal = blas.get_blas_funcs(("gemm", "trsm", "gemv", "axpy", "nrm2", "scal"), (a,))
            results += [gemm(1, a, a), trsm(1, upper, b), gemv(1, a, x), axpy(x, y.copy()), nrm2(x), scal(2, x.copy())]
    return results


def numeric_sparse():
    import scipy.sparse.linalg

    matrix, start = sparse_sample(300), np.ones(300)
    symmetric = matrix + matrix.T
    results = [scipy.sparse.linalg.spsolve(matrix, start), scipy.sparse.linalg.splu(matrix).solve(start)]
    results += [scipy.sparse.linalg.gmres(matrix, start)[0], scipy.sparse.linalg.cg(matrix.T @ matrix, start)[0]]
    results += [scipy.sparse.linalg.expm_multiply(matrix / 10, start), (matrix @ matrix).toarray()]
    return results + [np.sort(scipy.sparse.linalg.eigsh(symmetric, k=4, v0=start)[0]).round(6) + 0.0]


def numeric_fourier():
    from scipy import fft

    results = []
    for size in (1, 2, 5, 16, 31, 100, 256, 300):
        v = sample(size, dtype=np.complex128)
        results += [fft.fft(v), fft.ifft(v), fft.rfft(v.real), fft.rfft2(np.outer(v.real, v.real))]
        if size > 1:
            results += [fft.dct(v.real), fft.dst(v.real, type=1), fft.idct(v.real, norm="ortho")]
    return results


def numeric_optimisation():
    from scipy import optimize

    start = np.array([1.3, 0.7, 0.8, 1.9, 1.2])
    results = [optimize.minimize(optimize.rosen, start, method=method).x for method in ("L-BFGS-B", "SLSQP", "BFGS", "Nelder-Mead")]
    results += [optimize.leastsq(lambda x: [x[0] - 1, x[1] - 2, x[0] * x[1] - 2], [0, 0])[0], optimize.nnls(np.eye(3) + 1, [1, 2, 3])[0]]
    results += [optimize.least_squares(lambda x: [x[0] ** 2 - 2, x[1] - 3], [1, 1]).x, optimize.fsolve(lambda x: x**3 - 5, [1.0])]
    return results + [optimize.linprog([1, 2], A_ub=[[-1, -1]], b_ub=[-1]).x, optimize.root(lambda x: np.cos(x) - x, [0.5]).x]


def numeric_special_functions():
    from scipy import special

    x = np.abs(sample(100)) + 0.1
    simple = (special.gamma, special.erf, special.digamma, special.j0, special.y1, special.expit, special.ndtri)
    results = [function(x) for function in simple]
    results += [special.jv(1.5, x), special.iv(0.5, x), special.hyp2f1(1, 2, 3, x / 2), special.ellipk(x / 2), special.zeta(x + 2)]
    results += [special.betainc(2, 3, x / 2), special.gammainc(2, x), special.logsumexp(x)]
    return results + [special.comb(10, 3), special.eval_legendre(3, x)]


def numeric_integration_and_interpolation():
    from scipy import integrate, interpolate

    x = np.arange(9.0)
    methods = ("RK45", "Radau", "BDF", "LSODA")
    results = [integrate.solve_ivp(lambda t, y: -y, (0, 5), [1.0, 2], method=method).y for method in methods]
    results += [integrate.odeint(lambda y, t: -y, [1.0, 2], x), integrate.quad(np.sin, 0, 1)[0], integrate.simpson(x**2, x=x)]
    results += [interpolate.CubicSpline(x, x**2)(x + 0.3), interpolate.splev(x[:8] + 0.5, interpolate.splrep(x, x**2))]
    results += [interpolate.interp1d(x, x**2, kind="quadratic")(x), interpolate.PchipInterpolator(x, x**2)(x + 0.3)]
    corners = np.array([[0, 0], [1, 0], [0, 1], [1, 1.0]])
    results += [interpolate.griddata(corners, [1, 2, 3, 4.0], [[0.3, 0.4]])]
    return results + [interpolate.RBFInterpolator(corners, x[:4])([[0.3, 0.4]])]


def numeric_signals():
    from scipy import signal

    v = sample(300)
    results = [signal.fftconvolve(v, v), *signal.butter(4, 0.2), signal.lfilter([1, 0.2], [1, 0.4], v), signal.savgol_filter(v, 7, 2)]
    results += [signal.welch(v)[1], signal.find_peaks(v)[0], signal.resample(v, 100)]
    return results + [signal.hilbert(v), signal.medfilt(v, 5), signal.detrend(v)]


def numeric_statistics():
    from scipy import stats

    v, w = sample(100), sample(100, seed=8)
    results = [stats.norm.pdf(v), stats.gamma.cdf(np.abs(v), 2), stats.t.ppf(np.abs(v) / 2 + 0.1, 5), stats.rankdata(v), stats.zscore(v)]
    results += [stats.ks_2samp(v, w).pvalue, stats.spearmanr(v, w)[0], stats.kendalltau(v, w)[0], stats.mannwhitneyu(v, w).pvalue]
    return results + [stats.norm.rvs(size=20, random_state=3), stats.skew(v), stats.kurtosis(v), stats.shapiro(v)[0], stats.norm.fit(v)]
