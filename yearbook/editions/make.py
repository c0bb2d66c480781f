"""The editions of a composed book: which jobs make which files, and the finished files read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from yearbook.book import Book
from yearbook.checking import Press
from yearbook.context import BuildContext
from yearbook.diagnostics import diagnose
from yearbook.editions.coarse import coarse_photos
from yearbook.editions.interior import Asked, Interior, ask
from yearbook.editions.terms import Terms, trim_cache
from yearbook.editions.workshop import INNER, Ahead, Finished, Listener, Step, Workshop
from yearbook.images import Derivative, PhotoInfo, derive_all
from yearbook.pages.edition import Edition
from yearbook.pages.edition import editions as all_editions
from yearbook.pages.glyphs import check_faces, check_glyphs
from yearbook.pages.render import Stamp
from yearbook.pages.setting import Setting
from yearbook.pages.starts import PageStart
from yearbook.pages.theme import Theme, load_theme
from yearbook.pdf.bind import Gone
from yearbook.preflight.records import Records
from yearbook.records import Yearbook
from yearbook.workers import Job, Late, executor, then

Sound = Callable[[], bool]
ASKING = "Xếp trang ruột sách"
_PRINTED = ("print", "cover")
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
        reading = [
            finished.readings.get(name) or shop.read_back(name, path, finished.pages[name])
            for name, path in finished.files.items()
            if not shop.editions[name].is_ebook  # EPUBs were judged by the jobs that made them
        ]
        tidied = finished.tidied or shop.start(Job("Dọn bộ đệm", trim_cache, (shop.cache,)))
        finished.proved = [proofs[name].result() for name in shop.terms.files if name in proofs]
        findings = [finding for found in reading for finding in found.result()]
        tidied.result()
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
    images = derive_all(
        _photos(shop, asked),
        cache,
        context.jobs,
        lambda done, total: say(Step("Xử lý ảnh", done, total)),
        crew=shop.pool,
    )
    setting = shop.setting(images)
    inked = any(edition.colours == "cmyk" for edition in shop.impressions)
    placed = asked["interior"].placed if inked else ()

    def meanwhile() -> None:
        finished.findings.extend(coarse_photos(yearbook, placed, shop.terms.profile))

    _make(shop, setting, asked, wanted, finished, meanwhile)


def _photos(shop: Workshop, asked: Mapping[str, Any]) -> list[Derivative]:
    """What is asked for, as each edition has it."""
    pages: Asked | None = asked.get("interior")
    inner = [request for edition in shop.impressions if pages for request in pages.photos(edition).values()]
    return [*inner, *(asked["epub"].photos if "epub" in asked else ())]


def _ask(shop: Workshop, wanted: tuple[str, ...], meanwhile: Callable[[], None]) -> dict[str, Any]:
    """The interior and the EPUB say which photos they need. meanwhile: what else there is to do."""
    setting, weights = shop.setting({}), shop.weights(wanted)
    started: dict[str, Future[Any]] = {}
    if weights:  # the longest first
        job = Job("Xếp trang EPUB", Late(f"{_EBOOK}ask_ebook"), (setting, weights, shop.cache))
        started |= shop.begin({"epub": job})
    if shop.impressions:
        shop.say(Step(ASKING))
    begun = ask(setting, ASKING, shop.start) if shop.impressions else None
    if weights:
        job = Job("Vẽ bìa EPUB", Late(f"{_MAKE}front_image"), (setting.without_book(), weights[0]))
        started |= shop.begin({"front": job})
    meanwhile()
    interior = {"interior": begun()} if begun else {}
    return interior | {name: future.result() for name, future in started.items()}


def _make(
    shop: Workshop,
    setting: Setting,
    asked: dict[str, Any],
    wanted: tuple[str, ...],
    finished: Finished,
    meanwhile: Callable[[], None],
) -> None:
    """The interior laid out, bound for the printer and for readers, the file for the printer proved; beside that what
    must know its pages. meanwhile: what else there is to do."""
    bare = shop.bare(setting)
    begun: list[Callable[[], None]] = []

    def settled(starts: Sequence[PageStart] = ()) -> None:
        begun.append(_begin_paged(shop, setting, asked, wanted, finished, starts))

    interior: Interior | None = None
    if shop.impressions:
        interior = shop.interior(setting, asked.pop("interior"), settled)
        finished.lay(interior, *INNER)
    else:
        settled()
    binding = _bind(shop, bare, interior, finished) if interior else []
    finished.tidied = shop.start(Job("Dọn bộ đệm", trim_cache, (shop.cache,))) if shop.proving else None
    meanwhile()
    shop.renew(finished.fresh)
    bound = [future.result() for future in binding]
    if any(isinstance(made, Gone) for made in bound):
        # the cache lost something in the meantime (somebody cleared it, a disk damaged it): once more
        interior = shop.interior(setting, ask(setting, ASKING, shop.start)(), sure=True)
        bound = [future.result() for future in _bind(shop, bare, interior, finished)]
    for made in bound:
        if isinstance(made, Gone):
            raise made
        finished.take(made)
    for take in begun:
        take()


def _bind(shop: Workshop, bare: Setting, interior: Interior, finished: Finished) -> list[Future[Any]]:
    """Have the wanted files of an interior bound, and that for the printer proved."""
    futures = []
    for name, edition in shop.editions.items():
        if name not in INNER or name not in shop.wanted:
            continue
        if name == "proof":
            task = (bare, edition, interior.sheaves[edition.colours], interior.marks, shop.cache)
            made = shop.start(Job(f"Đóng {edition.label}", Late(f"{_BIND}proof"), task))
        else:
            made = shop.bind(name, Late(f"{_BIND}{'print' if name == 'print' else 'reading'}"), interior, bare)
        if name == "print" and shop.proving:
            finished.proofs["print"] = shop.proved(made, interior.fresh)
        if shop.proving:
            finished.readings[name] = shop.reading(name, made, interior.pages)
        futures.append(made)
    return futures


def _begin_paged(
    shop: Workshop,
    setting: Setting,
    asked: Mapping[str, Any],
    wanted: tuple[str, ...],
    finished: Finished,
    starts: Sequence[PageStart],
) -> Callable[[], None]:
    """Begin what must know the pages of the interior: the cover, all weights of the EPUB. starts: where they begin, if
    there are any. Out: takes what was made, and makes the press sheets of it."""
    weights, jobs = shop.weights(wanted), {}
    ebooks = _begin_ebooks(shop, _ebooks(shop, setting, asked, weights, starts))
    if "cover" in wanted:
        finished.pages["cover"] = 1
        task = (shop.bare(setting), shop.editions["cover"], len(starts))
        jobs["cover"] = Job("Dàn bìa", Late(f"{_MAKE}cover_file"), task)
    started = ebooks | shop.begin(jobs)
    if "cover" in started and shop.proving:
        finished.proofs["cover"] = shop.proved(started["cover"])
        finished.readings["cover"] = shop.reading("cover", started["cover"], 1)

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
        if weights and not starts:
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
    shop: Workshop, setting: Setting, asked: Mapping[str, Any], weights: list[Edition], starts: Sequence[PageStart]
) -> dict[str, Job]:
    """A job for each weight of the EPUB."""
    if not weights:
        return {}
    from yearbook.editions.ebook import AskedEbook, EbookSource  # with what reads and writes EPUBs: not for every book

    ebook: AskedEbook = asked["epub"]
    source = EbookSource(ebook.pages, tuple(starts), asked["front"], shop.book.record_anchors, shop.spans)
    jobs = {}
    for edition in weights:
        pictures, path = ebook.pictures(edition.name, setting.images), shop.path(edition.name)
        task = (source, pictures, edition, path, shop.cache)
        jobs[edition.name] = Job(f"Đóng gói {edition.label}", Late(f"{_EBOOK}make_ebook"), task)
    return jobs
