"""What the words mean: the doc blocks of the models, and the same in Japanese."""

import re
from pathlib import Path

from markdown_it import MarkdownIt

from nrr.contract import PROJECT
from nrr.report.texts import read_texts

BLOCK = re.compile(r"{% docs (\w+) %}\n(.*?){% enddocs %}", re.DOTALL)
JAPANESE = Path(__file__).parent / "words" / "definitions.ja.yml"


def definitions(language: str) -> dict[str, str]:
    """{doc block: HTML} of the terms the report explains, in its order."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    japanese = read_texts(JAPANESE)
    blocks = japanese if language == "ja" else doc_blocks()
    return {name: markdown.render(blocks[name]) for name in japanese}


def doc_blocks() -> dict[str, str]:
    """{name: Markdown} of every doc block of the models."""
    blocks: dict[str, str] = {}
    for path in sorted((PROJECT / "models").rglob("*__docs.md")):
        blocks |= dict(BLOCK.findall(path.read_text(encoding="utf-8")))
    return blocks
