"""What content streams paint, rewritten or looked through: pages and form XObjects alike."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream

from yearbook.values import dataclass


@dataclass(frozen=True)
class Content:
    """A content stream and the resources that its names belong to."""

    holder: pikepdf.Page | Stream
    resources: pikepdf.Object

    def instructions(self) -> list[pikepdf.ContentStreamInstruction]:
        return list(pikepdf.parse_content_stream(self.holder))  # type: ignore[arg-type]

    def replace(self, pdf: Pdf, instructions: list[pikepdf.ContentStreamInstruction]) -> None:
        data = pikepdf.unparse_content_stream(instructions)
        if isinstance(self.holder, pikepdf.Page):
            self.holder.obj.Contents = pdf.make_indirect(Stream(pdf, data))
        else:
            self.holder.write(data)


def contents(pdf: Pdf) -> Iterator[Content]:
    """Every page, then every form XObject of the file."""
    for page in pdf.pages:
        if "/Contents" in page.obj:
            yield Content(page, page.resources)
    for obj in pdf.objects:
        if isinstance(obj, Stream) and obj.get("/Subtype") == Name.Form:
            if "/Resources" not in obj:
                obj.Resources = Dictionary()
            yield Content(obj, obj.Resources)


def operation(operator: str, *operands: pikepdf.Object | float) -> pikepdf.ContentStreamInstruction:
    return pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(operator))
