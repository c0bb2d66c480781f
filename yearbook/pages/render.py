"""The book set in the theme's templates: one HTML for each part, the same for all editions of the interior.

Every part is a flow of its own. Those that need the page numbers of others (contents, indexes) are set again when these
are known.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from yearbook.book.model import Book, IndexRef, Part, Plain
from yearbook.diagnostics import DataProblem, diagnose
from yearbook.images import Derivative, ImageProfile, PhotoInfo
from yearbook.pages import markup
from yearbook.pages.compiled import Compiled
from yearbook.pages.edition import INTERIOR, Edition
from yearbook.pages.flow import CUT, Flow, count_refs
from yearbook.pages.kept import PictureUrl, kept
from yearbook.pages.stamp import Stamp
from yearbook.pages.theme import Theme, ink
from yearbook.records.values import Photo
from yearbook.storage import Cache
from yearbook.values import dataclass
from yearbook.vietnamese import format_date_long, format_date_short, format_number, to_roman, upper, year_range
from yearbook.workers import spelt

PageNumbers = Mapping[str, int]  # anchor → page, counted from 1
THEMES = 4  # kept compiled in a process
PENDING = 888  # stands for a page not known yet: as wide as a real number, so the lines break alike


@dataclass
class Pictures:
    """The photos a rendering asks for, each at its placed size; keys are stable."""

    infos: Mapping[str, PhotoInfo]
    edition: Edition
    theme: Theme
    asked: dict[str, Derivative] = field(default_factory=dict)
    placed: dict[tuple[Photo, str], Derivative] = field(default_factory=dict)  # the same, by photo and key

    @cached_property
    def _state(self) -> object:
        return self.edition.images.state

    def url(self, photo: Photo, slot_name: str) -> str | None:
        """`yb:image/<key>` of the derivative for this slot, or None when the photo cannot be used."""
        request = self.request(photo, slot_name)
        return f"yb:image/{request.key}" if request else None

    def request(self, photo: Photo, slot_name: str, fit: tuple[int, int] | None = None) -> Derivative | None:
        """The derivative for this slot, asked for from now on. `fit`: pixels, where the edition's would be too many."""
        info = self.infos.get(photo.file)
        if info is None:
            return None
        slot, profile = self.theme.slots[slot_name], self.edition.images
        profile = replace(profile, fit=fit) if fit else profile
        focal = (photo.focal.x, photo.focal.y)
        request = _derivative(info, slot.width, slot.height, profile, focal, self._state)
        self.asked[request.key] = request
        self.placed[photo, request.key] = request
        return request


@lru_cache(maxsize=4096)
def _derivative(
    info: PhotoInfo, width: float, height: float, profile: ImageProfile, focal: tuple[int, int], _icc: object
) -> Derivative:
    """It knows its key once it has been asked for it. _icc: the state of the profile's file."""
    return Derivative(info, width, height, profile, focal)


class Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, with the files behind paths out of reach: a path has a name and nothing else.

    What is safe depends on the type and the name alone; asked once for each pair, not for each of a million values.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        asked = (type(obj), attr)
        if asked not in self._safe:
            hidden = isinstance(obj, PurePath) and attr not in {"name", "stem"}
            self._safe[asked] = not hidden and super().is_safe_attribute(obj, attr, value)
        return self._safe[asked]


@lru_cache(maxsize=THEMES)
def environment(paths: tuple[Path, ...], _digest: bytes, cache: Path | None = None) -> Sandbox:
    """Jinja2 in its sandbox: only the theme's folders can be read, an undefined name is an error, all is escaped.
    Its templates stay compiled as long as no file of the theme changes; cache: the folder that keeps them so."""
    folders = {path.name: FileSystemLoader(path) for path in paths}
    env = Sandbox(
        loader=ChoiceLoader([*folders.values(), PrefixLoader(folders)]),
        undefined=StrictUndefined,
        autoescape=lambda name: name is None or not name.endswith(".css.j2"),
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=Compiled(Cache(cache), "pages/render.py") if cache else None,
    )
    env.filters |= {
        "t": markup.text,
        "verbatim": markup.verbatim,
        "roman": to_roman,
        "upper_vn": upper,
        "number": format_number,
        "date_long": format_date_long,
        "date_short": format_date_short,
    }
    env.globals |= {"year_range": lambda period: year_range(period.start, period.end), "cut": Markup(CUT)}
    return env


def _prose(prose: Any, **options: Any) -> Markup:
    return markup.Renderer(**options).blocks(prose.blocks) if prose else Markup("")


class PageSetter:
    """Sets one book in one theme for one edition. cache: the folder that keeps compiled templates."""

    def __init__(
        self,
        book: Book,
        theme: Theme,
        edition: Edition,
        infos: Mapping[str, PhotoInfo],
        stamp: Stamp,
        cache: Path | None = None,
    ) -> None:
        self.book, self.theme, self.edition, self.stamp = book, theme, edition, stamp
        self.pictures = Pictures(infos, edition, theme)
        self._digest = theme.digest
        self.env = environment(theme.folders, self._digest, cache)
        self._latest: tuple[Part, Part, bytes] | None = None

    def _shared(self) -> dict[str, Any]:
        return {
            "book": self.book,
            "settings": self.book.settings,
            "theme": self.theme,
            "page": self.theme.geometry,
            "colours": self._colours,
            "size": self.theme.scale,
            "stamp": self.stamp,
            "prose": _prose,
            "picture_url": self.pictures.url,
            "slots": self.theme.slots,
            "kept": self._kept,
            **({} if self.edition == INTERIOR else {"edition": self.edition}),  # one interior serves all editions
        }

    @cached_property
    def _colours(self) -> dict[str, str]:
        space, palette = self.edition.colours, self.theme.palette
        return {name: ink(name) if space == "named" else colour.css(space) for name, colour in palette.items()}

    @cached_property
    def _identity(self) -> bytes:
        """Of all that pieces are set from but what they are given."""
        return pickle.dumps((self.book.settings, self.edition)) + self._digest

    @cached_property
    def _of_pieces(self) -> dict[str, Any]:
        return {name: value for name, value in self._shared().items() if name not in ("stamp", "book")}

    def _kept(self, template: str, part: Part, **values: Any) -> Markup:
        """What `include` gives, for these values, the part without its content, and no stamp; set once for the same
        ones."""
        bare, identity = self._bare(part)
        key = sha256(spelt((template, values)) + identity).digest()

        def render(url: PictureUrl) -> Markup:
            known = {**self._of_pieces, "picture_url": url, "part": bare}
            return Markup(self.env.get_template(template).render(**known, **values))

        return kept(key, self.pictures.url, render)

    def _bare(self, part: Part) -> tuple[Part, bytes]:
        """A part without its content, and what identifies its pieces; asked for each of them."""
        if self._latest is None or self._latest[0] is not part:
            bare = replace(part, content=Plain())
            self._latest = part, bare, spelt(bare) + self._identity
        return self._latest[1:]

    def render(self, template: str, **values: Any) -> str:
        """Render one template of the theme; its faults become L103 with file and line."""
        try:
            return self.env.get_template(template).render(**self._shared(), **values)
        except DataProblem:
            raise
        except Exception as error:  # a template can raise anything: a division by zero, a name that is not there
            place = self._place(error, template)
            detail = getattr(error, "message", None) or str(error) or type(error).__name__
            raise DataProblem(diagnose("L103", template=place[0], line=place[1], detail=detail)) from error

    def _place(self, error: Exception, template: str) -> tuple[str, int]:
        """Template and line of a fault: where a syntax error stands, else the deepest frame that runs a template."""
        if isinstance(error, TemplateSyntaxError):
            return self._shown(error.filename or error.name or template), error.lineno
        found, trace = (template, 0), error.__traceback__
        while trace:
            if trace.tb_frame.f_code.co_filename.endswith(".j2"):
                found = (self._shown(trace.tb_frame.f_code.co_filename), trace.tb_lineno)
            trace = trace.tb_next
        return found

    def _shown(self, file: str) -> str:
        """«trang-trong/parts/opener.html.j2»: a template's file as an editor looks for it."""
        for folder in self.theme.folders:
            if Path(file).is_relative_to(folder):
                return f"{folder.name}/{Path(file).relative_to(folder).as_posix()}"
        return file

    def css(self, kind: str = "book", **values: Any) -> str:
        """The style sheets of one kind, the base theme first; colours and measures come first of all."""
        sheets = [
            f"{folder.name}/css/{kind}.css.j2"
            for folder in reversed(self.theme.folders)
            if (folder / "css" / f"{kind}.css.j2").is_file()
        ]
        return "\n".join(
            self.render(sheet, faces=self.theme.faces, **values) for sheet in ["base/css/tokens.css.j2", *sheets]
        )

    def flow(self, part: Part, pages: PageNumbers | None = None, count: int = 0, *, loose: bool = True) -> Flow:
        """One part.

        pages: anchor → page number, None while they are not known; count: how many pages a part that fills up shall
        have; loose: numbers are put in later, digits of the same room stand for them.
        """
        html, shown, unknown = self._whole((part,), pages, count, loose=loose)
        if loose and shown != count_refs(html):
            html, _, _ = self._whole((part,), pages, count, loose=False)  # a template does not say whose pages it shows
        flow = Flow.of(part.anchor, html, needs_pages=part.needs_pages or shown > 0, fills=part.fills)
        return replace(flow, unknown=unknown)

    def whole(
        self, parts: tuple[Part, ...], pages: PageNumbers | None = None, count: int = 0, *, loose: bool = False
    ) -> str:
        """Parts as one document."""
        return self._whole(parts, pages, count, loose=loose)[0]

    def _whole(
        self, parts: tuple[Part, ...], pages: PageNumbers | None, count: int, *, loose: bool
    ) -> tuple[str, int, tuple[str, ...]]:
        """The document, how many page numbers it shows, and the anchors whose pages are not known."""
        numbers = 0
        unknown: set[str] = set()

        def shown(page: int) -> str:
            nonlocal numbers
            numbers += 1
            return "8" * len(str(page)) if loose else str(page)

        def number(anchor: str) -> int:
            if pages is None or anchor not in pages:
                unknown.add(anchor)
                return PENDING
            return pages[anchor]

        def links(refs: tuple[IndexRef, ...]) -> Markup:
            known = {ref.anchor: number(ref.anchor) for ref in refs}
            return markup.page_links(known, {ref.anchor for ref in refs if ref.main}, shown)

        html = self.render(
            "book.html.j2",
            parts=parts,
            page_links=links,
            page_number=lambda anchor: shown(number(anchor)),
            filler_pages=count,
        )
        return html, numbers, tuple(sorted(unknown))
