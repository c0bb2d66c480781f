"""Which files of a data folder hold which records."""

from __future__ import annotations

from enum import Enum

from yearbook.records import model
from yearbook.records.settings import Settings
from yearbook.records.values import Record
from yearbook.values import dataclass


class Form(Enum):
    """How records of a kind are kept."""

    SETTINGS = "settings"  # the one `yearbook.yaml`
    FILE = "file"  # one file with a list of records
    FOLDER = "folder"  # a folder of YAML files, a record or a list of records each
    MARKDOWN = "markdown"  # a folder of Markdown files with a YAML head, a record each


@dataclass(frozen=True)
class Kind:
    """One kind of record. `field`: its name in `Yearbook`, and the stem of its file or folder."""

    field: str
    model: type[Record]
    noun: str
    form: Form
    single: str = ""

    @property
    def place(self) -> str:
        """Its file or folder in the data folder."""
        if self.form is Form.SETTINGS:
            return "yearbook.yaml"
        return f"{self.field}.yaml" if self.form is Form.FILE else self.field

    @property
    def schema_name(self) -> str:
        """Name of its JSON Schema: `units` for the list file, `individual` for a file of a folder."""
        return {Form.SETTINGS: "yearbook", Form.FILE: self.field}.get(self.form, self.single)


KINDS = (
    Kind("settings", Settings, "cài đặt của sách", Form.SETTINGS),
    Kind("units", model.Unit, "đơn vị", Form.FILE),
    Kind("decisions", model.Decision, "quyết định", Form.FILE),
    Kind("awards", model.Award, "hình thức khen thưởng", Form.FILE),
    Kind("individuals", model.Individual, "cá nhân", Form.FOLDER, "individual"),
    Kind("collectives", model.Collective, "tập thể", Form.FOLDER, "collective"),
    Kind("events", model.Event, "sự kiện", Form.FOLDER, "event"),
    Kind("texts", model.Text, "bài viết", Form.MARKDOWN, "text"),
    Kind("documents", model.Document, "văn bản", Form.MARKDOWN, "document"),
    Kind("slogans", model.Slogan, "khẩu hiệu", Form.FILE),
    Kind("committees", model.Committee, "ban", Form.FILE),
    Kind("programme", model.ProgrammeItem, "mục chương trình", Form.FILE),
    Kind("delegates", model.Delegate, "đại biểu", Form.FILE),
    Kind("gallery", model.GalleryPage, "trang ảnh", Form.FILE),
    Kind("abbreviations", model.Abbreviation, "chữ viết tắt", Form.FILE),
)
# Ids of these share one space: they are looked up together and name the anchors of Part I and II.
SHARED_IDS = frozenset({"individuals", "collectives", "events", "texts", "documents"})
