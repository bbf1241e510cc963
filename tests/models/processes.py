"""Start the workers of these tests, and read what they say."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def started(*words):
    """Start one worker; it is killed where it still runs at the end."""
    command = [sys.executable, "-m", "tests.models.workers", *map(str, words)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process):
    """Wait for a worker to end well and return its lines."""
    out, complaint = process.communicate(timeout=120)
    assert process.returncode == 0, complaint
    return out.split()


def killed(process):
    """Kill a worker at once (SIGKILL) and return the lines it had finished."""
    process.kill()
    process.wait()
    out = process.stdout.read()
    return [line for line in out.splitlines(keepends=True) if line.endswith("\n")]
