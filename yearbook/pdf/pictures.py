"""The pictures of a document, which each impression has in its own way: dots and colours differ, places do not.

To the layout a picture is as large as the place that it is made for; drawn is the file of the impression, as if the
pages had been laid out with it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PIL import Image
from weasyprint.images import RasterImage

from yearbook.pdf.engine import SCHEME
from yearbook.pdf.runs import Press

PER_MM = 96 / 25.4  # CSS pixels
_ADDRESS = f"{SCHEME}image/"


class Pictures(dict[str, Any]):
    """WeasyPrint's cache of pictures by address (private: the version is pinned). It has them load from the files of
    the first impression."""

    def __init__(self, press: Press) -> None:
        super().__init__()
        self._press = press
        self._sent: list[dict[str, dict[str, Any]]] = [{} for _ in press.impressions]  # by address: as it is drawn
        self._laid: dict[str, dict[str, Any]] = {}  # as it is laid out

    def __setitem__(self, address: str, image: Any) -> None:
        super().__setitem__(address, image)
        if not isinstance(image, RasterImage):
            return  # a drawing; bytes
        self._sent[0][address] = vars(image).copy()
        size = self._press.sizes.get(address.removeprefix(_ADDRESS))
        if size:
            image.width, image.height = (side * PER_MM for side in size)
            image.ratio = image.width / image.height
        self._laid[address] = vars(image).copy()

    @property
    def names(self) -> dict[str, str]:
        """WeasyPrint's id of a picture → its name."""
        return {self[address].id: address.removeprefix(_ADDRESS) for address in self._laid}

    @contextmanager
    def printed(self, number: int) -> Iterator[None]:
        """Meanwhile each is that of an impression of the press."""
        for address in self._laid:
            vars(self[address]).update(self._sent_for(address, number))
        try:
            yield
        finally:
            for address, values in self._laid.items():
                vars(self[address]).update(values)

    def _sent_for(self, address: str, number: int) -> dict[str, Any]:
        sent = self._sent[number]
        if address not in sent:
            data = self._press.impressions[number].images[address.removeprefix(_ADDRESS)].read_bytes()
            sent[address] = vars(RasterImage(Image.open(io.BytesIO(data)), self[address].id, data))
        return sent[address]
