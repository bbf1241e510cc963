"""What the documents promise is there: links, pictures, commands, exit codes."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from PIL import Image

import dev
from pip_manager import cli, errors
from pip_manager.ui.kit.shortcuts import EVERYWHERE

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "user-guide.md"
README = ROOT / "README.md"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md")])
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.png"))
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE_ROW = re.compile(r"^\| (\d+) \|", re.MULTILINE)
PROSE = {".py", ".md", ".toml", ".csv", ".sql", ".json", ".txt", ".yml"}
# brackets keep these from finding themselves
MADE_WITH = re.compile(
    r"\b[A]I\b|\b[L]LMs?\b|\b[G]PT|[l]anguage model|[c]o-authored-by|[g]enerated by|"
    r"\b[a]gents?\b|[c]hatbot|\.\./[s]hared",
    re.IGNORECASE,
)


def links(document):
    """Return the links of a document that stay in this project."""
    found = LINK.findall(document.read_text("utf-8"))
    return [link for link in found if "://" not in link]


def anchors(document):
    """Return the names its headings have as places to link to."""
    text = document.read_text("utf-8")
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}


def command_lines(document):
    """Return the lines of its code blocks that begin with a program of ours."""
    blocks = BLOCK.findall(document.read_text("utf-8"))
    lines = [shlex.split(line, comments=True) for b in blocks for line in _lines(b)]
    return [words for words in lines if words]


def _lines(block):
    ours = ("pip-manager ", "python3 dev.py ")
    return [line for line in block.splitlines() if line.startswith(ours)]


def sources():
    """Return every file of ours that holds words; not what tools left about."""
    rooms = ("pip_manager", "tests", "docs", "resources", ".ci")
    inside = (path for room in rooms for path in (ROOT / room).rglob("*"))
    found = [*inside, *ROOT.glob("*.md"), ROOT / "dev.py", ROOT / "pyproject.toml"]
    return [path for path in found if path.suffix in PROSE and path.is_file()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_and_picture_of_a_document_leads_somewhere(document):
    for link in links(document):
        file, _, anchor = link.partition("#")
        target = document.parent / file if file else document
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.name)
def test_every_picture_is_shown_at_its_size_and_light_enough(picture):
    told = "".join(document.read_text("utf-8") for document in (README, GUIDE))
    assert f"pictures/{picture.name})" in told
    assert picture.stat().st_size <= 120_000
    with Image.open(picture) as opened:
        assert opened.size == (1280, 800)


def test_the_guide_has_a_picture_of_the_first_page_in_light_and_dark():
    assert {"today.png", "today-dark.png"} <= {picture.name for picture in PICTURES}


@pytest.mark.parametrize("document", [README, GUIDE], ids=lambda path: path.name)
def test_every_command_of_a_document_is_understood(document, capsys):
    said = command_lines(document)
    assert len(said) > 4
    for program, *words in said:
        if program == "python3":
            assert words[1] in dev.VERBS, words
        else:
            # help is printed only once every option before it is known
            assert cli.main([*words, "--help"]) == 0, words
            assert f"{program} {_command(words)}" in capsys.readouterr().out


def test_an_option_no_command_knows_is_not_understood():
    assert cli.main(["price", "--engagment", "ALD-01", "--help"]) == 2


def _command(words):
    """Return the command among the words, with its sub-command."""
    at = words.index("--store") + 2 if "--store" in words else 0
    named = words[at : at + 2] if words[at] == "invoice" else words[at : at + 1]
    return " ".join(named)


def test_the_guide_names_every_exit_code_and_no_other():
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    ours = [kind for kind in kinds if issubclass(kind, errors.PipManagerError)]
    codes = {0, *(kind.exit_code for kind in ours)}
    assert {int(code) for code in CODE_ROW.findall(GUIDE.read_text("utf-8"))} == codes


def test_the_guide_names_the_keys_that_work_everywhere():
    guide = GUIDE.read_text("utf-8")
    keys = [key for told, _ in EVERYWHERE for key in re.split(r", | or ", told)]
    assert [key for key in keys if key not in guide] == []


def test_no_file_says_how_it_was_made_or_names_a_place_of_this_machine():
    places = [f"{place}/" for place in (ROOT, Path.home()) if len(place.parts) > 1]
    told = []
    for path in sources():
        text = path.read_text("utf-8", errors="replace")
        told += [(path.name, found) for found in MADE_WITH.findall(text)]
        told += [(path.name, place) for place in places if place in text]
    assert told == []
