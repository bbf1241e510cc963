"""Bundled files are found, and their absence is said."""

import csv

import pytest

from pip_manager import assets


def test_a_bundled_table_is_read_once_with_its_header_as_keys():
    rows = assets.table("reference", "authorities.csv")
    assert rows is assets.table("reference", "authorities.csv")
    with assets.path("reference", "authorities.csv").open(encoding="utf-8") as file:
        assert list(rows[0]) == next(csv.reader(file))


def test_an_installation_without_its_files_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(assets, "_HERE", tmp_path / "pip_manager")
    assets.root.cache_clear()
    with pytest.raises(FileNotFoundError, match="bundled resources"):
        assets.root()
    monkeypatch.undo()
    assets.root.cache_clear()
    assert (assets.root() / "fonts").is_dir()
