"""Engines other than DuckDB: the same models, built and published elsewhere."""
