"""Where a store should not stand: folders that other programs carry about."""

from __future__ import annotations

import re

_CARRIED = {
    "OneDrive": r"onedrive",
    "SharePoint": r"sharepoint",
    "Dropbox": r"dropbox",
    "Google Drive": r"google ?drive|my drive",
    "iCloud": r"icloud|com~apple~clouddocs|mobile documents",
    "Box": r"box( sync)?",
    "Nextcloud": r"nextcloud",
}
_PARTS = re.compile(r"[\\/]+")


def warning(location: str) -> str:
    """Say what threatens a store at a place; empty where nothing is known to."""
    if location.startswith(("\\\\", "//")):
        return (
            "This is a network folder. Two people who open the file there can damage"
            " it. Choose a folder of this computer, or a team store on a server."
        )
    for name, pattern in _CARRIED.items():
        if any(_is_of(pattern, part) for part in _PARTS.split(location)[:-1]):
            return (
                f"This folder is copied about by {name}, which can tear the file or"
                " leave two of it. Choose a folder that stays on this computer."
            )
    return ""


def _is_of(pattern: str, part: str) -> bool:
    """Tell whether a folder is of a service: its name, or that with an account."""
    return re.fullmatch(rf"({pattern})( ?[-–(].*)?", part.casefold()) is not None
