"""Models and tests are written in the SQL that engines share: those that run it in
tests, and those it is compiled for.

Whatever an engine says in words of its own stands in macros/, dispatched. So the
sources outside macros/ call no other functions, types and forms than these.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment
from sqlglot import TokenError, tokenize
from sqlglot.parser import Parser
from sqlglot.tokens import Token, TokenType

from conftest import PROJECT

FOLDERS = ("models", "tests/marts", "tests/staging", "tests/generic", "analyses")
# Called by name, and as types; answered alike by all of them.
SHARED = {
    "abs", "avg", "bigint", "cast", "coalesce", "count", "dense_rank", "exists", "exp",
    "extract", "floor", "greatest", "lag", "lead", "least", "ln", "lower", "max",
    "min", "mod", "nullif", "replace", "round", "row_number", "sqrt", "substr", "sum",
    "upper", "var_samp",
}  # fmt: skip
TYPES = {"date", "timestamp", "bigint", "integer", "boolean"}
# They stand before a bracket without being called.
WORDS = {
    "and", "as", "by", "else", "from", "group", "in", "join", "not", "on", "or", "over",
    "partition", "select", "then", "union", "all", "when", "where", "with",
}  # fmt: skip
FORMS = {
    TokenType.DCOLON: "x::type",
    TokenType.DIV: "x // y",
    TokenType.DSTAR: "x ** y",
    TokenType.TILDE: "x ~ y",
    TokenType.RLIKE: "x ~ y",
    TokenType.L_BRACKET: "[x]",
    TokenType.QUALIFY: "qualify",
    TokenType.WINDOW: "window x as (...): set it once, say over ({{ x }})",
    TokenType.ILIKE: "ilike",
    TokenType.PIVOT: "pivot",
    TokenType.ARROW: "->",
    TokenType.ASOF: "asof join",
}
PLACEHOLDER = "jinja_value"
LEXER = Environment(extensions=["jinja2.ext.do"])


def sources() -> list[Path]:
    """Every file of SQL outside macros/."""
    found = [p for name in FOLDERS for p in (PROJECT / name).rglob("*.sql")]
    assert len(found) > 50
    return sorted(found)


def pieces(source: str) -> Iterator[str]:
    """The SQL of a source with values in place of Jinja, and the texts in it."""
    sql = []
    for _, kind, value in LEXER.lex(source):
        if kind == "data":
            sql.append(value)
        elif kind == "variable_begin":
            sql.append(PLACEHOLDER)
        elif kind == "string":
            yield value[1:-1]
    yield "".join(sql)


def foreign(source: str) -> set[str]:
    """What in a source not every engine understands."""
    found = set()
    for piece in pieces(source):
        try:
            tokens = tokenize(piece, dialect="duckdb")
        except TokenError:
            continue  # words, not SQL
        before = [Token(TokenType.L_PAREN, "("), *tokens]
        for one, token in zip(before, tokens, strict=False):
            found |= _wrong(one, token)
    return found


def _wrong(one: Token, token: Token) -> set[str]:
    """What is wrong with a token after the one before it."""
    name, last = token.text.lower(), one.text.lower()
    if token.token_type in FORMS:
        return {FORMS[token.token_type]}
    if last == "*" and name in ("exclude", "except", "replace", "rename"):
        return {f"* {name}"}
    if last == "union" and name not in ("all", "distinct"):
        return {"union without all: union_distinct()"}
    if name == "all" and last.endswith(" by"):
        return {f"{last} all"}
    if name == "from" and last in ("(", "all", "union"):
        return {"from without select"}
    if last == "as" and token.token_type in Parser.TYPE_TOKENS - {TokenType.VAR}:
        return set() if name in TYPES else {f"as {name}"}
    if name == "(" and one.token_type not in (TokenType.L_PAREN, TokenType.STRING):
        is_word = last.replace("_", "").isalpha() and not last.startswith(PLACEHOLDER)
        if is_word and last not in SHARED | WORDS:
            return {f"{last}()"}
    return set()


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.stem)
def test_sources_speak_what_engines_share(path: Path) -> None:
    wrong = foreign(path.read_text(encoding="utf-8"))
    assert wrong == set(), f"put it into macros/dialect.sql: {', '.join(sorted(wrong))}"


@pytest.mark.parametrize(
    "statement",
    [
        "select try_cast(a as date) from t",
        "select a::integer from t",
        "select a // 2 from t",
        "select a ** 2 from t",
        "select a from t qualify row_number() over (order by a) = 1",
        "select * exclude (a) from t",
        "select * replace (1 as a) from t",
        "select a, sum(b) from t group by all",
        "from t",
        "select * from (from t)",
        "select list(a) from t",
        "select a, list(b) from t group by a",
        "select [a, b] from t",
        "select arg_max(a, b) from t",
        "select strftime(a, '%Y') from t",
        "select cast(a as hugeint) from t",
        "select cast(a as varchar) from t",
        "select cast(a as decimal(18, 4)) from t",
        "select a from t union select b from t",
        "select percentile_cont(0.5) within group (order by a) from t",
        "select split_part(a, ' ', 1) from t",
        "select a from t where a ~ 'b'",
        "select a from t where a ilike 'b'",
        "select {{ ratio('list(a)', 'b') }} from t",
        "select concat(a, b) from t",
        "select sum(a) over w from t window w as (order by b)",
        "select sum(a) filter (where b) from t",
    ],
)
def test_what_is_not_shared_is_seen(statement: str) -> None:
    assert foreign(statement)
