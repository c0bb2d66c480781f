"""The structure tree of a tagged PDF as a tree of nodes: read from what WeasyPrint wrote, mended, written anew.

WeasyPrint gives each fragment of text an element of its own and knows margin boxes only as elements that belong to
nothing (ISO 32000-1, 14.7 and 14.8). Here the tree is plain Python, so that the mending (`semantics`) is readable;
`write_structure` makes fresh elements, the parent tree, and artifacts of all content that no node claims.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import field
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from yearbook.geometry import Rect
from yearbook.values import dataclass

MAX_DEPTH = 400  # elements inside each other; WeasyPrint itself gives up long before


@dataclass(frozen=True)
class Mark:
    """Marked content: page from 0 and the number of the marked-content sequence on it."""

    page: int
    number: int


@dataclass(eq=False)
class Annotation:
    """An annotation that belongs to an element."""

    page: int
    dictionary: Object

    @property
    def target(self) -> str:
        """Where it leads: a named destination, or the address of its action."""
        action = self.dictionary.get("/A")
        return str(self.dictionary.get("/Dest") or (action.get("/URI") if isinstance(action, Dictionary) else ""))

    @property
    def area(self) -> Rect:
        """Where it can be clicked, in pt."""
        return Rect.of(self.dictionary.get("/Rect", Array([0, 0, 0, 0])))

    @area.setter
    def area(self, area: Rect) -> None:
        self.dictionary.Rect = Array([area.left, area.bottom, area.right, area.top])


@dataclass(eq=False)
class Node:
    """A structure element. tag: structure type without slash; attributes: /A; id: /ID, for headers of tables."""

    tag: str
    page: int
    kids: list[Node | Mark | Annotation] = field(default_factory=list)
    alt: str | None = None
    id: Object | None = None
    attributes: Object | None = None

    @property
    def nodes(self) -> list[Node]:
        return [kid for kid in self.kids if isinstance(kid, Node)]

    @property
    def marks(self) -> list[Mark]:
        return [kid for kid in self.kids if isinstance(kid, Mark)]

    @property
    def annotations(self) -> list[Annotation]:
        return [kid for kid in self.kids if isinstance(kid, Annotation)]

    @property
    def bare(self) -> bool:
        """Whether it says nothing of its own: no alternate text, no id, no attributes, no annotation."""
        return self.alt is None and self.id is None and self.attributes is None and not self.annotations

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        waiting: list[Node | Mark | Annotation] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Node):
                yield node
                waiting += reversed(node.kids)


def read_structure(pdf: Pdf) -> Node | None:
    """The tree of a file as a «Document» node; None when the file has none."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return None
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    kids = root.get("/K")
    first = kids[0] if isinstance(kids, Array) and len(kids) else kids
    return _read(first, pages, 0, 0) if isinstance(first, Dictionary) else None


def _read(element: Object, pages: dict[tuple[int, int], int], page: int, depth: int) -> Node:
    said = element.keys()  # to ask for what is not there takes five times as long
    page = pages.get(element.Pg.objgen, page) if "/Pg" in said else page
    node = Node(
        str(element.S)[1:],
        page,
        alt=str(element.Alt) if "/Alt" in said else None,
        id=element.ID if "/ID" in said else None,
        attributes=element.A if "/A" in said else None,
    )
    kids: Any = element.K if "/K" in said else Array()  # numbers come as int
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            node.kids.append(Mark(page, kid))
        elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
            node.kids.append(Annotation(page, kid.Obj))
        elif isinstance(kid, Dictionary) and depth < MAX_DEPTH:
            node.kids.append(_read(kid, pages, page, depth + 1))
    return node


@dataclass
class _Writer:
    """Makes the elements of a tree and remembers which of them owns which content."""

    pdf: Pdf
    pages: Sequence[Object]
    owners: list[dict[int, Object]]  # for each page: marked content → element
    annotations: list[tuple[Object, Object]] = field(default_factory=list)  # annotation, element

    def element(self, node: Node, parent: Object) -> Object:
        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.tag}"), P=parent))
        if node.alt is not None:
            made.Alt = String(node.alt)
        if node.id is not None:
            made.ID = node.id
        if node.attributes is not None:
            made.A = node.attributes
        if node.marks or node.annotations:
            made.Pg = self.pages[node.page]
        made.K = Array([self._kid(kid, node, made) for kid in node.kids])
        return made

    def _kid(self, kid: Node | Mark | Annotation, node: Node, element: Object) -> Object | int:
        if isinstance(kid, Node):
            return self.element(kid, element)
        if isinstance(kid, Annotation):
            self.annotations.append((kid.dictionary, element))
            return Dictionary(Type=Name.OBJR, Obj=kid.dictionary, Pg=self.pages[kid.page])
        self.owners[kid.page][kid.number] = element
        if kid.page != node.page:
            return Dictionary(Type=Name.MCR, Pg=self.pages[kid.page], MCID=kid.number)
        return kid.number


def write_structure(pdf: Pdf, document: Node, decoration: frozenset[Mark] = frozenset()) -> None:
    """Put the tree into the file in place of any other.

    decoration: marks that were taken out of the tree. They become plain artifacts; what no node ever claimed are
    running heads and folios and becomes pagination artifacts (ISO 32000-1, 14.8.2.2.2).
    """
    pages = [page.obj for page in pdf.pages]
    writer = _Writer(pdf, pages, [{} for _ in pages])
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    root.K = Array([writer.element(document, root)])
    numbers: list[Any] = []
    for number, (page, owners) in enumerate(zip(pages, writer.owners, strict=True)):
        last = max(owners, default=-1)
        table = pdf.make_indirect(Array([owners.get(mark) for mark in range(last + 1)]))
        numbers += [number, table]
        page.StructParents = number
        page.Tabs = Name.S
    for number, (annotation, element) in enumerate(writer.annotations, len(pages)):
        numbers += [number, element]
        annotation.StructParent = number
    _drop_unowned(pages, {annotation.objgen for annotation, _ in writer.annotations})
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(pages) + len(writer.annotations)
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    for number, owners in enumerate(writer.owners):
        plain = {mark.number for mark in decoration if mark.page == number}
        _unclaimed(pages[number], owners.keys(), plain)


def _drop_unowned(pages: Sequence[Object], owned: Container[tuple[int, int]]) -> None:
    """A link that belongs to no element cannot be told apart (ISO 14289-1, 7.18.1)."""
    for page in pages:
        kept = [item for item in page.get("/Annots", ()) if item.objgen in owned or item.Subtype != Name.Link]
        if "/Annots" in page:
            page.Annots = Array(kept)


_MARKED = re.compile(rb"<</MCID (\d+)>>\s+BDC\b(.*?)\bEMC\b", re.DOTALL)
_GLYPHS = re.compile(rb"/\w+(?=\s+[\d.]+\s+Tf\b)|<[0-9A-Fa-f]+>")


def drawn_glyphs(pdf: Pdf) -> dict[Mark, bytes]:
    """What each piece of marked content shows: names of fonts and their glyphs in hex; empty for pictures."""
    return {
        Mark(number, int(found[1])): b"".join(_GLYPHS.findall(found[2]))
        for number, page in enumerate(pdf.pages)
        for stream in _streams(page.obj)
        for found in _MARKED.finditer(stream.read_bytes())
    }


_TAGGED = re.compile(rb"/\w+\s+<</MCID (\d+)>>\s+BDC\b")  # as WeasyPrint writes it, outside strings: those are in hex


def _unclaimed(page: Object, claimed: Container[int], plain: Container[int]) -> None:
    """Content that no element owns becomes an artifact."""

    def artifact(found: re.Match[bytes]) -> bytes:
        number = int(found[1])
        if number in claimed:
            return found[0]
        return b"/Artifact BMC" if number in plain else b"/Artifact <</Type /Pagination>> BDC"

    for stream in _streams(page):
        data = stream.read_bytes()
        changed = _TAGGED.sub(artifact, data)
        if changed != data:
            stream.write(changed)


def _streams(page: Object) -> list[Stream]:
    """The content streams of a page."""
    contents = page.get("/Contents")
    return [item for item in (contents if isinstance(contents, Array) else [contents]) if isinstance(item, Stream)]
