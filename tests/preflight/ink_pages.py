"""Pages drawn at random, to hold the bound of total ink against what Ghostscript puts on the plates."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from typing import Any

import numpy as np
from pikepdf import Array, Dictionary, Name
from PIL import Image
from print_files import BLEED, HEIGHT, WIDTH, PrintFile, face, separation

Draw = Callable[[], bytes]


def composite(file: PrintFile) -> Dictionary:
    """The face of `file` with two bytes a letter, as WeasyPrint writes fonts: codes are glyphs."""
    widths = face()[1]
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/ABCDEF+SourceSerif4-Regular"),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0), CIDToGIDMap=Name.Identity,
        DW=500, W=Array([1, Array(widths)]), FontDescriptor=file.font.FontDescriptor,
    )  # fmt: skip
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/ABCDEF+SourceSerif4-Regular"),
        Encoding=Name("/Identity-H"), DescendantFonts=Array([file.pdf.make_indirect(inner)]),
    )  # fmt: skip


class Painter:
    """Draws pages of a file with one source of chance; `bold` pages also use what the bound cannot see through."""

    def __init__(self, file: PrintFile, chance: random.Random, *, bold: bool) -> None:
        self.file, self.chance, self.bold = file, chance, bold
        self.font = file.pdf.make_indirect(composite(file))
        self.numpy = np.random.default_rng(chance.randrange(2**32))

    def page(self, things: int) -> None:
        self.images: dict[str, Any] = {}
        self.forms: dict[str, Any] = {}
        content = b"".join(self.thing(1) for _ in range(things))
        page = self.file.page(content, **self.resources())
        if self.chance.random() < 0.3 and "/Group" in page:
            del page["/Group"]

    def resources(self) -> dict[str, dict[str, Any]]:
        states = {
            "/OP": Dictionary(op=True, OP=True, OPM=1),
            "/OP0": Dictionary(op=True, OP=True, OPM=0),
            "/KO": Dictionary(op=False, OP=False),
            "/A": Dictionary(ca=0.5, CA=0.7),
            "/A1": Dictionary(ca=1, CA=1, BM=Name.Normal),
            "/MUL": Dictionary(BM=Name.Multiply),
        }
        spaces = {"/Gold": separation("Gold"), "/All": separation("All")}
        return {
            "XObject": {**self.images, **self.forms},
            "ExtGState": states,
            "ColorSpace": spaces,
            "Font": {"/F2": self.font},
        }

    def thing(self, depth: int) -> bytes:
        draws: list[Draw] = [self.field, self.field, self.field, self.lines, self.text, self.text, self.image]
        if depth:
            draws.append(self.form)
        return b"q %s%s Q\n" % (self.state(), self.chance.choice(draws)())

    def state(self) -> bytes:
        names = ["/OP", "/OP", "/OP0", "/KO", "/A1", ""]
        if self.bold:
            names += ["/A", "/MUL"]
        found = self.chance.choice(names).encode()
        turn = b"%f %f %f %f %f %f cm " % self.matrix() if self.chance.random() < 0.3 else b""
        clip = b"%f %f %f %f re W n " % self.box() if self.chance.random() < 0.2 else b""
        return (found + b" gs " if found else b"") + turn + clip

    def matrix(self) -> tuple[float, ...]:
        spread = self.chance.uniform
        return spread(-1.2, 1.2), spread(-1, 1), spread(-1, 1), spread(-1.2, 1.2), spread(0, WIDTH), spread(0, HEIGHT)

    def box(self) -> tuple[float, float, float, float]:
        left, bottom = self.chance.uniform(-BLEED, WIDTH - 40), self.chance.uniform(-BLEED, HEIGHT - 40)
        return left, bottom, self.chance.uniform(2, WIDTH / 1.5), self.chance.uniform(2, HEIGHT / 2)

    def colour(self, stroke: bool = False) -> bytes:
        kinds = ["k", "k", "k", "g", "black"] + (["rg", "Gold", "All"] if self.bold else [])
        kind = self.chance.choice(kinds)
        if kind == "black":
            found = b"0 0 0 1 k"
        elif kind == "k":
            found = b"%.3f %.3f %.3f %.3f k" % tuple(
                self.chance.choice([0, 0, self.chance.random(), 1]) for _ in "cmyk"
            )
        elif kind in ("g", "rg"):
            found = (b"%.3f g" if kind == "g" else b"%.3f 0.1 0.2 rg") % self.chance.random()
        else:
            found = b"/%s cs %.3f scn" % (kind.encode(), self.chance.random())
        if stroke:
            values, _, name = found.rpartition(b" ")
            found = values.replace(b" cs ", b" CS ") + b" " + name.upper()
        return found + b" "

    def field(self) -> bytes:
        return self.colour() + b"%f %f %f %f re f" % self.box()

    def lines(self) -> bytes:
        points = b" ".join(b"%f %f l" % self.box()[:2] for _ in range(3))
        start = b"%f %f m " % self.box()[:2]
        limit = b"%d M " % self.chance.choice([1, 4, 10]) if self.chance.random() < 0.5 else b""
        return self.colour(stroke=True) + limit + b"%f w " % self.chance.uniform(0, 40) + start + points + b" S"

    def text(self) -> bytes:
        size, letters = self.chance.choice([9, 30, 120]), b"".join(b"<%04x> %d " % self.letter() for _ in range(6))
        spacing = b"%f Tc " % self.chance.uniform(-4, 9) if self.chance.random() < 0.3 else b""
        return b"%sBT /F2 %d Tf %s%f %f Td [%s] TJ ET" % (self.colour(), size, spacing, *self.box()[:2], letters)

    def letter(self) -> tuple[int, int]:
        return self.chance.randint(1, 94), self.chance.choice([0, 0, 60, -400, 900])

    def image(self) -> bytes:
        name, (left, bottom, across, up) = f"/Im{len(self.images)}", self.box()
        self.images[name] = self.picture()
        return b"q %f 0 0 %f %f %f cm %s Do Q" % (across, up, left, bottom, name.encode())

    def picture(self) -> Any:
        gray, jpeg = self.chance.random() < 0.2, self.chance.random() < 0.5
        width, height = self.chance.choice([(8, 9), (60, 50), (500, 400)])
        full = self.chance.choice([120, 200, 255])
        samples = self.numpy.integers(0, full, (-(-height // 7), -(-width // 7), 1 if gray else 4)).astype(np.uint8)
        samples = samples.repeat(7, axis=0).repeat(7, axis=1)[:height, :width]
        keys: dict[str, Any] = {
            "Type": Name.XObject, "Subtype": Name.Image, "Width": width, "Height": height, "BitsPerComponent": 8,
            "ColorSpace": Name.DeviceGray if gray else Name.DeviceCMYK, "Interpolate": self.chance.random() < 0.5,
        }  # fmt: skip
        if self.chance.random() < 0.4:
            keys["Decode"] = Array([1, 0] * (1 if gray else 4))
        if not jpeg:
            return self.file.stream(samples.tobytes(), **keys)
        packed = io.BytesIO()
        mode = "L" if gray else "CMYK"
        Image.frombytes(mode, (width, height), samples.tobytes()).save(packed, "JPEG", quality=85)
        image = self.file.stream(b"", **keys)
        image.write(packed.getvalue(), filter=Name.DCTDecode)
        return image

    def form(self) -> bytes:
        name = f"/Fm{len(self.forms)}"
        content = b"".join(self.thing(0) for _ in range(2))
        keys: dict[str, Any] = {}
        if self.bold and self.chance.random() < 0.5:
            keys["Group"] = Dictionary(S=Name.Transparency, I=True, K=self.chance.random() < 0.5)
        resources = Dictionary({f"/{key}": Dictionary(names) for key, names in self.resources().items()})
        self.forms[name] = self.file.form(content, Resources=resources, **keys)
        return name.encode() + b" Do"


def drawn(seed: int, pages: int, *, bold: bool) -> PrintFile:
    """A file of pages drawn at random."""
    file = PrintFile()
    painter = Painter(file, random.Random(seed), bold=bold)
    for _ in range(pages):
        painter.page(painter.chance.randint(1, 6))
    return file
