"""What WeasyPrint calls of Pango, read from its C declarations once, at set-up, and not by every process.

`weasyprint.text.ffi` has cffi parse them when it is imported, and again for the types that are used first: a tenth of a
second, and the loading of a C parser. cffi can write what it has parsed as a module (its «out-of-line ABI mode»); where
there is one for this very version (`get_ready`, which tools/setup.sh has done), that is taken. This leans on a private
part of WeasyPrint: its version is pinned, and the module is named by the bytes of its file.
"""

from __future__ import annotations

import hashlib
import importlib.util
import io
import os
import py_compile
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout, suppress
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

_NAME = "weasyprint.text.ffi"
_BEGIN, _END = "ffi.cdef('''", "''')"  # around the declarations


def get_ready() -> bool:
    """Write what cffi parses for this WeasyPrint. Out: whether it is there now. Raises OSError."""
    from cffi import FFI

    spec = importlib.util.find_spec("weasyprint")
    places = (spec.submodule_search_locations if spec else None) or ()
    source = next((Path(place) / "text" / "ffi.py" for place in places), None)
    if source is None or not source.is_file():
        return False
    target = _module(source)
    if not target.is_file():
        _, begin, rest = source.read_text("utf-8").partition(_BEGIN)
        declarations, end, _ = rest.partition(_END)
        if not (begin and end):
            return False
        parsed = FFI()
        parsed.cdef(declarations)
        parsed.set_source(target.stem, None)
        target.parent.mkdir(parents=True, exist_ok=True)
        written = target.with_suffix(f".{os.getpid()}.py")
        with redirect_stdout(io.StringIO()):  # says what it does
            parsed.emit_python_code(str(written))
        written.replace(target)
        py_compile.compile(str(target))
    return True


def _module(source: Path) -> Path:
    """Where it stands for these declarations, this cffi and this Python."""
    import _cffi_backend

    told = (source.read_bytes(), _cffi_backend.__version__, sys.version)
    return Path(sys.prefix) / "share" / "yearbook-pango" / f"pango_{hashlib.sha256(repr(told).encode()).hexdigest()}.py"


def _known(path: Path) -> Any:
    """The `ffi` of a module that was written. Raises ImportError, OSError, AttributeError, SyntaxError."""
    loader = SourceFileLoader("yearbook_pango", str(path))
    module = ModuleType(loader.name)
    loader.exec_module(module)
    return module.ffi


class _Parsed:
    """In place of `cffi.FFI()`: knows already what `cdef` would tell it."""

    def __init__(self, known: Any) -> None:
        self.known = known

    def cdef(self, _declarations: str) -> None: ...

    def __getattr__(self, name: str) -> Any:
        return getattr(self.known, name)


class _Loader(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        known = None
        with suppress(ImportError, OSError, AttributeError, SyntaxError):
            known = _known(_module(Path(self.path)))
        if known is None:
            super().exec_module(module)
            return
        stand_in = ModuleType("cffi")
        stand_in.FFI = lambda: _Parsed(known)  # type: ignore[attr-defined]
        before = sys.modules.get("cffi")
        sys.modules["cffi"] = stand_in
        try:
            super().exec_module(module)
        finally:
            del sys.modules["cffi"]
            if before is not None:
                sys.modules["cffi"] = before
        module.ffi = known  # type: ignore[attr-defined]


class Finder(MetaPathFinder):
    """Has that one module loaded so."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name != _NAME:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec and spec.origin and isinstance(spec.loader, SourceFileLoader):
            spec.loader = _Loader(name, spec.origin)
        return spec
