"""What users of pyarrow do first."""

import io
import tempfile

import pyarrow as pa


def table():
    return pa.table({"a": [1, 2, 3, 4], "b": ["x", "y", None, "x"], "c": [1.5, 2.5, 3.5, None], "d": [[1], [], [2, 3], None]})


def behaviour_tables():
    t = table()
    assert t.num_rows == 4 and t.schema.field("b").type == pa.string() and t["a"].to_pylist() == [1, 2, 3, 4]
    assert t.slice(1, 2).to_pydict()["b"] == ["y", None] and t.sort_by([("a", "descending")])["a"][0].as_py() == 4
    assert t.group_by("b").aggregate([("a", "sum")]).num_rows == 3
    assert t.select(["a", "b"]).join(pa.table({"b": ["x"], "e": [9]}), "b", join_type="inner").num_rows == 2
    assert pa.concat_tables([t, t]).num_rows == 8


def behaviour_compute():
    import pyarrow.compute as pc

    t = table()
    assert pc.sum(t["a"]).as_py() == 10 and pc.mean(t["c"]).as_py() == 2.5
    assert t.filter(pc.greater(t["a"], 2)).num_rows == 2 and pc.utf8_upper(t["b"])[0].as_py() == "X"
    assert pc.strftime(pa.array([0], pa.timestamp("s")), format="%Y").to_pylist() == ["1970"]


def behaviour_parquet():
    import pyarrow.parquet as pq

    for codec in ("none", "snappy", "gzip", "zstd", "brotli", "lz4"):
        stream = io.BytesIO()
        pq.write_table(table(), stream, compression=codec)
        stream.seek(0)
        assert pq.read_table(stream, columns=["a", "b"])["a"].to_pylist() == [1, 2, 3, 4], codec


def behaviour_files():
    import pyarrow.csv
    import pyarrow.feather
    import pyarrow.json

    assert pyarrow.csv.read_csv(io.BytesIO(b"a,b\n1,x\n"))["a"][0].as_py() == 1
    assert pyarrow.json.read_json(io.BytesIO(b'{"a": 1}\n'))["a"][0].as_py() == 1
    with tempfile.TemporaryDirectory() as folder:
        pyarrow.feather.write_feather(table(), folder + "/x.feather")
        assert pyarrow.feather.read_table(folder + "/x.feather").num_rows == 4


def behaviour_streams():
    stream = io.BytesIO()
    with pa.ipc.new_stream(stream, table().schema) as writer:
        writer.write_table(table())
    assert pa.ipc.open_stream(stream.getvalue()).read_all().equals(table())


def behaviour_datasets():
    import pyarrow.dataset as ds

    with tempfile.TemporaryDirectory() as folder:
        ds.write_dataset(table().select(["a", "c"]), folder, format="parquet", partitioning=["a"])
        found = ds.dataset(folder, format="parquet", partitioning=["a"])
        assert found.to_table(filter=ds.field("a") > 2).num_rows == 2


def behaviour_with_pandas():
    """Works where pandas is installed too."""
    frame = table().to_pandas()
    assert frame.shape == (4, 4) and pa.Table.from_pandas(frame)["a"].to_pylist() == [1, 2, 3, 4]
