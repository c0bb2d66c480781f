"""The zip of an EPUB (EPUB 3.3 §4.2): the same bytes on every machine and every day."""

from __future__ import annotations

import zipfile
from typing import Any

EPOCH = (1980, 1, 1, 0, 0, 0)
STORED = (".jpg", ".png", ".ttf")  # compressed already, or (fonts) best left for readers that map the file


class FixedZip(zipfile.ZipFile):
    """A zip whose entries carry no time, no owner and no system of the machine that wrote them."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        name = str(zinfo_or_arcname)
        entry = zipfile.ZipInfo(name, EPOCH)
        entry.create_system = 3
        entry.external_attr = 0o100644 << 16
        stored = name == "mimetype" or name.endswith(STORED)
        entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        super().writestr(entry, data, compresslevel=None if stored else 9)
