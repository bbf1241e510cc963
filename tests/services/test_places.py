from __future__ import annotations

import pytest

from pip_manager.services.places import warning


@pytest.mark.parametrize(
    ("location", "says"),
    [
        (r"C:\Users\ada\OneDrive - Leeds City Council\books.store", "OneDrive"),
        ("/Users/ada/Library/Mobile Documents/books.store", "iCloud"),
        ("/home/ada/Dropbox (Centre)/x/books.store", "Dropbox"),
        ("G:\\My Drive\\books.store", "Google Drive"),
        (r"\\server\share\books.store", "network folder"),
        ("//server/share/books.store", "network folder"),
    ],
)
def test_a_folder_that_is_copied_about_is_named(location, says):
    assert says in warning(location)


@pytest.mark.parametrize(
    "location",
    [
        "/home/ada/.local/share/pip-manager/pip-manager.store",
        r"C:\Users\ada\AppData\Local\pip-manager\pip-manager.store",
        "/home/ada/onedrive.store",
        "/home/ada/Boxes/books.store",
        "books.store",
        "",
    ],
)
def test_a_folder_of_ones_own_is_not_warned_of(location):
    assert warning(location) == ""
