"""What users of SQLAlchemy do first, on SQLite in memory."""

import sqlalchemy as sa
from sqlalchemy import orm

Base = orm.declarative_base()


class Author(Base):
    __tablename__ = "author"
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50), nullable=False, unique=True)
    books = orm.relationship("Book", back_populates="author", cascade="all, delete-orphan")


class Book(Base):
    __tablename__ = "book"
    id = sa.Column(sa.Integer, primary_key=True)
    title = sa.Column(sa.Text)
    author_id = sa.Column(sa.ForeignKey("author.id"))
    author = orm.relationship("Author", back_populates="books")


def behaviour_objects():
    engine = sa.create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with orm.Session(engine) as session:
        session.add(Author(name="Ann", books=[Book(title="One"), Book(title="Two")]))
        session.commit()
        query = sa.select(Author).join(Author.books).where(Book.title.like("T%")).options(orm.selectinload(Author.books))
        author = session.execute(query).scalars().one()
        assert [book.title for book in author.books] == ["One", "Two"]
        session.delete(author)
        session.commit()
        assert session.execute(sa.select(sa.func.count()).select_from(Book)).scalar() == 0
    assert sa.inspect(engine).get_table_names() == ["author", "book"]


def behaviour_statements():
    from sqlalchemy.dialects import mysql, postgresql

    table = sa.Table("t", sa.MetaData(), sa.Column("a", sa.Integer), sa.Column("b", sa.JSON))
    statement = sa.select(table.c.a).where(table.c.a > 1).order_by(table.c.a.desc()).limit(3)
    assert "ORDER BY t.a DESC" in str(statement.compile(dialect=postgresql.dialect()))
    assert "LIMIT" in str(statement.compile(dialect=mysql.dialect()))
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        table.create(connection)
        connection.execute(table.insert(), [{"a": 1, "b": {"x": 1}}, {"a": 2, "b": [2]}])
        assert connection.execute(sa.text("select max(a) from t")).scalar() == 2
        assert connection.execute(sa.select(table.c.b).order_by(table.c.a)).fetchall()[1][0] == [2]
