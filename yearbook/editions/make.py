"""The editions of a composed book: which jobs make which files, and the finished files read back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, wait
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yearbook.book import Book
from yearbook.checking import Press
from yearbook.context import BuildContext
from yearbook.diagnostics import Diagnostic, diagnose
from yearbook.editions.coarse import coarse_photos
from yearbook.editions.interior import Asked, Interior, ask
from yearbook.editions.terms import Terms, trim_cache
from yearbook.editions.workshop import INNER, Ahead, Finished, Listener, Step, Workshop, unjudged
from yearbook.images import Derivative, PhotoInfo, derive_all
from yearbook.pages.edition import Edition
from yearbook.pages.edition import editions as all_editions
from yearbook.pages.glyphs import check_faces, check_glyphs, recall_faces
from yearbook.pages.setting import Setting
from yearbook.pages.stamp import Stamp
from yearbook.pages.starts import PageStart
from yearbook.pages.theme import Theme, load_theme
from yearbook.pdf.bind import Gone
from yearbook.records import Yearbook
from yearbook.storage import file_hash
from yearbook.storage.atomic import sync_file
from yearbook.values import dataclass
from yearbook.workers import Job, Late, executor, then

if TYPE_CHECKING:
    from yearbook.editions.ebook import AskedEbook

Sound = Callable[[bool], bool]  # whether nothing speaks against going on: told when it is known, or what is known now
ASKING = "Xếp trang ruột sách"
_PRINTED = ("print", "cover")
_EBOOK = "yearbook.editions.ebook:"
_BIND = "yearbook.pdf.work:bind_"
_MAKE = "yearbook.pdf.work:make_"  # WeasyPrint is loaded by the jobs that lay out, not by what plans them


def _always(_wait: bool) -> bool:
    return True


def _nothing() -> None: ...


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


def make_editions(
    order: Order,
    say: Listener,
    crew: Executor | None = None,
    sound: Sound = _always,
    *,
    asking: Callable[[], None] = _nothing,
    judging: Callable[[], None] = _nothing,
) -> Finished:
    """Make the wanted editions and judge them. Theme faults come as findings. crew: does the work; by default who the
    context names; sound: waited for before anything takes long, and before what was made is judged; asking, judging:
    what there is to do while parts are set, and while files are judged."""
    finished = make_files(order, say, crew, sound=sound, asking=asking)

    def wait_less() -> None:
        """What the publishing of the files would wait for."""
        finished.hashes = {name: file_hash(path) for name, path in finished.files.items()}
        for path in finished.files.values():
            with suppress(OSError):  # it will be told then
                sync_file(path)
        judging()

    if finished.files and sound(True):
        judge_files(order, finished, say, crew, wait_less)
    return finished


def make_files(
    order: Order,
    say: Listener,
    crew: Executor | None = None,
    *,
    proving: bool = True,
    sound: Sound = _always,
    asking: Callable[[], None] = _nothing,
    ahead: Ahead | None = None,
) -> Finished:
    """The files alone. proving: those for the printer are held against its terms as soon as each is made; sound,
    asking: as of `make_editions`; ahead: who waits for some of the pages."""
    theme = load_theme(order.context.assets, order.book.settings.theme, order.book.settings.trim)
    with _workshop(order, theme, say, crew, proving=proving, ahead=ahead) as shop:
        finished = Finished(shop.editions, thresholds=shop.terms.profile.label)
        _make_all(shop, order.wanted, finished, sound, asking)
        if crew is None:  # who does the work here is let go now: what was begun is brought to its end
            wait(finished.begun)
    names = [name for name in shop.editions if name in finished.files and name in order.wanted]
    finished.files = {name: finished.files[name] for name in names}
    finished.findings = _placed(order, finished.findings)
    return finished


def judge_files(
    order: Order,
    finished: Finished,
    say: Listener,
    crew: Executor | None = None,
    meanwhile: Callable[[], None] = _nothing,
) -> None:
    """Read what was made back, and hold what is for the printer against its terms, where that has not been done.
    meanwhile: what else there is to do."""
    theme = load_theme(order.context.assets, order.book.settings.theme, order.book.settings.trim)
    with _workshop(order, theme, say, crew) as shop:
        say(Step("Kiểm tra tệp đã xong"))
        proofs = finished.proofs or {
            name: shop.proof(finished.files[name], unjudged(finished), shop.records())
            for name in shop.terms.files
            if name in finished.files
        }
        reading = [
            finished.readings.get(name) or shop.read_back(name, path, finished.pages[name])
            for name, path in finished.files.items()
            if not shop.editions[name].is_ebook  # EPUBs were judged by the jobs that made them
        ]
        tidied = finished.tidied or shop.start(Job("Dọn bộ đệm", trim_cache, (shop.cache,), patient=True))
        meanwhile()
        finished.proved = [proofs[name].result() for name in shop.terms.files if name in proofs]
        findings = [finding for found in reading for finding in found.result()]
        tidied.result()
    told = {finding.record for finding in finished.findings if finding.code in ("I201", "I202")}
    finished.proved = [shop.terms.weigh(proved, told) for proved in finished.proved]
    findings += (finding for proved in finished.proved for finding in proved.report)
    finished.findings += _placed(order, findings)


def _placed(order: Order, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those that name a record and no place stand where it does."""
    return [d if d.span or not d.record else replace(d, span=order.yearbook.spans.get(d.record)) for d in findings]


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
    files = tuple(name for name in _PRINTED if name in order.wanted)
    terms = Terms(order.press.thresholds, files, context.final)
    imposed = bool(context.impose)
    editions = all_editions(context.assets, settings.printing, output.path, settings.archive, imposed=imposed)
    own = executor(context.executor, max(1, context.jobs), folders=(context.assets, context.cache, folder))
    with nullcontext(crew) if crew else own as pool:
        yield Workshop(
            context, order.book, theme, order.infos, order.stamp, folder, editions, say, output, terms,
            order.yearbook, pool, proving, order.wanted, ahead,
        )  # fmt: skip


def _make_all(
    shop: Workshop, wanted: tuple[str, ...], finished: Finished, sound: Sound, asking: Callable[[], None]
) -> None:
    """Ask the pages for their photos, derive them, make the files."""
    context, cache, say = shop.context, shop.cache, shop.say

    def check() -> bool:
        """Signs are sought in sound faces only, and only they can be cut."""
        recall_faces(shop.theme, shop.cache)
        faults = list(check_faces(shop.theme))
        finished.findings += faults or check_glyphs(shop.yearbook, shop.theme)
        return not faults

    asked = _ask(shop, wanted, check, asking)
    if not asked:
        return
    images = derive_all(
        _photos(shop, asked),
        cache,
        context.jobs,
        lambda done, total: say(Step("Xử lý ảnh", done, total)),
        crew=shop.pool,
        begin=partial(sound, True),
    )
    edited = "interior" in asked and asked["interior"].edited
    if not sound(not edited):
        return
    setting = shop.setting(images)
    inked = any(edition.colours == "cmyk" for edition in shop.impressions)
    placed = asked["interior"].placed if inked else ()

    def meanwhile() -> None:
        finished.findings.extend(coarse_photos(shop.yearbook, placed, shop.terms.profile))
        cache.remember(shop.pictures, images)

    _make(shop, setting, asked, wanted, finished, meanwhile)


def _photos(shop: Workshop, asked: Mapping[str, Any]) -> list[Derivative]:
    """What is asked for, as each edition has it."""
    pages: Asked | None = asked.get("interior")
    inner = [request for edition in shop.impressions if pages for request in pages.photos(edition).values()]
    return [*inner, *(asked["epub"].photos if "epub" in asked else ())]


def _ask(
    shop: Workshop, wanted: tuple[str, ...], check: Callable[[], bool], meanwhile: Callable[[], None]
) -> dict[str, Any]:
    """The interior and the EPUB say which photos they need; the front of the EPUB, of which the pages need nothing, is
    for who has nothing to do. check: asked meanwhile whether to go on; meanwhile: what else there is to do; out:
    nothing, if not."""
    setting, weights = shop.setting({}), shop.weights(wanted)
    ebook = Job("Xếp trang EPUB", Late(f"{_EBOOK}ask_ebook"), (setting, weights))
    started = shop.begin({"epub": ebook} if weights else {})  # the longest first
    if shop.impressions:
        shop.say(Step(ASKING))
    begun = ask(setting, ASKING, shop.start, shop.cache) if shop.impressions else None
    shop.get_ready(begun.press() if begun and shop.is_brought_up_to_date else None)
    if not check():
        return {}
    meanwhile()
    if begun:  # while what was edited is set, its photos are looked up
        shop.cache.recall(shop.pictures)
        likely = (request for edition in shop.impressions for request in begun.likely(edition))
        derive_all(likely, shop.cache, begin=lambda: False)
    made = {"interior": begun()} if begun else {}
    if not weights:
        return made
    front = Job("Vẽ bìa EPUB", Late(f"{_MAKE}front_image"), (setting.without_book(), weights[0]), patient=True)
    return made | {"epub": started["epub"].result()} | shop.begin({"front": front})


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
    ebooks: dict[str, Future[Any]] = {}

    def settled(starts: Sequence[PageStart] = ()) -> None:
        ebooks.update(_begin_ebooks(shop, _ebooks(shop, setting, asked, shop.weights(wanted), starts)))

    bound: dict[str, Future[Any]] = {}
    if shop.impressions:
        interior = shop.interior(setting, asked.pop("interior"), settled)
        finished.lay(interior, *INNER)
        bound = _bind(shop, bare, interior, finished)
    else:
        settled()
    cover = _begin_cover(shop, bare, finished, bound.get("print")) if "cover" in wanted else None
    finished.tidied = shop.start(Job("Dọn bộ đệm", trim_cache, (shop.cache,), patient=True)) if shop.proving else None
    meanwhile()
    shop.renew(finished.fresh)
    made = [future.result() for future in bound.values()]
    if any(isinstance(each, Gone) for each in made):
        # the cache lost something in the meantime (somebody cleared it, a disk damaged it): once more
        interior = shop.interior(setting, ask(setting, ASKING, shop.start)(), sure=True)
        made = [future.result() for future in _bind(shop, bare, interior, finished).values()]
    for each in made:
        if isinstance(each, Gone):
            raise each
        finished.take(each)
    if cover:
        finished.take(cover.result())
    if "imposed" in wanted and "print" in finished.files:
        task = (bare, shop.editions["imposed"], finished.files["print"], shop.context.impose)
        sheets = shop.begin({"imposed": Job("Bình trang", Late(f"{_MAKE}imposed"), task)})["imposed"]
        finished.pages["imposed"] = finished.take(sheets.result())
    _take_ebooks(shop, ebooks, finished)


def _bind(shop: Workshop, bare: Setting, interior: Interior, finished: Finished) -> dict[str, Future[Any]]:
    """Have the wanted files of an interior bound, that for the printer first, for it takes longest to prove, and the
    proof last, for it is read back in no time."""
    futures: dict[str, Future[Any]] = {}
    for name in sorted(shop.editions, key=lambda name: name == "proof"):
        if name in INNER and name in shop.wanted:
            bind = partial(_bind_one, shop, bare, interior, name)
            made = futures[name] = _after(futures.get("print"), bind)
            if name == "print" and shop.proving:
                finished.proofs["print"] = shop.proved(made, unjudged(interior))
            if shop.proving:
                finished.readings[name] = shop.reading(name, made, interior.pages)
    return futures


def _bind_one(shop: Workshop, bare: Setting, interior: Interior, name: str) -> Future[Any]:
    if name != "proof":
        return shop.bind(name, Late(f"{_BIND}{'print' if name == 'print' else 'reading'}"), interior, bare)
    edition = shop.editions[name]
    task = (bare, edition, interior.sheaves[edition.colours], interior.marks, shop.cache)
    return shop.start(Job(f"Đóng {edition.label}", Late(f"{_BIND}proof"), task))


def _after(before: Future[Any] | None, begin: Callable[[], Future[Any]]) -> Future[Any]:
    """What is begun when something has been done, or now."""
    return then(before, lambda _: begin()) if before else begin()


def _begin_cover(shop: Workshop, bare: Setting, finished: Finished, before: Future[Any] | None) -> Future[Any]:
    """The cover for as many pages as the interior has."""
    pages, finished.pages["cover"] = finished.pages["print"], 1
    job = Job("Dàn bìa", Late(f"{_MAKE}cover_file"), (bare, shop.editions["cover"], pages))
    shop.say(Step(job.label))
    cover = _after(before, partial(shop.start, job))
    if shop.proving:
        finished.proofs["cover"] = shop.proved(cover)
        finished.readings["cover"] = shop.reading("cover", cover, 1)
    return cover


def _begin_ebooks(shop: Workshop, jobs: Mapping[str, Job]) -> dict[str, Future[Any]]:
    """All weights but the first wait for it: they differ in their pictures only, so what epubcheck says is known
    then."""
    started: dict[str, Future[Any]] = {}
    for name, job in jobs.items():
        started[name] = _after(next(iter(started.values()), None), partial(shop.start, job))
        shop.say(Step(job.label))
    return started


def _take_ebooks(shop: Workshop, made: Mapping[str, Future[Any]], finished: Finished) -> None:
    for name, future in made.items():
        judged = future.result()
        finished.files[name] = shop.path(name)
        finished.ebooks[name] = judged.result
        finished.findings += judged.findings
    if made and not finished.starts:
        finished.findings.append(diagnose("E121", record=shop.book.settings.id))


def _ebooks(
    shop: Workshop, setting: Setting, asked: Mapping[str, Any], weights: list[Edition], starts: Sequence[PageStart]
) -> dict[str, Job]:
    """A job for each weight of the EPUB."""
    if not weights:
        return {}
    from yearbook.editions.ebook import EbookSource  # with what reads and writes EPUBs: not for every book

    ebook: AskedEbook = asked["epub"]
    told = (shop.book.record_anchors, shop.yearbook.spans)
    source = EbookSource(ebook.pages, tuple(starts), asked["front"].result(), *told)
    jobs: dict[str, Job] = {}
    for edition in weights:
        pictures, path = ebook.pictures(edition.name, setting.images), shop.path(edition.name)
        task = (source, pictures, edition, path, shop.cache)
        jobs[edition.name] = Job(f"Đóng gói {edition.label}", Late(f"{_EBOOK}make_ebook"), task, patient=bool(jobs))
    return jobs
