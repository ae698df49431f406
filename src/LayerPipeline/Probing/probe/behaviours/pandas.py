"""What users of pandas do first."""

import io
import pickle
import tempfile

import numpy as np
import pandas as pd


def frame():
    return pd.DataFrame(
        {
            "key": np.arange(100) % 7,
            "value": np.arange(100.0) * 1.1,
            "name": [f"n{i % 5}" for i in range(100)],
            "when": pd.date_range("2024-01-30", periods=100, freq="12h"),
        }
    )


def behaviour_frames():
    df = frame()
    assert df.shape == (100, 4) and df["value"].iloc[-1] > 108 and list(df.columns)[0] == "key"
    assert df[df.key == 3].index[0] == 3 and df.loc[5, "name"] == "n0"
    assert df.query("key == 2 and value > 50").shape[0] == 7
    assert df.assign(twice=lambda d: d.value * 2).twice.iloc[1] == 2.2
    assert df.sort_values("value", ascending=False).index[0] == 99
    assert "n0" in repr(df) and "value" in df.describe().to_string() and "<table" in df.head(2).to_html()
    output = io.StringIO()
    df.info(buf=output)
    assert "100 entries" in output.getvalue()
    pd.testing.assert_frame_equal(df, df.copy())


def behaviour_csv():
    text = frame().to_csv(index=False)
    for options in ({}, {"engine": "python"}, {"chunksize": 40}):
        read = pd.read_csv(io.StringIO(text), parse_dates=["when"], **options)
        df = pd.concat(read) if options.get("chunksize") else read
        assert df.value.sum().round(1) == 5445.0 and df.when.dtype.kind == "M"
    assert pd.read_fwf(io.StringIO("a  b\n1  2\n")).b[0] == 2
    with tempfile.TemporaryDirectory() as folder:
        frame().to_csv(folder + "/x.csv.gz")
        assert pd.read_csv(folder + "/x.csv.gz", index_col=0).shape == (100, 4)


def behaviour_json():
    text = frame().to_json(orient="records", date_format="iso")
    assert pd.read_json(io.StringIO(text)).shape == (100, 4)
    assert pd.json_normalize([{"a": {"b": 1}}]).columns[0] == "a.b"


def behaviour_pickle():
    copy = pickle.loads(pickle.dumps(frame()))
    pd.testing.assert_frame_equal(copy, frame())
    with tempfile.TemporaryDirectory() as folder:
        copy.to_pickle(folder + "/x.pkl")
        assert pd.read_pickle(folder + "/x.pkl").shape == (100, 4)


def behaviour_sql():
    import sqlite3

    with sqlite3.connect(":memory:") as connection:
        frame().to_sql("t", connection, index=False)
        assert pd.read_sql("select count(*) as n from t where key = 1", connection).n[0] == 15


def behaviour_groups():
    df = frame()
    totals = df.groupby("key")["value"].agg(["sum", "mean", "std", "count"])
    assert totals["count"].sum() == 100
    parts = [df.groupby("name")["value"].transform("rank"), df.pivot_table(index="key", columns="name", values="value")]
    joined = df.merge(totals.reset_index(), on="key", how="left")
    assert joined.shape == (100, 8) and pd.crosstab(df.key, df.name).to_numpy().sum() == 100
    assert df.groupby(["key", "name"]).size().unstack(fill_value=0).shape == (7, 5)
    assert df.melt(id_vars="key", value_vars=["value"], value_name="amount").shape == (100, 3)
    return [totals.to_numpy(), *[part.to_numpy() for part in parts], joined["mean"].to_numpy()]


def behaviour_dates():
    """A datetime64 column is where a wheel of a wrong ABI dies although every import passes."""
    df = frame()
    assert df["when"].dtype.kind == "M" and df["when"].dt.year.unique().tolist() == [2024]
    assert df["when"].dt.strftime("%Y-%m-%d").iloc[0] == "2024-01-30"
    daily = df.set_index("when")["value"].resample("D").sum()
    assert len(daily) == 50 and df["when"].diff().iloc[1] == pd.Timedelta(hours=12)
    assert pd.Timestamp("2024-02-29") + pd.DateOffset(years=1) == pd.Timestamp("2025-02-28")
    assert pd.Period("2024-02", "M").days_in_month == 29 and len(pd.bdate_range("2024-01-01", "2024-01-31")) == 23
    return [daily.to_numpy(), df["when"].astype("int64").to_numpy()]


def behaviour_time_zones():
    times = pd.to_datetime(["2024-03-31 00:30", "2024-03-31 02:30"], utc=True)
    local = times.tz_convert("Europe/Berlin")
    assert local[1].hour == 4 and str(pd.Timestamp("2024-07-01", tz="America/New_York").utcoffset()) == "-1 day, 20:00:00"


def behaviour_strings_and_categories():
    names = frame()["name"]
    assert names.str.upper().iloc[1] == "N1" and names.str.extract(r"(\d)")[0].iloc[3] == "3"
    assert names.str.contains("4").sum() == 20 and names.astype("category").cat.categories.size == 5
    assert names.astype("string").str.len().sum() == 200
    assert pd.cut(pd.Series([1, 5, 9]), [0, 4, 10]).value_counts().sum() == 3
    assert pd.array([1, None, 3], dtype="Int64").sum() == 4 and pd.get_dummies(names).shape == (100, 5)


def behaviour_windows():
    values = frame()["value"]
    parts = [values.rolling(5).mean(), values.ewm(span=4).mean(), values.expanding().std(), values.rolling(4).quantile(0.3)]
    gaps = values.where(values.index % 3 > 0)
    parts += [gaps.interpolate(), gaps.ffill(), values.pct_change(), values.rank(), values.shift(2)]
    return [part.to_numpy() for part in parts]


def behaviour_indexes():
    index = pd.MultiIndex.from_product([["a", "b"], [1, 2]], names=["x", "y"])
    series = pd.Series(range(4), index=index)
    assert series.loc["b", 2] == 3 and series.unstack().shape == (2, 2)
    assert pd.IntervalIndex.from_breaks([0, 1, 2]).get_loc(0.5) == 0
    assert pd.RangeIndex(5).union(pd.Index([7])).size == 6
    assert pd.arrays.SparseArray([0, 0, 1]).density < 0.4


def behaviour_expressions():
    df = frame()
    assert df.eval("value * 2 + key").iloc[1] == 3.2
    assert df.select_dtypes("number").corr().iloc[0, 0] == 1.0
    assert df.apply(lambda row: row["key"] + 1, axis=1).iloc[2] == 3
    assert df["key"].map({0: "zero"}).notna().sum() == 15
