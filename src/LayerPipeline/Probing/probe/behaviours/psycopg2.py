"""What users of psycopg2 do first, without a server."""

import psycopg2
import psycopg2.extensions


def behaviour_connection():
    try:
        psycopg2.connect(host="127.0.0.1", port=1, connect_timeout=2, dbname="d")
    except psycopg2.OperationalError as error:
        assert "127.0.0.1" in str(error)
        return
    raise AssertionError("a server answered on port 1")


def behaviour_adaptation():
    import datetime

    from psycopg2.extras import Json

    assert psycopg2.extensions.adapt(5).getquoted() == b"5"
    assert psycopg2.extensions.adapt(datetime.date(2024, 2, 29)).getquoted() == b"'2024-02-29'::date"
    assert b'{"a": 1}' in Json({"a": 1}).getquoted()
    parts = psycopg2.extensions.parse_dsn("postgresql://u:p@h:5433/d?sslmode=require")
    assert parts == {"user": "u", "password": "p", "host": "h", "port": "5433", "dbname": "d", "sslmode": "require"}
    assert psycopg2.errors.lookup("23505") is psycopg2.errors.UniqueViolation and psycopg2.__libpq_version__ >= 90000
