"""What the user sees; the only room that knows Qt."""

# PySide puts its own import in the place of Python's, for `__feature__` and star
# imports, which this house does not use. It reads the source of every module that is
# imported afterwards, looking for the word PySide6: a third of the time to first rows.
import builtins

_import = builtins.__import__
import PySide6  # noqa: E402, F401 - what puts it there

builtins.__import__ = _import
