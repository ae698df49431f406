"""What users of LightGBM do first. Numeric functions return results whose bits must be the same on the layer."""

import numpy as np

DATA = np.random.RandomState(5).standard_normal((200, 6))
TARGET = DATA[:, 0] * 2 + np.sin(DATA[:, 1]) + DATA[:, 2] * DATA[:, 3]
SAME = {"num_threads": 1, "deterministic": True, "force_row_wise": True, "seed": 3, "verbose": -1}


def behaviour_save_and_load():
    import lightgbm

    model = lightgbm.train({**SAME, "objective": "regression"}, lightgbm.Dataset(DATA, TARGET), 5)
    again = lightgbm.Booster(model_str=model.model_to_string())
    assert np.array_equal(model.predict(DATA), again.predict(DATA))
    assert model.feature_importance().sum() > 0 and model.num_trees() == 5


def numeric_regression():
    import lightgbm

    return lightgbm.train({**SAME, "objective": "regression"}, lightgbm.Dataset(DATA, TARGET), 20).predict(DATA)


def numeric_classification():
    import lightgbm

    groups = np.digitize(TARGET, [-1, 1])
    model = lightgbm.train({**SAME, "objective": "multiclass", "num_class": 3}, lightgbm.Dataset(DATA, groups), 10)
    return [model.predict(DATA), model.predict(DATA, pred_leaf=True), model.predict(DATA, pred_contrib=True)]
