"""Old encodings come back right word by word; what is Unicode already stays; what can be read two ways is asked."""

import re
import unicodedata
from pathlib import Path

import pytest
from old_encodings import ENCODERS

from yearbook.records import load
from yearbook.vietnamese import VIETNAMESE, analyse, restore

DATA = Path(__file__).resolve().parents[2] / "data"
BOOK = load(DATA).value
NAMES = sorted(person.name for person in BOOK.individuals) if BOOK else []
LINES = [
    "Quyết định thành lập Ban Tổ chức Đại hội Thi đua yêu nước",
    "Cục Phát thanh, truyền hình và thông tin điện tử",
    "Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
    "Nhiệt liệt chào mừng các đại biểu về dự Đại hội!",
    "Trường Đào tạo, Bồi dưỡng cán bộ quản lý",
    "Đoàn kết, năng động, sáng tạo, thi đua xây dựng và bảo vệ Tổ quốc",
]


@pytest.mark.parametrize("encoding", ENCODERS)
@pytest.mark.parametrize("line", LINES)
def test_a_line_comes_back(line: str, encoding: str) -> None:
    assert restore(ENCODERS[encoding](line)).text == line


@pytest.mark.parametrize(
    ("encoding", "least"), [("tcvn3", 99), ("vni", 100), ("cp1258", 98), ("viqr", 94), ("mojibake", 100)]
)
def test_names_come_back(encoding: str, least: int) -> None:
    """Of all names of the sample book, in per cent. What does not come back is asked about or left as it is written:
    no word becomes another one."""
    wrong = []
    for name in NAMES:
        written = ENCODERS[encoding](name)
        restored = restore(written)
        if restored.text != name:
            wrong.append(name)
            for word, right in zip(restored.words, name.split(), strict=False):
                assert word.text == right or word.ambiguous or word.text == word.written, (name, written)
    assert 100 * (len(NAMES) - len(wrong)) >= least * len(NAMES), wrong


def spelt(letter: str) -> str:
    """A common syllable with this letter, of one case throughout."""
    small = letter.lower()
    for form in ("t{}", "t{}n", "t{}c", "t{}t", "t{}m", "t{}i", "th{}p", "ng{}i", "ng{}", "qu{}", "{}a", "{}"):
        if analyse(word := form.format(small)):
            return word.upper() if letter.isupper() else word
    raise AssertionError(letter)


@pytest.mark.parametrize("encoding", ["vni", "cp1258", "mojibake", "viqr"])
def test_all_134_letters_come_back(encoding: str) -> None:
    """Among words that say which encoding it is: alone a letter may be read in several."""
    for letter in VIETNAMESE:
        line = f"Nguyễn Quyết Thắng {spelt(letter)} Trường Đặng"
        assert unicodedata.normalize("NFC", restore(ENCODERS[encoding](line)).text) == line, letter


def test_small_letters_of_tcvn3_come_back() -> None:
    """Its accented capitals have no code of their own; a word in capitals is put back in capitals."""
    for letter in (letter for letter in VIETNAMESE if letter.islower()):
        line = f"Nguyễn Quyết Thắng {spelt(letter)} Trường Đặng"
        assert restore(ENCODERS["tcvn3"](line)).text == line, letter
    assert restore(ENCODERS["tcvn3"]("NGUYỄN VĂN THẮNG")).text == "NGUYỄN VĂN THẮNG"


def test_correct_unicode_is_untouched() -> None:
    texts = [path.read_text("utf-8") for path in sorted(DATA.glob("*/*")) if path.suffix in {".yaml", ".md"}]
    for text in texts:
        restored = restore(text)
        assert restored.text == text
        assert restored.questions == ()


def test_decomposed_text_is_composed() -> None:
    for name in NAMES:
        assert restore(unicodedata.normalize("NFD", name)).text == name


def test_a_cell_that_mixes_encodings_is_restored_word_by_word() -> None:
    """Read as a whole in VNI, «Hoàng» would become «Hồng»."""
    restored = restore("Nguyễn Vuõ Lam Hoàng")
    assert restored.text == "Nguyễn Vũ Lam Hoàng"
    assert [(word.written, word.encoding) for word in restored.words if word.text != word.written] == [("Vuõ", "vni")]
    assert [(word.written, word.alternatives) for word in restored.questions] == [("Hoàng", ("Hồng",))]


@pytest.mark.parametrize(
    ("written", "text", "asked"),
    [
        # neighbours speak for one encoding: read so, and asked about while few of them speak
        ("Traàn Hoà", "Trần Hồ", [("Hoà", ("Hoà",))]),
        ("Traàn Vaên Hoà", "Trần Văn Hồ", [("Hoà", ("Hoà",))]),
        ("Hoà Thò Kim Oanh", "Hồ Thị Kim Oanh", [("Hoà", ("Hoà",))]),
        ("NguyÔn V¨n Dòng", "Nguyễn Văn Dũng", [("Dòng", ("Dòng",))]),
        # neighbours of both kinds: stays, and asked about
        ("Nguyễn Thaùi Sôn", "Nguyễn Thái Sôn", [("Sôn", ("Sơn",))]),
        # alone: Unicode
        ("Hoà", "Hoà", []),
        # a missing tone is likelier than an old encoding
        ("Nôp lưu chiểu", "Nôp lưu chiểu", []),
        ("Nôp", "Nôp", [("Nôp", ("Nụp",))]),
        ("Thò tay vào túi", "Thò tay vào túi", []),
        # TCVN3: capitals, quotation marks that are codes, ư copied as a hyphen, plain hyphens
        ("NGUYÔN V¡N ¸I", "NGUYỄN VĂN ÁI", []),
        ("Hµ NéI", "HÀ NỘI", []),
        ("NguyÔn ThÞ ¸nh", "Nguyễn Thị Ánh", []),
        ("«Th«ng tin & TruyÒn th«ng»", "«Thông tin & Truyền thông»", []),
        ("Th- viÖn Quèc gia", "Thư viện Quốc gia", []),
        ("Vô Thi ®ua - Khen th\xadëng", "Vụ Thi đua - Khen thưởng", [("Vô", ("Vô",))]),
        ("13 giê 30", "13 giờ 30", []),
        ("937/Q§-BTTTT", "937/QĐ-BTTTT", []),
        ("937/QÑ-BTTTT", "937/QĐ-BTTTT", []),
        # quotes and dashes that were read as control characters come back with the letters
        ("\x93Thêì cháu ðýa cho ai?\x94", "“Thế cháu đưa cho ai?”", []),
        # VIQR with a full stop, in brackets, and with signs that only together say what it is
        ("Nguye^~n Ba?o (te^n ma^~u).", "Nguyễn Bảo (tên mẫu).", []),
        ("Qua'ch Thi. Nhung", "Quách Thị Nhung", []),
        # UTF-8 read wrongly twice
        ("VÃƒÂµ ThÃ¡Â»â€¹ ÃƒÅ\xa0m", "Võ Thị Êm", []),
    ],
)
def test_readings(written: str, text: str, asked: list[tuple[str, tuple[str, ...]]]) -> None:
    restored = restore(written)
    assert restored.text == text
    assert [(word.written, word.alternatives) for word in restored.questions] == asked


MIXED = ["Trần Thị Hạnh", "Nguyễn Văn Tường", "Lê Hữu Đạt", "Phạm Ngọc Ước", "Đặng Thị Quỳnh"]


def test_a_list_of_names_in_all_encodings_at_once() -> None:
    """Each line in another encoding, NFD and correct Unicode among them."""
    coders = [*ENCODERS.values(), lambda text: unicodedata.normalize("NFD", text), str]
    for shift, coder in enumerate(coders):
        for number, name in enumerate(MIXED):
            lines = [coders[(shift + n) % len(coders)](other) for n, other in enumerate(MIXED)]
            lines[number] = coder(name)
            assert [restore(line).text for line in lines] == MIXED


def test_words_keep_their_spaces_and_signs() -> None:
    restored = restore("  «Nguyeãn  Vaên An», (Haø Noäi)!\n")
    assert restored.text == "  «Nguyễn  Văn An», (Hà Nội)!\n"
    assert [word.written for word in restored.words if word.encoding == "vni"] == ["Nguyeãn", "Vaên", "Haø", "Noäi"]
    assert all(0.5 <= word.confidence <= 1 for word in restored.words)


@pytest.mark.parametrize(
    "text",
    [
        "Go+, O+",
        "chữ Ð, dấu ©",
        "8 a.m.",
        "`ma` I'm",
        "Chúa Giê-su",
        "THỊ XÃ²",
        "HỌ VÀ “TÔ”",
        "«rất khá»…",
        "São Paulo",
        "Müller",
        "không?",
        "H'Drăng Niê",
        "a.b",
        "Anh (chị) có… không?",
        "20°C, 5 m²",
        "«Hoà»",
        "Café, naïve",
        "C++ ~ 5^2",
        "",
    ],
)
def test_what_only_looks_like_an_old_encoding(text: str) -> None:
    restored = restore(text)
    assert (restored.text, restored.changed) == (text, False)


def test_restoring_twice_changes_nothing_more() -> None:
    for encoding, encode in ENCODERS.items():
        for name in NAMES:
            once = restore(encode(name))
            if not once.questions:
                assert restore(once.text).text == once.text, (encoding, name)


def test_words_in_order_of_the_text() -> None:
    text = "Th«ng tin vµ TruyÒn th«ng"
    position = 0
    for word in restore(text).words:
        position = text.index(word.written, position) + len(word.written)
    assert re.sub(r"\s", "", text[position:]) == ""
