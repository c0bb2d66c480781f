"""The editions of a composed book: which jobs make which files, and the finished files read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from yearbook.book import Book
from yearbook.checking import Press
from yearbook.context import BuildContext
from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.editions.coarse import coarse_photos
from yearbook.editions.interior import Interior, ask
from yearbook.editions.terms import Terms, read_back, trim_cache
from yearbook.editions.workshop import Ahead, Finished, Inner, Listener, Step, Workshop
from yearbook.images import PhotoInfo, derive_all
from yearbook.pages.edition import Edition
from yearbook.pages.edition import editions as all_editions
from yearbook.pages.glyphs import check_faces, check_glyphs
from yearbook.pages.render import Stamp
from yearbook.pages.setting import Setting
from yearbook.pages.theme import Theme, load_theme
from yearbook.pdf.bind import Gone
from yearbook.preflight.records import Records
from yearbook.records import Yearbook
from yearbook.workers import Job, Late, executor, then

Sound = Callable[[], bool]
_PRINTED = ("print", "cover")
_ON_SCREEN = {"screen", "proof", "archive"}  # made of one layout
_EBOOK = "yearbook.editions.ebook:"
_BIND = "yearbook.pdf.work:bind_"
_MAKE = "yearbook.pdf.work:make_"  # WeasyPrint is loaded by the jobs that lay out, not by what plans them


@dataclass(frozen=True)
class Order:
    """What is to be made: a book, from checked records and photos, for a press, into a folder. wanted: editions."""

    context: BuildContext
    book: Book
    yearbook: Yearbook
    press: Press
    infos: Mapping[str, PhotoInfo]
    stamp: Stamp
    folder: Path
    wanted: tuple[str, ...]


def make_editions(order: Order, say: Listener, crew: Executor | None = None, sound: Sound = lambda: True) -> Finished:
    """Make the wanted editions and judge them. Theme faults come as findings. crew: does the work; by default who the
    context names; sound: asked before pages are laid out whether there is a reason not to."""
    finished = make_files(order, say, crew, sound=sound)
    if finished.files:
        judge_files(order, finished, say, crew)
    return finished


def make_files(
    order: Order,
    say: Listener,
    crew: Executor | None = None,
    *,
    proving: bool = True,
    sound: Sound = lambda: True,
    ahead: Ahead | None = None,
) -> Finished:
    """The files alone. proving: those for the printer are held against its terms as soon as each is made; ahead: who
    waits for some of the pages."""
    theme = load_theme(order.context.assets, order.book.settings.theme, order.book.settings.trim)
    with _workshop(order, theme, say, crew, proving=proving, ahead=ahead) as shop:
        finished = Finished(shop.editions, thresholds=shop.terms.profile.label)
        finished.findings += check_faces(theme)
        if finished.findings:
            return finished  # signs are sought in sound faces only
        _make_all(shop, order.yearbook, order.wanted, finished, sound)
    names = [name for name in shop.editions if name in finished.files and name in order.wanted]
    finished.files = {name: finished.files[name] for name in names}
    finished.findings = [replace(d, span=d.span or shop.spans.get(d.record)) for d in finished.findings]
    return finished


def judge_files(order: Order, finished: Finished, say: Listener, crew: Executor | None = None) -> None:
    """Read what was made back, and hold what is for the printer against its terms, where that has not been done."""
    theme = load_theme(order.context.assets, order.book.settings.theme, order.book.settings.trim)
    with _workshop(order, theme, say, crew) as shop:
        say(Step("Kiểm tra tệp đã xong"))
        proofs = finished.proofs or {
            name: shop.proof(finished.files[name], finished.pages[name], finished.fresh)
            for name in shop.terms.files
            if name in finished.files
        }
        reading = _read_back(shop, finished)
        trimmed = shop.start(Job("Dọn bộ đệm", trim_cache, (shop.cache,)))
        finished.proved = [proofs[name].result() for name in shop.terms.files if name in proofs]
        findings = [finding for found in reading for finding in found.result()]
        trimmed.result()
    told = {finding.record for finding in finished.findings if finding.code in ("I201", "I202")}
    finished.proved = [shop.terms.weigh(proved, told) for proved in finished.proved]
    findings += (finding for proved in finished.proved for finding in proved.report)
    finished.findings += [replace(d, span=d.span or shop.spans.get(d.record)) for d in findings]


@contextmanager
def _workshop(
    order: Order,
    theme: Theme,
    say: Listener,
    crew: Executor | None,
    *,
    proving: bool = True,
    ahead: Ahead | None = None,
) -> Iterator[Workshop]:
    context, settings, output = order.context, order.book.settings, order.press.output
    output, folder = replace(output, path=output.path.absolute()), order.folder.absolute()
    spans = {record.id: record.span() for record in order.yearbook.printed_records()}
    files = tuple(name for name in _PRINTED if name in order.wanted)
    terms = Terms(order.press.thresholds, Records(spans), files, context.final)
    imposed = bool(context.impose)
    editions = all_editions(context.assets, settings.printing, output.path, settings.archive, imposed=imposed)
    own = executor(context.executor, max(1, context.jobs), folders=(context.assets, context.cache, folder))
    with nullcontext(crew) if crew else own as pool:
        yield Workshop(
            context, order.book, theme, order.infos, order.stamp, folder, editions, say, output, terms, spans,
            pool, proving, order.wanted, ahead,
        )  # fmt: skip


def _make_all(shop: Workshop, yearbook: Yearbook, wanted: tuple[str, ...], finished: Finished, sound: Sound) -> None:
    """Ask the pages for their photos, derive them, make the files."""
    context, cache, say = shop.context, shop.cache, shop.say
    asked = _ask(shop, wanted, lambda: finished.findings.extend(check_glyphs(yearbook, shop.theme)))
    if not sound():
        return
    requests = [request for name in asked if name != "front" for request in asked[name].photos]
    images = derive_all(
        requests,
        cache,
        context.jobs,
        lambda done, total: say(Step("Xử lý ảnh", done, total)),
        crew=shop.pool,
    )
    setting = shop.setting(images)
    placed = asked["print"].placed if "print" in asked else ()

    def meanwhile() -> None:
        finished.findings.extend(coarse_photos(yearbook, placed, shop.terms.profile))

    _make(shop, setting, asked, wanted, finished, meanwhile)


def _ask(shop: Workshop, wanted: tuple[str, ...], meanwhile: Callable[[], None]) -> dict[str, Any]:
    """Every set of pages says which photos it needs. meanwhile: what else there is to do."""
    setting, editions = shop.setting({}), shop.editions
    interiors: dict[str, str] = {}
    if {"print", "cover"} & set(wanted):
        interiors["print"] = "Xếp trang ruột sách"
    if _ON_SCREEN & set(wanted):
        interiors["screen"] = "Xếp trang bản màn hình"
    jobs = {}
    if weights := shop.weights(wanted):
        jobs["epub"] = Job("Xếp trang EPUB", Late(f"{_EBOOK}ask_ebook"), (setting, weights, shop.cache))
        jobs["front"] = Job("Vẽ bìa EPUB", Late(f"{_MAKE}front_image"), (setting.without_book(), weights[0]))
    for label in interiors.values():
        shop.say(Step(label))
    begun = {name: ask(setting, editions[name], label, shop.start) for name, label in interiors.items()}
    started = shop.begin(jobs)
    meanwhile()
    interior = {name: asked() for name, asked in begun.items()}
    return interior | {name: future.result() for name, future in started.items()}


def _make(
    shop: Workshop,
    setting: Setting,
    asked: dict[str, Any],
    wanted: tuple[str, ...],
    finished: Finished,
    meanwhile: Callable[[], None],
) -> None:
    """The interior for the printer and that for readers; while one is laid out, the other is bound and proved, and made
    what must know its pages. meanwhile: what else there is to do."""
    bare = shop.bare(setting)
    editions, cache = shop.editions, shop.cache
    on_screen = [name for name in editions if name in _ON_SCREEN & set(wanted)]

    def for_print(interior: Interior) -> list[Future[Any]]:
        if "print" not in wanted:
            return []
        made = shop.bind("print", Late(f"{_BIND}print"), interior, bare)
        if shop.proving:
            finished.proofs["print"] = shop.proved(made, interior.fresh)
        return [made]

    def for_screen(interior: Interior) -> list[Future[Any]]:
        futures = []
        for name in on_screen:
            if name == "proof":
                task = (bare, editions[name], interior.sheaf, interior.marks, cache)
                futures.append(shop.start(Job(f"Đóng {editions[name].label}", Late(f"{_BIND}proof"), task)))
            else:
                futures.append(shop.bind(name, Late(f"{_BIND}reading"), interior, bare))
        return futures

    inners = []
    if "print" in wanted or ("cover" in wanted and not on_screen):
        inners.append(Inner("Dàn ruột sách", "print", setting, asked.pop("print"), False, for_print, ("print",)))
    if on_screen:
        told = tuple(sorted(_ON_SCREEN))
        inners.append(Inner("Dàn bản màn hình", on_screen[0], setting, asked.pop("screen"), True, for_screen, told))
    bound: list[tuple[Inner, list[Future[Any]]]] = []
    paged: Callable[[], None] | None = None
    for inner in inners:
        interior = shop.interior(inner)
        finished.lay(interior, *inner.told)
        bound.append((replace(inner, asked=None), inner.bind(interior)))
        paged = paged or _begin_paged(shop, setting, asked, wanted, finished)
    paged = paged or _begin_paged(shop, setting, asked, wanted, finished)
    meanwhile()
    shop.renew(finished.fresh)
    for inner, futures in bound:
        for made in _results(shop, inner, futures):
            finished.take(made)
    paged()


def _results(shop: Workshop, inner: Inner, futures: list[Future[Any]]) -> list[Any]:
    """What the jobs made that bind an interior; when the cache lost something in the meantime (somebody cleared it, a
    disk damaged it), that is laid out again and all of it bound again, once."""
    made = [future.result() for future in futures]
    if any(isinstance(result, Gone) for result in made):
        made = [future.result() for future in inner.bind(shop.interior(inner, sure=True))]
    for result in made:
        if isinstance(result, Gone):
            raise result
    return made


def _begin_paged(
    shop: Workshop, setting: Setting, asked: Mapping[str, Any], wanted: tuple[str, ...], finished: Finished
) -> Callable[[], None]:
    """Begin what must know the pages of the interior: the cover, all weights of the EPUB. Out: takes what was made, and
    makes the press sheets of it."""
    weights, jobs = shop.weights(wanted), {}
    if "cover" in wanted:
        pages = next(finished.pages[name] for name in ("print", *_ON_SCREEN) if name in finished.pages)
        finished.pages["cover"] = 1
        task = (shop.bare(setting), shop.editions["cover"], pages)
        jobs["cover"] = Job("Dàn bìa", Late(f"{_MAKE}cover_file"), task)
    started = shop.begin(jobs) | _begin_ebooks(shop, _ebooks(shop, setting, asked, weights, finished))
    if "cover" in started and shop.proving:
        finished.proofs["cover"] = shop.proved(started["cover"])

    def take() -> None:
        if "cover" in started:
            finished.take(started["cover"].result())
        if "imposed" in wanted and "print" in finished.files:
            task = (shop.bare(setting), shop.editions["imposed"], finished.files["print"], shop.context.impose)
            sheets = shop.begin({"imposed": Job("Bình trang", Late(f"{_MAKE}imposed"), task)})["imposed"]
            finished.pages["imposed"] = finished.take(sheets.result())
        for edition in weights:
            made = started[edition.name].result()
            finished.files[edition.name] = shop.path(edition.name)
            finished.ebooks[edition.name] = made.result
            finished.findings += made.findings
        if weights and not finished.starts:
            finished.findings.append(diagnose("E121", record=shop.book.settings.id))

    return take


def _begin_ebooks(shop: Workshop, jobs: Mapping[str, Job]) -> dict[str, Future[Any]]:
    """All weights but the first wait for it: they differ in their pictures only, so what epubcheck says is known
    then."""
    started: dict[str, Future[Any]] = {}
    for name, job in jobs.items():
        first = next(iter(started.values()), None)
        started[name] = then(first, partial(_start_after, shop, job)) if first else shop.start(job)
        shop.say(Step(job.label))
    return started


def _start_after(shop: Workshop, job: Job, _made: object) -> Future[Any]:
    return shop.start(job)


def _ebooks(
    shop: Workshop, setting: Setting, asked: Mapping[str, Any], weights: list[Edition], finished: Finished
) -> dict[str, Job]:
    """A job for each weight of the EPUB."""
    if not weights:
        return {}
    from yearbook.editions.ebook import AskedEbook, EbookSource  # with what reads and writes EPUBs: not for every book

    ebook: AskedEbook = asked["epub"]
    source = EbookSource(ebook.pages, finished.starts, asked["front"], shop.book.record_anchors, shop.spans)
    jobs = {}
    for edition in weights:
        pictures, path = ebook.pictures(edition.name, setting.images), shop.path(edition.name)
        task = (source, pictures, edition, path, shop.cache)
        jobs[edition.name] = Job(f"Đóng gói {edition.label}", Late(f"{_EBOOK}make_ebook"), task)
    return jobs


def _read_back(shop: Workshop, finished: Finished) -> list[Future[tuple[Diagnostic, ...]]]:
    """Every staged PDF opened and held against what it must be; EPUBs were judged by the jobs that made them."""
    page, reading = shop.theme.geometry, []
    for name, path in finished.files.items():
        if shop.editions[name].is_ebook:
            continue
        interior = name in ("print", "screen", "archive")
        expected = {
            "pages": finished.pages[name],
            "faces": {face.postscript for face in shop.theme.faces},
            "anchors": shop.book.record_anchors if interior else (),
            "trim_mm": (page.width, page.height) if interior else None,
            "bleed_mm": page.bleed if name == "print" else 0.0,
        }
        task = (path, shop.editions[name].standard, expected, shop.cache)
        reading.append(shop.start(Job("Kiểm tra tệp đã xong", read_back, task)))
    return reading
