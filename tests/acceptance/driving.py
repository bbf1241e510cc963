"""The command line as a checker drives it: words in, code, JSON and sentences out."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pip_manager.cli import main

PROGRAM = (sys.executable, "-m", "pip_manager")
ROOT = Path(__file__).parents[2]
JSON = ("--format", "json")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one command said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The JSON lines on standard output."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def sentence(self) -> str:
        """The last line on standard error."""
        return self.err.strip().splitlines()[-1] if self.err.strip() else ""


@dataclass(frozen=True, slots=True)
class Program:
    """The program and one store."""

    store: Path

    def say(self, *words: object, code: int = 0) -> Answer:
        """Run one command in this process; its exit code must be `code`."""
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            told = main(["--store", str(self.store), *map(str, words)])
        answer = Answer(told, out.getvalue(), err.getvalue())
        assert "Traceback" not in answer.err
        assert answer.code == code, (words, answer)
        if code:
            assert answer.sentence, words
        return answer

    def ask(self, *words: object, code: int = 0) -> Any:
        """Run one command and return the JSON it printed: what is empty is null."""
        told = self.say(*words, *JSON, code=code)
        assert '""' not in told.out.replace(r"\"", ""), told.out
        return told.json

    def started(self, *words: object, **more: str) -> subprocess.Popen[str]:
        """Start one command as a process of its own."""
        return subprocess.Popen(
            [*PROGRAM, "--store", str(self.store), *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=os.environ | {"PYTHONPATH": str(ROOT)} | more,
        )

    def run(self, *words: object, **more: str) -> Answer:
        """Run one command as a process of its own, to its end."""
        process = self.started(*words, **more)
        out, err = process.communicate(timeout=60)
        return Answer(process.returncode, out, err)
