"""What is locked, what may be imported where, and what is in the wheel."""

from __future__ import annotations

import re
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

import pip_manager

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCK = (ROOT / "requirements.lock").read_text()
# what is said of a thing is not the thing: types, and a time zone database
NOT_IMPORTED_BY_RULES = {"typing-extensions", "tzdata"}


def name_of(requirement):
    """Return the package a requirement is of, spelt as the lock spells it."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


def dependencies():
    return {name_of(text) for text in PROJECT["project"]["dependencies"]}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    (path,) = WheelBuilder(str(ROOT)).build(directory=str(folder))
    with zipfile.ZipFile(path) as opened:
        yield opened


def test_every_dependency_is_locked_with_its_hash():
    pinned = re.findall(r"^([\w.-]+)==[^\n]*\\\n +--hash=sha256:", LOCK, re.MULTILINE)
    wanted = {name_of(text) for text in PROJECT["dependency-groups"]["dev"]}
    assert dependencies() | wanted <= set(pinned)
    assert len(pinned) == len(re.findall(r"^[\w.-]+==", LOCK, re.MULTILINE))


def test_the_lock_names_no_place_to_get_packages_from():
    assert not re.search(r"://|^\s*-[-if]?(index|find|extra)", LOCK, re.MULTILINE)


def test_rules_are_forbidden_every_dependency():
    (rules,) = (
        contract
        for contract in PROJECT["tool"]["importlinter"]["contracts"]
        if contract["name"] == "Rules use the standard library only"
    )
    imported = metadata.packages_distributions()
    of_package = {
        name_of(package): module
        for module, packages in imported.items()
        for package in packages
        if module in rules["forbidden_modules"]
    }
    assert dependencies() - set(of_package) == NOT_IMPORTED_BY_RULES


def test_the_wheel_holds_every_module_and_every_resource(wheel):
    packed = set(wheel.namelist())
    modules = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "pip_manager").rglob("*.py")
    }
    resources = {
        f"pip_manager/{path.relative_to(ROOT).as_posix()}"
        for path in (ROOT / "resources").rglob("*")
        if path.is_file()
    }
    assert modules | resources <= packed


def test_the_wheel_holds_nothing_else_of_the_checkout(wheel):
    top = {name.partition("/")[0] for name in wheel.namelist()}
    assert top == {"pip_manager", f"pip_manager-{pip_manager.__version__}.dist-info"}


def test_the_wheel_brings_the_command(wheel):
    (entry,) = (n for n in wheel.namelist() if n.endswith("entry_points.txt"))
    assert "pip-manager = pip_manager.__main__:main" in wheel.read(entry).decode()
