"""What the report says: the same in both languages, and nothing unsaid."""

import re
from pathlib import Path

import pytest

from conftest import PROJECT
from nrr.report.definitions import JAPANESE, definitions, doc_blocks
from nrr.report.page import HERE, SECTIONS
from nrr.report.texts import LANGUAGES, read_texts, texts

PLACE = re.compile(r"\{(\w+)\}")


def read(*patterns: str, root: Path = HERE) -> str:
    """All files of the patterns as one text."""
    paths = sorted(path for pattern in patterns for path in root.rglob(pattern))
    assert paths
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def test_both_languages_have_the_same_keys() -> None:
    japanese, english = map(texts, LANGUAGES)
    assert list(japanese) == list(english)


def test_both_languages_speak_of_the_same_figures() -> None:
    """But n, which Japanese needs where English says `one`."""
    japanese, english = map(texts, LANGUAGES)
    for key, text in english.items():
        forms = text.values() if isinstance(text, dict) else [text]
        other = japanese[key]
        said = other["other"] if isinstance(other, dict) else other
        for form in forms:
            assert set(PLACE.findall(form)) - {"n"} <= set(PLACE.findall(said)), key


def parts() -> set[str]:
    """The charts and tables of the page."""
    return set(re.findall(r'(?:chart|rows)\("([\w.]+)"', read("sections/*.html")))


def used_keys() -> set[str]:
    """Keys that scripts, charts and the page name as a whole."""
    named = {f"{part}.{end}" for part in parts() for end in ("title", "note")}
    named |= {f"{section}.heading" for section in SECTIONS}
    named |= set(re.findall(r"'(\w+\.[\w.]+)'", read("js/*.js")))
    named |= set(re.findall(r"t\((\w+\.[\w.]+)\)", read("charts/*.yml")))
    named |= set(re.findall(r'data-t="([\w.]+)"', read("*.html")))
    named |= set(re.findall(r'texts\["([\w.]+)"\]', read("page.html")))
    return named | {"title"}


def is_named(key: str, groups: set[str], words: str) -> bool:
    """True of a word for a value: the group is looked up, the value is there."""
    group, _, value = key.partition(".")
    return group in groups and re.search(rf"\b{re.escape(value)}\b", words) is not None


def test_every_text_is_used() -> None:
    scripts = read("js/*.js")
    groups = set(re.findall(r"(?:word\('|t\(`)(\w+)(?:'|\.\$)", scripts))
    words = scripts + read("*.sql", "*.md", "*.yml", root=PROJECT / "models")
    words += read("queries/**/*.sql", "cube_*.sql")
    words += read("dbt_project.yml", root=PROJECT)
    named = used_keys()
    unused = {
        key
        for key in texts("en")
        if key not in named and not is_named(key, groups, words)
    }
    assert unused == set()


def test_every_query_is_used() -> None:
    found = re.findall(
        r"rowsOf\('(\w+)', '(\w+)'\)|data\.tables\.(\w+)\.(\w+)", read("js/*.js")
    )
    used = {"/".join(filter(None, names)) for names in found}
    queries = {
        f"{path.parent.name}/{path.stem}" for path in HERE.glob("queries/*/*.sql")
    }
    assert used == queries


def test_every_key_named_is_a_text() -> None:
    prefixes = {key.partition(".")[0] for key in texts("en")}
    named = {key for key in used_keys() if key.partition(".")[0] in prefixes}
    named -= parts()
    assert named - set(texts("en")) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_definition_has_a_name(language: str) -> None:
    names = {key.partition(".")[2] for key in texts(language) if "definition." in key}
    assert names == set(definitions(language))


def test_japanese_defines_what_the_models_define() -> None:
    japanese = read_texts(JAPANESE)
    assert set(japanese) <= set(doc_blocks())


def test_definitions_are_words_not_code() -> None:
    for language in LANGUAGES:
        html = "".join(definitions(language).values())
        assert "{{" not in html and "<script" not in html
        assert "<table>" in html


@pytest.mark.parametrize(
    ("block", "group"),
    [
        *(("issue_code", "issue"), ("reason_code", "reason")),
        *(("next_step", "next_step"), ("nrr_policy", "policy")),
        *(("poc_status", "poc_status"), ("playbook_verdict", "verdict")),
        *(("playbook_outcome", "outcome"), ("reservation_outcome", "outcome")),
    ],
)
def test_every_value_of_the_marts_has_a_word(block: str, group: str) -> None:
    """The values are the first column of the table in the doc block."""
    _, *cells = re.findall(r"^\| ([^|]+) \|", doc_blocks()[block], re.MULTILINE)
    values = {value.strip() for cell in cells for value in cell.split(",")}
    assert values
    assert {f"{group}.{value}" for value in values} <= set(texts("en"))
