"""Lend a PostgreSQL server: started, named on standard output, gone with its borrower.

    python3 tests/support/postgres.py FOLDER_OF_INITDB

The server stays until standard input ends, which it does however the borrower ends.
Standard library only: `dev.py` starts it with any Python.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

IS_ROOT = os.name == "posix" and os.geteuid() == 0
# It lives for one run of the tests, so nothing need survive a power cut.
SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
fsync = off
full_page_writes = off
synchronous_commit = off
"""


def main(programs: Path) -> None:
    """Run a server of those `programs` until nobody holds our standard input."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="pip-manager-postgres-") as name:
        folder = Path(name)
        make(folder, programs / "initdb", port)
        pg_ctl = (programs / "pg_ctl", "-D", folder / "data", "-l", folder / "log")
        call(*pg_ctl, "start", "-w", "-s")
        try:
            print(f"postgresql://postgres@127.0.0.1:{port}/postgres", flush=True)
            sys.stdin.read()
        finally:
            call(*pg_ctl, "stop", "-m", "immediate", "-s")


def make(folder: Path, initdb: Path, port: int) -> None:
    """Make an empty database cluster in `folder`/data."""
    if IS_ROOT:
        shutil.chown(folder, "postgres")
    trusting = ("-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
    call(initdb, "-D", folder / "data", *trusting, *british(initdb))
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.write(SETTINGS.format(port=port))


def british(initdb: Path) -> tuple[str, ...]:
    """Sort as the user's server would, so that no test leans on the order of bytes."""
    usage = subprocess.run([initdb, "--help"], check=True, capture_output=True)
    if b"--icu-locale" not in usage.stdout:
        return ()
    return ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-GB")


def call(*command: Path | str) -> None:
    """Run a program that refuses to be root."""
    owner = "postgres" if IS_ROOT else None
    subprocess.run(
        command,
        check=True,
        user=owner,
        group=owner,
        extra_groups=[] if IS_ROOT else None,
        cwd=tempfile.gettempdir(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
