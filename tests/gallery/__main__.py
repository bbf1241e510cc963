"""Draw every scene to ``build/gallery``: light and dark, with contact sheets.

python -m tests.gallery [--only WORD] [--text 150] [--mode light|dark]
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

    from tests.gallery.draw import main

    sys.exit(main(sys.argv[1:]))
