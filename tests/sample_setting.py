"""The sample book ready to be laid out, as the recipe hands it to the jobs; no file is made."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from yearbook.book import compose
from yearbook.checking import check
from yearbook.context import BuildContext, asset_root
from yearbook.editions.interior import Asked, ask
from yearbook.images import derive_all
from yearbook.pages.edition import Edition, editions
from yearbook.pages.render import PageSetter
from yearbook.pages.setting import Setting
from yearbook.pages.theme import load_theme
from yearbook.pipeline import dated, stamped
from yearbook.storage import Cache
from yearbook.workers import Job


def at_once(job: Job) -> Future[Any]:
    """Does a job here and now."""
    done: Future[Any] = Future()
    done.set_result(job.work(*job.arguments, lambda _done: None))
    return done


ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Ready:
    """A book in one edition, its pictures made. asked: of its interior, which serves all editions."""

    setting: Setting
    edition: Edition
    asked: Asked

    @property
    def setter(self) -> PageSetter:
        return self.setting.setter(self.edition)


def ready(name: str, folder: Path, theme: str = "", data: Path = ROOT / "data", *, pictures: bool = True) -> Ready:
    """The book in `data` for the edition `name`; pictures are derived into a cache in `folder` if wanted."""
    context = BuildContext(data=data, out=folder / "dist", cache=folder / "cache")
    checked = check(context)
    yearbook, press = checked.yearbook, checked.press
    assert yearbook is not None, "\n".join(f"{d.span}: {d.message}" for d in checked.report)
    assert press is not None
    settings = yearbook.settings
    context = dated(context, settings)
    looks = load_theme(asset_root(), theme or settings.theme, settings.trim)
    edition = editions(asset_root(), settings.printing, press.output.path)[name]
    stamp = stamped(context, settings, "thu")
    setting = Setting(compose(yearbook), looks, checked.photos, {}, stamp, context.date, folder, press.output)
    asked = ask(setting, "Xếp trang", at_once)()
    if pictures:
        images = derive_all(asked.photos(edition).values(), Cache(context.cache), 2, lambda _done, _total: None)
        setting = replace(setting, images=images)
    return Ready(setting, edition, asked)
