"""Pure Vietnamese text: one form, dictionary order, names, numbers and dates, line breaks. No I/O."""

from yearbook.vietnamese.case import heading_case, name_case, upper, upper_first
from yearbook.vietnamese.collate import PersonKey, SortKey, index_letter, person_key, person_letter, sort_key
from yearbook.vietnamese.dates import FoundDate, find_dates, parse_date
from yearbook.vietnamese.docnumbers import (
    DocumentNumber,
    TypedNumber,
    find_document_numbers,
    format_document_number,
    parse_document_number,
)
from yearbook.vietnamese.glue import Segment, glue, segments, typographic
from yearbook.vietnamese.legacy import Restored, RestoredWord, restore
from yearbook.vietnamese.letters import VIETNAMESE
from yearbook.vietnamese.names import (
    FAMILY_NAMES,
    NameOrder,
    NameParts,
    Titled,
    file_as,
    initials,
    split_name,
    strip_title,
)
from yearbook.vietnamese.normalise import NBSP, long_words, nfc, search_key, slugify, strip_marks
from yearbook.vietnamese.numbers import (
    format_date_long,
    format_date_range,
    format_date_range_short,
    format_date_short,
    format_measure,
    format_month,
    format_number,
    from_roman,
    number_words,
    ordinal_words,
    parse_number,
    to_roman,
    year_range,
)
from yearbook.vietnamese.rimes import TonePlacement
from yearbook.vietnamese.syllables import Parsed, analyse, is_known, is_syllable, spell, split_glued
from yearbook.vietnamese.tones import placement, respell

__all__ = [
    "FAMILY_NAMES",
    "NBSP",
    "VIETNAMESE",
    "DocumentNumber",
    "FoundDate",
    "NameOrder",
    "NameParts",
    "Parsed",
    "PersonKey",
    "Restored",
    "RestoredWord",
    "Segment",
    "SortKey",
    "Titled",
    "TonePlacement",
    "TypedNumber",
    "analyse",
    "file_as",
    "find_dates",
    "find_document_numbers",
    "format_date_long",
    "format_date_range",
    "format_date_range_short",
    "format_date_short",
    "format_document_number",
    "format_measure",
    "format_month",
    "format_number",
    "from_roman",
    "glue",
    "heading_case",
    "index_letter",
    "initials",
    "is_known",
    "is_syllable",
    "long_words",
    "name_case",
    "nfc",
    "number_words",
    "ordinal_words",
    "parse_date",
    "parse_document_number",
    "parse_number",
    "person_key",
    "person_letter",
    "placement",
    "respell",
    "restore",
    "search_key",
    "segments",
    "slugify",
    "sort_key",
    "spell",
    "split_glued",
    "split_name",
    "strip_marks",
    "strip_title",
    "to_roman",
    "typographic",
    "upper",
    "upper_first",
    "year_range",
]
