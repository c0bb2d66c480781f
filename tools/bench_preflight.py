"""Render and preflight of a book's interior, timed side by side: `python -m tools.bench_preflight [folder] [cache]`.

Prints seconds of both and their ratio. The photos are ready before the clock starts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from yearbook.book import compose
from yearbook.context import BuildContext
from yearbook.editions import ask
from yearbook.images import PhotoFolder, derive_all, inspect, output_profile
from yearbook.pages.edition import editions
from yearbook.pages.render import Stamp
from yearbook.pages.setting import Setting
from yearbook.pages.theme import load_theme
from yearbook.pdf.work import make_print
from yearbook.preflight.printfile import preflight
from yearbook.preflight.profile import default_profile, load_profile
from yearbook.records import load
from yearbook.storage import Cache

ROOT = Path(__file__).resolve().parent.parent


def _silent(*_: object) -> None:
    return None


def prepare(context: BuildContext) -> Setting:
    """Everything the print job needs, photos included."""
    yearbook = load(context.data).value
    assert yearbook is not None
    settings = yearbook.settings
    printing, cache = settings.printing, Cache(context.cache)
    folder = PhotoFolder(context.photos)
    judged = {photo.file: inspect(folder, photo.file, cache=cache).value for _, _, photo in yearbook.photos()}
    infos = {name: info for name, info in judged.items() if info}
    output = output_profile(context.assets, context.data, printing.profile, printing.condition).value
    assert output is not None
    theme = load_theme(context.assets, settings.theme, settings.trim)
    stamp = Stamp("bench", context.date.isoformat(), 1)
    setting = Setting(compose(yearbook), theme, infos, {}, stamp, context.date, context.out, output)
    edition = editions(context.assets, printing, output.path)["print"]
    photos = ask(setting, edition, _silent).photos
    return replace(setting, images=derive_all(photos, cache, context.jobs, _silent))


def main() -> None:
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data"
    with tempfile.TemporaryDirectory() as folder:
        context = BuildContext(data=data, out=Path(folder))
        if len(sys.argv) > 2:
            context = replace(context, cache=Path(sys.argv[2]))
        setting = prepare(context)
        printing = setting.book.settings.printing
        edition = editions(context.assets, printing, setting.output.path)["print"]
        start = time.perf_counter()
        made = make_print(setting, edition, _silent)
        drawn = time.perf_counter()
        thresholds = load_profile(printing.check, data / "profiles").value or default_profile()
        report = preflight(made.files["print"], thresholds)
        proved = time.perf_counter()
    render, check = drawn - start, proved - drawn
    print(f"{made.pages} pages: render {render:.1f} s, preflight {check:.1f} s ({len(report)} findings)")
    print(f"preflight ÷ render: {check / render:.2f} (goal: under 0.50)")


if __name__ == "__main__":
    main()
