"""Landed rows arrive on PostgreSQL as they stand, whatever they hold."""

from contextlib import closing
from pathlib import Path

import duckdb
from postgres_server import settings
from test_postgres import Environment, connect

from nrr.contract import columns, raw_contract
from nrr.engines.postgres import Postgres

TEXTS = [
    None, "", "NULL", "\\N", "\\.", "x\n\\.\ny", 'a"b', "''", "a,b", "\t", "x\r\ny",
    " lead", "trail ", "é　😀", "\\t", "\x01\x7f",
]  # fmt: skip


def test_every_text_arrives(postgres_environment: Environment, tmp_path: Path) -> None:
    for table in raw_contract():
        names = [*columns(table), "source_file", "row_number"]
        kinds = [f"{name} varchar" for name in names[:-1]] + ["row_number bigint"]
        landed = tmp_path / f"{table}.parquet"
        with duckdb.connect() as connection:
            connection.execute(f"create table landed ({', '.join(kinds)})")
            connection.executemany(
                f"insert into landed values ({', '.join('?' * len(names))})",
                [
                    [*[text] * len(columns(table)), "a.csv", number]
                    for number, text in enumerate(TEXTS)
                ],
            )
            connection.execute(f"copy landed to '{landed}' (format parquet)")
    engine = Postgres(settings(postgres_environment, "load"), tmp_path)
    raw_schema = f"{engine.prepare()}_raw"
    engine.load(tmp_path, raw_schema)
    with closing(connect(postgres_environment)) as connection:
        cursor = connection.cursor()
        for table in raw_contract():
            first, *_ = columns(table)
            cursor.execute(
                f"select {first} from {raw_schema}.{table} order by row_number"
            )
            assert [text for (text,) in cursor.fetchall()] == TEXTS
