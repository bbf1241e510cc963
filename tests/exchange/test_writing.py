from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from pip_manager.errors import PipManagerError
from pip_manager.exchange.reading import read
from pip_manager.exchange.writing import write

FORMS = ("out", "out.zip", "out.xlsx")
COLUMNS = ("person", "name")


def people(*names):
    return ("people", COLUMNS, [(f"P{n}", name) for n, name in enumerate(names)])


def failing():
    yield ("P0", "First")
    raise RuntimeError


def names_in(folder):
    return sorted(file.name for file in folder.iterdir())


@pytest.mark.parametrize("form", FORMS)
def test_an_interrupted_export_leaves_nothing_behind(tmp_path, form):
    with pytest.raises(RuntimeError):
        write(tmp_path / form, [("people", COLUMNS, failing())])
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("form", FORMS)
def test_an_interrupted_replacement_leaves_the_old_export(tmp_path, form):
    write(tmp_path / form, [people("Old")])
    with pytest.raises(RuntimeError):
        write(tmp_path / form, [("people", COLUMNS, failing())], replace=True)
    assert names_in(tmp_path) == [form]
    assert read(tmp_path / form).sheets["people"].rows[0][1]["name"] == "Old"


@pytest.mark.parametrize("form", FORMS)
def test_what_is_there_is_kept_unless_told_otherwise(tmp_path, form):
    write(tmp_path / form, [people("Old")])
    with pytest.raises(PipManagerError, match="is there already"):
        write(tmp_path / form, [people("New")])
    write(tmp_path / form, [people("New")], replace=True)
    assert names_in(tmp_path) == [form]
    assert read(tmp_path / form).sheets["people"].rows[0][1]["name"] == "New"


def test_a_folder_of_other_things_is_never_replaced(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_text("years of work")
    with pytest.raises(PipManagerError, match="is there already"):
        write(tmp_path / "out", [people("A")], replace=True)
    assert names_in(tmp_path / "out") == ["thesis.docx"]


def test_an_empty_folder_may_be_filled(tmp_path):
    (tmp_path / "out").mkdir()
    write(tmp_path / "out", [people("A")])
    assert names_in(tmp_path / "out") == ["people.csv"]


def test_a_part_left_by_an_interrupted_export_is_cleared_away(tmp_path):
    (tmp_path / "out.part").mkdir()
    (tmp_path / "out.part" / "roles.csv").write_text("half")
    write(tmp_path / "out", [people("A")])
    assert names_in(tmp_path) == ["out"]
    assert names_in(tmp_path / "out") == ["people.csv"]


def test_a_folder_that_only_looks_like_a_leftover_stays(tmp_path):
    (tmp_path / "out.part").mkdir()
    (tmp_path / "out.part" / "notes.txt").write_text("mine")
    with pytest.raises(PipManagerError, match="is in the way"):
        write(tmp_path / "out", [people("A")])
    assert names_in(tmp_path) == ["out.part"]


def test_a_place_that_cannot_be_written_is_said_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(PipManagerError, match="cannot be written"):
        write(tmp_path / "file" / "out.zip", [people("A")])


WRITE_LIMITED = """
import resource, sys
from pathlib import Path
from pip_manager.errors import NoSpaceError
from pip_manager.exchange.writing import write
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
rows = [(f"P{n * 7919}", f"Name {n * 104729}") for n in range(20_000)]
try:
    write(Path(sys.argv[1]), [("people", ("person", "name"), rows)], replace=True)
except NoSpaceError as error:
    sys.exit(error.exit_code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file sizes cannot be limited")
@pytest.mark.parametrize("form", FORMS)
def test_where_there_is_no_space_the_old_export_stays(tmp_path, form):
    write(tmp_path / form, [people("Old")])
    command = [sys.executable, "-c", WRITE_LIMITED, str(tmp_path / form)]
    assert subprocess.run(command, check=False).returncode == 15
    assert names_in(tmp_path) == [form]
    assert read(tmp_path / form).sheets["people"].rows[0][1]["name"] == "Old"


def test_a_text_longer_than_a_cell_refuses_the_workbook(tmp_path):
    write(tmp_path / "fits.xlsx", [people("x" * 32_767)])
    with pytest.raises(PipManagerError, match=r"32,767 characters.*row 2 has 32,768"):
        write(tmp_path / "out.xlsx", [people("x" * 32_768)])
    assert names_in(tmp_path) == ["fits.xlsx"]


def test_what_is_no_hash_names_no_document(tmp_path):
    with pytest.raises(PipManagerError, match="is not the SHA-256"):
        write(tmp_path / "out", [people("A")], [("../" * 20 + "abcd", b"")])
    assert names_in(tmp_path) == []


def test_a_zip_holds_the_same_files_as_a_folder(tmp_path):
    documents = [("a" * 64, b"one")]
    write(tmp_path / "out", [people("=1", "b")], documents)
    write(tmp_path / "out.zip", [people("=1", "b")], documents)
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        for name in archive.namelist():
            assert archive.read(name) == (tmp_path / "out" / name).read_bytes()
        assert len(archive.namelist()) == 2
