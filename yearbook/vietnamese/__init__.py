"""Pure Vietnamese text: one form, dictionary order, names, numbers and dates, line breaks. No I/O."""

from yearbook.vietnamese.case import upper, upper_first
from yearbook.vietnamese.collate import PersonKey, SortKey, index_letter, person_key, person_letter, sort_key
from yearbook.vietnamese.glue import Segment, glue, segments, typographic
from yearbook.vietnamese.letters import VIETNAMESE
from yearbook.vietnamese.names import NameOrder, NameParts, file_as, initials, split_name
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
    to_roman,
    year_range,
)
from yearbook.vietnamese.rimes import TonePlacement
from yearbook.vietnamese.syllables import Parsed, analyse, is_known, is_syllable, spell, split_glued
from yearbook.vietnamese.tones import placement, respell

__all__ = [
    "NBSP",
    "VIETNAMESE",
    "NameOrder",
    "NameParts",
    "Parsed",
    "PersonKey",
    "Segment",
    "SortKey",
    "TonePlacement",
    "analyse",
    "file_as",
    "format_date_long",
    "format_date_range",
    "format_date_range_short",
    "format_date_short",
    "format_measure",
    "format_month",
    "format_number",
    "from_roman",
    "glue",
    "index_letter",
    "initials",
    "is_known",
    "is_syllable",
    "long_words",
    "nfc",
    "number_words",
    "ordinal_words",
    "person_key",
    "person_letter",
    "placement",
    "respell",
    "search_key",
    "segments",
    "slugify",
    "sort_key",
    "spell",
    "split_glued",
    "split_name",
    "strip_marks",
    "to_roman",
    "typographic",
    "upper",
    "upper_first",
    "year_range",
]
