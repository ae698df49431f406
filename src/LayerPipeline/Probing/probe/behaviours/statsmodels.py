"""What users of statsmodels do first."""

import numpy as np

X = np.arange(60.0)
Y = 3.0 + 0.5 * X + np.sin(X * 1.7)


def behaviour_linear_models():
    import statsmodels.api as sm

    fitted = sm.OLS(Y, sm.add_constant(X)).fit()
    assert abs(fitted.params[1] - 0.5) < 0.05 and "R-squared" in str(fitted.summary())
    assert abs(sm.WLS(Y, sm.add_constant(X), weights=np.ones(60)).fit().params[1] - fitted.params[1]) < 1e-9
    assert sm.RLM(Y, sm.add_constant(X)).fit().params.shape == (2,)


def behaviour_formulas():
    import pandas as pd
    import statsmodels.formula.api as smf

    frame = pd.DataFrame({"y": Y, "x": X, "g": ["a", "b", "c"] * 20})
    fitted = smf.ols("y ~ x + C(g)", frame).fit()
    assert list(fitted.params.index) == ["Intercept", "C(g)[T.b]", "C(g)[T.c]", "x"]


def behaviour_generalised_models():
    import statsmodels.api as sm

    chosen = (np.sin(X) + 0.02 * X > 0.5).astype(float)
    assert sm.Logit(chosen, sm.add_constant(X)).fit(disp=0).mle_retvals["converged"]
    assert sm.GLM(np.round(np.abs(Y)), sm.add_constant(X), family=sm.families.Poisson()).fit().converged


def behaviour_time_series():
    from statsmodels.tsa import stattools
    from statsmodels.tsa.arima.model import ARIMA
    from statsmodels.tsa.holtwinters import ExponentialSmoothing
    from statsmodels.tsa.seasonal import seasonal_decompose

    assert stattools.adfuller(Y)[1] <= 1.0 and stattools.acf(Y, nlags=5)[0] == 1.0
    assert ARIMA(Y, order=(1, 1, 0)).fit().forecast(3).shape == (3,)
    assert ExponentialSmoothing(Y, trend="add").fit().forecast(2).shape == (2,)
    assert seasonal_decompose(Y, period=6).trend.shape == (60,)


def behaviour_smoothing_and_tests():
    import statsmodels.api as sm
    from statsmodels.stats import multitest, weightstats

    assert sm.nonparametric.lowess(Y, X).shape == (60, 2)
    assert multitest.multipletests([0.01, 0.5], method="fdr_bh")[0].tolist() == [True, False]
    assert weightstats.ttest_ind(Y, Y + 5)[1] < 0.05


def behaviour_datasets():
    import statsmodels.api as sm

    assert sm.datasets.longley.load_pandas().data.shape == (16, 7)
