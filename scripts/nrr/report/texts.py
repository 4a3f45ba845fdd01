"""What the report says, read from words/."""

import re
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "words"
LANGUAGES = ("ja", "en")
# A line break of the file is no space between Japanese letters.
WRAPPED = re.compile(r"([\u3000-\u9fff\uff00-\uffef])\n +(?=[\u3000-\u9fff（])")


def texts(language: str) -> dict[str, Any]:
    """{key: text, or {one, other}} of a language, keys joined by points."""
    return _flat(read_texts(FOLDER / f"{language}.yml"))


def read_texts(path: Path) -> dict[str, Any]:
    """A file of texts, as a tree."""
    text = path.read_text(encoding="utf-8")
    return yaml.safe_load(WRAPPED.sub(r"\1", text))


def _flat(tree: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in tree.items():
        if isinstance(value, dict) and not value.keys() <= {"one", "other"}:
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = value
    return flat
