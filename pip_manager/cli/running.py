"""Run one command: every failure becomes a sentence and an exit code."""

from __future__ import annotations

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from typer.exceptions import TyperException

from pip_manager.cli.app import app
from pip_manager.cli.printing import say
from pip_manager.errors import PipManagerError

if TYPE_CHECKING:
    from collections.abc import Sequence

_REFUSED = 1
_STOPPED = 130


def run(words: Sequence[str]) -> int:
    """Do what the words say and return the exit code; never raise."""
    _speak_utf8()
    try:
        command = typer.main.get_command(app)
        ended = command.main(
            list(words), prog_name="pip-manager", standalone_mode=False
        )
    except SystemExit as closed:  # who read the output has gone
        return closed.code if isinstance(closed.code, int) else _REFUSED
    except TyperException as error:
        return _mistyped(error)
    except PipManagerError as error:
        say(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        ended = _STOPPED
    except Exception as error:  # noqa: BLE001 - no command ends in a traceback
        return _defect(error)
    if ended == _STOPPED:  # also what Typer makes of Ctrl+C
        say("Stopped. What was not finished was not done.")
    return ended if isinstance(ended, int) else 0


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _mistyped(error: TyperException) -> int:
    """Say what was mistyped, then in one sentence where help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "pip-manager"
    told = error.format_message().strip()
    told = told if told.endswith("?") else f"{told.rstrip('.')}."
    gap = "\n" if "\n" in told else " "  # no words at all: told is the whole help
    say(f"{told}{gap}See {command} --help.")
    return error.exit_code


def _defect(error: Exception) -> int:
    kept = _log(error)
    where = f" What happened is written in {kept}." if kept else ""
    say(f"The program made a mistake, and nothing was changed by it.{where}")
    return _REFUSED


def _log(error: Exception) -> Path | None:
    """Keep where a defect arose, never its words: those may quote a record."""
    import platformdirs

    folder = platformdirs.user_log_path("pip-manager", appauthor=False)
    file = folder / "command.log"
    steps = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{Path(s.filename).name}:{s.lineno}" for s in reversed(steps))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as log:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            log.write(f"{now} {type(error).__name__} at {places}\n")
    except OSError:
        return None
    return file
