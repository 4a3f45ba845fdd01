"""What sqlglot reads in a statement and BigQuery does not know."""

from collections.abc import Iterator

from sqlglot import exp, tokenize
from sqlglot.dialects.bigquery import BigQuery
from sqlglot.tokens import Token, TokenType

RESERVED = BigQuery.Generator.RESERVED_KEYWORDS
TYPES = {
    "bigdecimal", "bigint", "bignumeric", "bool", "boolean", "date", "datetime",
    "decimal", "float64", "int64", "integer", "numeric", "string", "timestamp",
}  # fmt: skip
# Those of BigQuery that are used, and what stands before a bracket uncalled.
FUNCTIONS = {
    "abs", "array_agg", "avg", "cast", "coalesce", "count", "datetime_add",
    "datetime_diff", "dense_rank", "div", "exp", "extract", "filter", "floor",
    "greatest", "lag", "lead", "least", "ln", "lower", "max", "min", "mod", "nullif",
    "regexp_contains", "regexp_replace", "replace", "round", "row_number", "rtrim",
    "safe_cast", "safe_offset", "split", "sqrt", "struct", "substr", "sum",
    "timestamp_trunc", "to_json_string", "translate", "trim", "upper", "var_samp",
    *RESERVED,
}  # fmt: skip
INT64 = 2**63 - 1


def refused_words(sql: str) -> set[str]:
    """Words and texts that BigQuery has not, or not so."""
    tokens = tokenize(sql, dialect="bigquery")
    neighbours = zip(tokens, tokens[1:], tokens[2:], strict=False)
    return {wrong for three in neighbours for wrong in _wrong(sql, *three)} | set(
        _wrong_types(tokens)
    )


def _wrong(sql: str, one: Token, token: Token, after: Token) -> Iterator[str]:
    last, name = one.text.lower(), token.text.lower()
    if token.token_type == TokenType.DCOLON:
        yield "x::type"
    if last == "within" and name == "group":
        yield "within group"
    if token.token_type == TokenType.STRING and "\n" in sql[token.start : token.end]:
        yield "a text over several lines"
    if token.token_type == TokenType.NUMBER and name.isdigit() and int(name) > INT64:
        yield "a whole number beyond INT64"
    is_called = after.token_type == TokenType.L_PAREN and name.isidentifier()
    if is_called and name not in FUNCTIONS:
        yield f"{name}()"


def _wrong_types(tokens: list[Token]) -> Iterator[str]:
    """What casts name and BigQuery's do not."""
    called = [""]
    for number, token in enumerate(tokens):
        if token.token_type == TokenType.L_PAREN:
            called.append(tokens[number - 1].text.lower())
        elif token.token_type == TokenType.R_PAREN:
            called.pop()
        elif token.text.lower() == "as" and called[-1] in ("cast", "safe_cast"):
            if tokens[number + 1].text.lower() not in TYPES:
                yield f"as {tokens[number + 1].text.lower()}"
            if tokens[number + 2].token_type != TokenType.R_PAREN:
                yield "a type with a precision"


def refused_forms(tree: exp.Expression) -> set[str]:
    """Names that are BigQuery's own words, and joins it cannot do."""
    found = set()
    for name in tree.find_all(exp.Identifier):
        if not name.quoted and name.name.lower() in RESERVED:
            found.add(f"{name.name} as a name")
    for join in tree.find_all(exp.Join):
        if join.side and not _has_equality(join):
            found.add("an outer join without an equality")
    return found


def _has_equality(join: exp.Join) -> bool:
    """True where something of the joined rows equals something of the others."""
    on = join.args["on"]
    for part in on.flatten() if isinstance(on, exp.And) else [on]:
        if isinstance(part, exp.EQ):
            left, right = (
                {
                    column.table == join.alias_or_name
                    for column in side.find_all(exp.Column)
                }
                for side in (part.left, part.right)
            )
            if len(left) == len(right) == 1 and left != right:
                return True
    return False
