"""What users of xgboost do first. Numeric functions return results whose bits must be the same on the layer."""

import os
import tempfile

import numpy as np
import xgboost as xgb

DATA = np.random.RandomState(3).standard_normal((200, 6))
TARGET = (DATA[:, 0] + DATA[:, 1] * DATA[:, 2] > 0).astype(int)
ALIKE = {"nthread": 1, "seed": 1}


def train(rounds=10, **parameters):
    return xgb.train({**ALIKE, **parameters}, xgb.DMatrix(DATA, TARGET), rounds)


def behaviour_saved_models():
    model = train(objective="binary:logistic")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("model.json", "model.ubj"):
            path = os.path.join(folder, name)
            model.save_model(path)
            loaded = xgb.Booster(model_file=path)
            assert (loaded.predict(xgb.DMatrix(DATA)) == model.predict(xgb.DMatrix(DATA))).all()
    assert model.get_score() and xgb.build_info()


def numeric_models():
    boosters = [{"tree_method": "hist"}, {"tree_method": "exact"}, {"tree_method": "approx"}, {"booster": "dart"}, {"booster": "gblinear"}]
    objectives = [{"objective": "binary:logistic"}, {"objective": "reg:squarederror"}, {"objective": "rank:pairwise"}]
    models = [train(**parameters) for parameters in boosters + objectives]
    data = xgb.DMatrix(DATA)
    return [model.predict(data) for model in models] + [models[0].predict(data, pred_contribs=True)]


def numeric_asking_for_a_gpu():
    """Who asks for a GPU where there is none gets the same answer as before: the same kind of error, or the same numbers."""
    answers = []
    for parameters in ({"device": "cuda"}, {"device": "cuda", "tree_method": "approx"}):
        try:
            answers.append(train(**parameters).predict(xgb.DMatrix(DATA)))
        except Exception as error:
            answers.append(np.array([ord(letter) for letter in type(error).__name__]))
    return answers
