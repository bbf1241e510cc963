"""The door of the checkout: ready what is missing, then do one thing.

    python3 dev.py run [words]       the program from this checkout
    python3 dev.py test [words]      the tests (--slow: all of them; or pytest's own)
    python3 dev.py check             the gate: format, lint, imports, types, tests
                                     with coverage (--no-tests: all but the last)
    python3 dev.py bench [words]     the speed measurements
    python3 dev.py gallery [words]   a picture of every screen and page
    python3 dev.py lock [words]      requirements.lock again, from pyproject.toml
    python3 dev.py wheel             a wheel in dist/, proved in a place of its own

On Windows say `py dev.py`. Standard library only; what it does is said on standard
error. The environment is kept in .venv; the tests are lent a PostgreSQL server of
their own, gone when they end.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PROGRAMS = "Scripts" if os.name == "nt" else "bin"
PYTHON = VENV / PROGRAMS / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "requirements.sha256"

ON_LINUX = sys.platform.startswith("linux")
IS_ROOT = os.name == "posix" and os.geteuid() == 0
HAS_SCREEN = not ON_LINUX or bool({"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ))

# What Qt's own wheel leaves to the system: the library, and Debian's package of it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

TEST_POSTGRES = "PIP_MANAGER_TEST_POSTGRES"
GATE = (
    "ruff format --check --quiet .",
    "ruff check --quiet .",
    "lint-imports --no-logo",
    "mypy",
)
WITH_COVERAGE = ["--cov", "--cov-report="]
# Rules are tested whole; pages and XML are also looked at and validated.
WHOLE = "--include=pip_manager/domain/*,pip_manager/billing/*"
NOT_WHOLE = "--omit=pip_manager/billing/*page*"


def main(words: list[str]) -> int:
    """Do what the first word says with the others; return the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - for whoever starts an older one
        have = sys.version.split()[0]
        sys.exit(f"PIP Manager needs Python 3.11 or newer, and this is {have}.")
    if not words or words[0] not in VERBS:
        say((__doc__ or "").strip())
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        ready_environment()
        ready_libraries()
        return VERBS[words[0]](words[1:])
    except subprocess.CalledProcessError as error:
        said = (error.stdout or b"").decode(errors="replace")
        say(f"{said}This failed: {' '.join(error.cmd)}")
        return 1
    except KeyboardInterrupt:
        return 130


def say(line: str) -> None:
    """Tell the person at the keyboard, not whoever reads standard output."""
    print(line, file=sys.stderr, flush=True)


# What may be missing


def ready_environment() -> None:
    """Make .venv, or bring it up to requirements.lock; nothing where it is."""
    locked = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    kept = STAMP.read_text() if STAMP.is_file() and PYTHON.exists() else None
    if kept == locked:
        return
    if kept is None:
        say("Making the environment in .venv")
        make_venv(VENV)
    say("Installing the locked packages into it; this takes a minute or two")
    pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check"]
    call(*pip, "--require-hashes", "-r", LOCK, quiet=True)
    STAMP.write_text(locked)


def make_venv(folder: Path, *options: str) -> None:
    """Make a virtual environment; Debian keeps a part of venv in a package apart."""
    if importlib.util.find_spec("ensurepip") is None:
        install("python3-venv")
    call(sys.executable, "-m", "venv", "--clear", *options, folder)


def ready_libraries() -> None:
    """Install the system libraries Qt needs here, or say which they are."""
    if ON_LINUX:
        needed = QT_LIBRARIES | (SCREEN_LIBRARIES if HAS_SCREEN else {})
        install(*(package for library, package in needed.items() if lacks(library)))


def lacks(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return True
    return False


def install(*packages: str) -> None:
    """Install Debian packages as root; anyone else is told the one line to type."""
    if not packages:
        return
    if shutil.which("apt-get") is None:
        sys.exit(f"Please install these, then try again: {' '.join(packages)}")
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not IS_ROOT:
        sys.exit(f"Please type this, then try again:\n  sudo {' '.join(command)}")
    say(f"Installing {' '.join(packages)}")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    call("apt-get", "update", quiet=True)
    call(*command, quiet=True)


# The tests' own PostgreSQL


@contextmanager
def postgres() -> Generator[dict[str, str]]:
    """Borrow a server; yield the variable that tells the tests where it is.

    Yield nothing where one is lent already or there is no PostgreSQL to be had:
    the tests that want one then say that they are skipped.
    """
    programs = None if TEST_POSTGRES in os.environ else postgres_programs()
    if programs is None:
        yield {}
        return
    say("Starting PostgreSQL for the tests")
    with subprocess.Popen(
        [sys.executable, ROOT / "tests" / "support" / "postgres.py", programs],
        stdin=subprocess.PIPE,  # the server goes when this closes, however we end
        stdout=subprocess.PIPE,
        start_new_session=True,  # out of reach of Ctrl+C
    ) as lender:
        url = next(iter(lender.stdout or ()), b"").decode().strip()
        if not url:
            sys.exit("PostgreSQL for the tests did not start.")
        yield {TEST_POSTGRES: url}


def postgres_programs() -> Path | None:
    """Return the folder of initdb and its like; as root on Debian, install them."""
    found = installed_postgres()
    if found is None and IS_ROOT and shutil.which("apt-get"):
        install("postgresql")
        found = installed_postgres()
    if found is None:
        say("No PostgreSQL here: the tests that want one are skipped.")
    return found


def installed_postgres() -> Path | None:
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(debian, key=lambda path: float(path.parts[-3]), default=None)
    found = newest or shutil.which("initdb")
    return Path(found).parent if found else None


# The verbs


def run(words: list[str]) -> int:
    """Become the program, in the folder we were called from."""
    extra = {"PYTHONPATH": str(ROOT)}
    if not HAS_SCREEN and "QT_QPA_PLATFORM" not in os.environ:
        extra["QT_QPA_PLATFORM"] = "offscreen"
        if not words:
            say("There is no screen here: the window is drawn, but nobody sees it.")
    command = [str(PYTHON), "-m", "pip_manager", *words]
    if os.name == "posix":
        os.execve(PYTHON, command, environment(extra))
    return subprocess.call(command, env=environment(extra))


def test(words: list[str]) -> int:
    if not set(words) - {"--slow", *WITH_COVERAGE}:
        words = [*words, "-n", "2", "--dist", "worksteal"]
    with postgres() as lent:
        return tool("pytest", *words, extra=lent)


def check(words: list[str]) -> int:
    """Run the gate, and stop at the first thing that fails."""
    for step in GATE:
        say(step)
        if code := tool(*step.split()):
            return code
    if "--no-tests" in words:
        return 0
    return test([*WITH_COVERAGE, *words]) or coverage()


def coverage() -> int:
    return tool("coverage", "report", "--fail-under=90") or tool(
        "coverage", "report", WHOLE, NOT_WHOLE, "--fail-under=100"
    )


def bench(words: list[str]) -> int:
    return tool("python", "-m", "tests.bench", *words, extra=unseen())


def gallery(words: list[str]) -> int:
    return tool("python", "-m", "tests.gallery", *words, extra=unseen())


def unseen() -> dict[str, str]:
    """Return what lets Qt draw where there is no screen."""
    return {} if HAS_SCREEN else {"QT_QPA_PLATFORM": "offscreen"}


def lock(words: list[str]) -> int:
    """Resolve anew what has changed; `--upgrade` takes newer versions of all."""
    shape = ["--universal", "--generate-hashes", "--python-version", "3.11"]
    plain = ["--no-emit-index-url", "--no-emit-find-links", "--quiet"]
    header = ["--custom-compile-command", "python3 dev.py lock"]
    wanted = ["--group", "dev", "pyproject.toml", "-o", LOCK.name]
    return tool("uv", "pip", "compile", *shape, *plain, *header, *wanted, *words)


def wheel(_words: list[str]) -> int:
    """Build the wheel, and use it where the checkout cannot help it."""
    shutil.rmtree(ROOT / "dist", ignore_errors=True)
    if code := tool("hatchling", "build", "--target", "wheel"):
        return code
    (built,) = (ROOT / "dist").glob("*.whl")
    with tempfile.TemporaryDirectory(prefix="pip-manager-wheel-") as name:
        prove(built, Path(name))
    say(f"{built.relative_to(ROOT)} is built; it installs, and makes a store.")
    return 0


def prove(built: Path, folder: Path) -> None:
    """Install `built` into a new environment that borrows .venv's packages."""
    make_venv(folder / "venv", "--without-pip")
    python = folder / "venv" / PROGRAMS / PYTHON.name
    pip = [PYTHON, "-m", "pip", "--python", python, "install", "--quiet"]
    call(*pip, "--no-deps", "--no-index", built)
    (packages(python) / "borrowed.pth").write_text(str(packages(PYTHON)))
    program = folder / "venv" / PROGRAMS / "pip-manager"
    for words in (["--help"], ["--store", "proof", "new", "--with", "starting-data"]):
        call(program, *words, cwd=folder, quiet=True)


def packages(python: Path) -> Path:
    """Return the folder where that Python keeps its packages."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    said = subprocess.run([python, "-c", ask], check=True, capture_output=True)
    return Path(said.stdout.decode().strip())


def call(*command: object, cwd: Path | None = None, quiet: bool = False) -> None:
    """Run a program to its end; what a `quiet` one prints is shown if it fails.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    subprocess.run(
        [str(word) for word in command],
        check=True,
        cwd=cwd,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
    )


def tool(name: str, *words: str, extra: Mapping[str, str] | None = None) -> int:
    """Run a program of .venv at the root of the checkout; return its exit code."""
    command = [str(VENV / PROGRAMS / name), *words]
    with subprocess.Popen(command, cwd=ROOT, env=environment(extra or {})) as child:
        try:
            return child.wait()
        except KeyboardInterrupt:
            child.wait()  # it heard the same Ctrl+C and is tidying up
            raise
        except SystemExit:
            child.terminate()
            raise


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Return ours and `extra`, with compiled modules kept: the second start is fast."""
    return os.environ | extra | {"PYTHONDONTWRITEBYTECODE": ""}


VERBS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "gallery": gallery,
    "lock": lock,
    "wheel": wheel,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
