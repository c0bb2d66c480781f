"""T401: the name of a form of award as the law writes it (records/awards.yaml), its capitals too."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.rules.manuscript import Manuscript
from yearbook.rules.slips import Slip


def read(manuscript: Manuscript) -> Iterator[Slip]:
    taken: set[tuple[int, int]] = set()
    for wrong, right, source in _forms(manuscript):
        small = wrong.lower()
        for start in manuscript.find(small):
            end = start + len(small)
            written = manuscript.text[start:end]
            if written == right or written.isupper() or any(a <= start < b for a, b in taken):
                continue
            if small == right.lower() and written[1:] == right[1:]:
                continue  # «huân chương Lao động», «bằng khen»: as a common noun
            if small == right.lower() and written.islower():
                continue  # «các chiến sĩ thi đua toàn quốc»: persons, not the title
            taken.add((start, end))
            yield Slip("T401", start, end, words={"right": right, "source": source})


def _forms(manuscript: Manuscript) -> list[tuple[str, str, str]]:
    """(form as written, official name, source), the longest first: «… của Bộ trưởng» before «…»."""
    known = {award.name.lower() for award in manuscript.lexicon.awards}
    forms = []
    for award in manuscript.lexicon.awards:
        source = award.source[0] if award.source else "danh mục khen thưởng"
        forms.append((award.name, award.name, source))
        forms += [(wrong, award.name, source) for wrong in award.wrong_forms if wrong.lower() not in known]
    return sorted(forms, key=lambda form: -len(form[0]))
