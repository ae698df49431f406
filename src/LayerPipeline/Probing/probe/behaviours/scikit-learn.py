"""What users of scikit-learn do first. Numeric functions return results whose bits must be the same on the layer."""

import io
import pickle

import numpy as np

DATA = np.random.RandomState(3).standard_normal((120, 5))
TARGET = (DATA[:, 0] + DATA[:, 1] > 0).astype(int)


def behaviour_datasets():
    """Their descriptions are .rst files, which some recipes delete as documentation."""
    from sklearn import datasets

    for name, rows in (("iris", 150), ("wine", 178), ("breast_cancer", 569), ("diabetes", 442)):
        found = getattr(datasets, "load_" + name)()
        assert found.data.shape[0] == rows and len(found.DESCR) > 500
    assert datasets.load_digits().images.shape == (1797, 8, 8)
    assert datasets.make_blobs(10, random_state=1)[0].shape == (10, 2)


def behaviour_pipeline():
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    columns = ColumnTransformer([("n", StandardScaler(), [0, 1, 2]), ("c", OneHotEncoder(handle_unknown="ignore"), [3])])
    model = make_pipeline(SimpleImputer(), columns, LogisticRegression())
    rows = np.column_stack([DATA[:, :3], TARGET * 2.0])
    train, test, train_target, test_target = train_test_split(rows, TARGET, random_state=0)
    assert model.fit(train, train_target).score(test, test_target) == 1.0
    assert cross_val_score(LogisticRegression(), DATA, TARGET, cv=3).mean() > 0.8
    assert GridSearchCV(LogisticRegression(), {"C": [0.1, 1.0]}, cv=3).fit(DATA, TARGET).best_score_ > 0.8
    assert pickle.loads(pickle.dumps(model)).predict(test).shape == test_target.shape and "pipeline" in repr(model).lower()


def behaviour_text():
    from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
    from sklearn.naive_bayes import MultinomialNB

    words = CountVectorizer(stop_words="english").fit(["the red house", "a blue house"])
    assert sorted(words.vocabulary_) == ["blue", "house", "red"]
    table = TfidfVectorizer().fit_transform(["good film", "bad film", "good book", "bad book"])
    assert MultinomialNB().fit(table, [1, 0, 1, 0]).predict(table).tolist() == [1, 0, 1, 0]


def behaviour_metrics():
    from sklearn import metrics

    assert metrics.confusion_matrix([0, 1, 1], [0, 1, 0]).tolist() == [[1, 0], [1, 1]]
    assert metrics.roc_auc_score([0, 1, 1], [0.1, 0.9, 0.4]) == 1.0 and metrics.f1_score([0, 1], [0, 1]) == 1.0
    assert "precision" in metrics.classification_report([0, 1], [0, 1])


def behaviour_files():
    import joblib

    from sklearn.tree import DecisionTreeClassifier, export_text

    tree = DecisionTreeClassifier(max_depth=2, random_state=1).fit(DATA, TARGET)
    stream = io.BytesIO()
    joblib.dump(tree, stream)
    stream.seek(0)
    assert export_text(joblib.load(stream)) == export_text(tree)


def numeric_models():
    from sklearn import cluster, decomposition, ensemble, linear_model, mixture, neighbors, neural_network, svm

    regressions = [linear_model.LinearRegression(), linear_model.Ridge(), linear_model.Lasso(0.01)]
    regressions += [ensemble.GradientBoostingRegressor(n_estimators=5, random_state=1)]
    results = [model.fit(DATA, DATA[:, 0] * 2 + DATA[:, 2]).predict(DATA) for model in regressions]
    classifiers = [
        linear_model.LogisticRegression(),
        svm.SVC(),
        svm.LinearSVC(random_state=1),
        neighbors.KNeighborsClassifier(3),
        ensemble.RandomForestClassifier(5, random_state=1),
        ensemble.HistGradientBoostingClassifier(max_iter=5, random_state=1),
        neural_network.MLPClassifier((4,), max_iter=20, random_state=1),
    ]
    results += [model.fit(DATA, TARGET).predict(DATA) for model in classifiers]
    results += [cluster.KMeans(3, n_init=2, random_state=1).fit(DATA).labels_, cluster.DBSCAN(1.0).fit(DATA).labels_]
    results += [np.abs(decomposition.PCA(2).fit_transform(DATA)), mixture.GaussianMixture(2, random_state=1).fit(DATA).predict(DATA)]
    return results


def numeric_pipeline():
    from sklearn.compose import ColumnTransformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, PolynomialFeatures, StandardScaler

    columns = ColumnTransformer([("n", make_pipeline(StandardScaler(), PolynomialFeatures(2)), [0, 1, 2]), ("c", OneHotEncoder(), [3])])
    rows = np.column_stack([DATA[:, :3], np.digitize(DATA[:, 3], [-0.5, 0.5])])
    model = make_pipeline(columns, LogisticRegression()).fit(rows, TARGET)
    return [model.predict(rows), model.predict_proba(rows)]
