"""How to install what a machine lacks, by the words of its own system; native libraries that are not there."""

from __future__ import annotations

import errno
import re
import sys
from pathlib import Path

from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.values import dataclass

_CANNOT_LOAD = re.compile(r"cannot load library '([^']+)'")
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


@dataclass(frozen=True)
class Package:
    """What a library or tool is called by Debian's apt, by Homebrew and by MSYS2."""

    apt: str
    brew: str
    msys: str

    @property
    def command(self) -> str:
        """The command that installs it on this system."""
        if sys.platform == "win32":
            return f"pacman -S mingw-w64-ucrt-x86_64-{self.msys} (trong MSYS2)"
        if sys.platform == "darwin":
            return f"brew install {self.brew}"
        return f"sudo apt-get install {self.apt}"


PANGO = Package("libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 libfontconfig1", "pango", "pango")


def missing_native(error: OSError) -> Diagnostic | None:
    """The finding behind an OSError that has nothing to do with the data: a library missing, a disk full."""
    if match := _CANNOT_LOAD.search(str(error)):
        return diagnose("S202", library=match[1], purpose="dàn trang", command=PANGO.command)
    if error.errno in _FULL:
        from yearbook.storage import write_problem

        return write_problem(error, Path(error.filename or ".")).diagnostic
    return None
