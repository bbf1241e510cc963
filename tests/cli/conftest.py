from __future__ import annotations

import json

import pytest

from pip_manager.cli import main


@pytest.fixture
def filled(capsys, store_url, tmp_path, monkeypatch):
    """Return a function that fills a new store with files; it gives one to speak to it.

    The second takes words and the code they must end with, and returns what is printed
    (read already where it is JSON) and what is said beside it.
    """
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "own"))

    def said(*words, code=0):
        told = main(["--store", store_url, *words])
        out, err = capsys.readouterr()
        assert told == code, err
        assert "Traceback" not in err
        return (json.loads(out) if "json" in words and out else out), err

    def fill(files):
        folder = tmp_path / "in"
        folder.mkdir()
        for name, text in files.items():
            (folder / f"{name}.csv").write_text(text)
        said("new")
        said("import", str(folder))
        return said

    return fill
