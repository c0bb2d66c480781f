"""The table of seeded defects: how a sound book is spoilt, and what our checks then say."""

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from good_epub import Files, jpeg

ROOT = Path(__file__).resolve().parents[2]
Change = Callable[[Files], None]

# --- how a book is spoilt ------------------------------------------------------------------------------------


def swap(name: str, old: str, new: str) -> Change:
    def change(files: Files) -> None:
        text = files[f"EPUB/{name}"].decode()
        assert old in text, "the place of the defect is not in the file"
        files[f"EPUB/{name}"] = text.replace(old, new, 1).encode()

    return change


def put(name: str, data: bytes) -> Change:
    def change(files: Files) -> None:
        files[name] = data

    return change


def drop(name: str) -> Change:
    def change(files: Files) -> None:
        del files[name]

    return change


def both(*changes: Change) -> Change:
    def change(files: Files) -> None:
        for one in changes:
            one(files)

    return change


def pages_in_wrong_order(files: Files) -> None:
    swap("nav.xhtml", '_p2">2<', '_pX">X<')(files)
    swap("nav.xhtml", 'loi-noi-dau.xhtml#_p1">1<', 'loi-noi-dau.xhtml#_p2">2<')(files)
    swap("nav.xhtml", '_pX">X<', '_p1">1<')(files)


def crowded(files: Files) -> None:
    """Twenty-one records in a file."""
    more = "".join(f'<article id="nguoi-{n}"><h2>Nguyễn Văn {n}</h2></article>' for n in range(20))
    swap("ca-nhan.xhtml", "</article>\n</section>", f"</article>{more}\n</section>")(files)


def without_landmarks(files: Files) -> None:
    nav = files["EPUB/nav.xhtml"].decode()
    start = nav.index('<nav epub:type="landmarks"')
    files["EPUB/nav.xhtml"] = (nav[:start] + nav[nav.index("</body>") :]).encode()


def careless_font() -> bytes:
    """The face cut down to the letters that somebody found in a book."""
    options = subset.Options(notdef_outline=True, recalc_timestamp=False)
    with TTFont(ROOT / "fonts" / "BeVietnamPro_400Regular.ttf") as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=set(font.getBestCmap()) - {ord("Ẵ"), ord("ỵ")})
        subsetter.subset(font)
        buffer = io.BytesIO()
        font.save(buffer)
    return buffer.getvalue()


def exif(gps: bool) -> bytes:
    """A camera's data: its maker, and the directory of the place."""
    entries = [(0x010F, 2, 4, 0x41424300)] + ([(0x8825, 4, 1, 26)] if gps else [])
    body = b"".join(struct.pack(">HHLL", *entry) for entry in entries)
    return b"Exif\0\0" + b"MM\0*" + struct.pack(">LH", 8, len(entries)) + body + struct.pack(">L", 0)


def encrypted(files: Files) -> None:
    font = "EPUB/fonts/BeVietnamPro-Regular.ttf"
    files["META-INF/encryption.xml"] = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"'
        ' xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
        '<enc:EncryptedData><enc:EncryptionMethod Algorithm="http://www.idpf.org/2008/embedding"/>'
        f'<enc:CipherData><enc:CipherReference URI="{font}"/></enc:CipherData></enc:EncryptedData></encryption>'
    ).encode()
    files[font] = bytes(byte ^ 0x5A for byte in files[font][:1040]) + files[font][1040:]


# --- what our own checks find --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Defect:
    """name: in the trade's words; messages: all that our checks say, in their order; alone: no other tool says it."""

    name: str
    change: Change
    messages: tuple[str, ...]
    alone: bool = False


def defect(name: str, change: Change, *messages: str, alone: bool = False) -> Defect:
    return Defect(name, change, messages, alone)


OURS = (
    # what people get wrong most
    defect(
        "alt empty",
        swap("ca-nhan.xhtml", 'alt="Chân dung Nguyễn Văn A"', 'alt=""'),
        "ảnh «a.jpg» ở trang «ca-nhan.xhtml» không có lời tả (alt)",
        alone=True,
    ),
    defect(
        "alt is a file name",
        swap("ca-nhan.xhtml", 'alt="Chân dung Nguyễn Văn A"', 'alt="IMG_0123.jpg"'),
        "lời tả của ảnh ở trang «ca-nhan.xhtml» là tên tệp: «IMG_0123.jpg»",
        alone=True,
    ),
    defect(
        "wrong language of a page",
        swap("ca-nhan.xhtml", 'lang="vi" xml:lang="vi"', 'lang="en" xml:lang="en"'),
        "trang «ca-nhan.xhtml» không ghi ngôn ngữ tiếng Việt (lang và xml:lang phải là «vi»)",
        alone=True,
    ),
    defect(
        "page list out of order",
        pages_in_wrong_order,
        "danh sách trang in: trang 1 đứng sau trang 2",
        alone=True,
    ),
    defect(
        "conformance without a certifier",
        swap("content.opf", '<meta property="a11y:certifiedBy">Thư viện Người khiếm thị</meta>\n', ""),
        "siêu dữ liệu tiếp cận ghi đạt chuẩn (dcterms:conformsTo) mà không ghi ai đánh giá (a11y:certifiedBy)",
        alone=True,
    ),
    defect(
        "bad conformance string",
        swap("content.opf", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA", "EPUB Accessibility 1.1 – WCAG 2.2 AA"),
        "dcterms:conformsTo ghi «EPUB Accessibility 1.1 – WCAG 2.2 AA», không đúng mẫu của chuẩn",
    ),
    defect(
        "unknown epub:type",
        swap("danh-sach.xhtml", 'epub:type="chapter"', 'epub:type="chapter award-list"'),
        "trang «danh-sach.xhtml» có epub:type «award-list», không có trong từ vựng EPUB",
        alone=True,
    ),
    defect(
        "decomposed text",
        swap("loi-noi-dau.xhtml", "phong trào", "phong tra\u0300o"),
        "trang «loi-noi-dau.xhtml» có chữ chưa ghép dấu (Unicode NFC), bắt đầu ở «ào đã lan rộng.»",
        alone=True,
    ),
    defect(
        "table without th scope",
        swap("danh-sach.xhtml", '<th scope="col">TT</th><th scope="col">Họ và tên</th>', "<td>TT</td><td>Tên</td>"),
        "bảng ở trang «danh-sach.xhtml» không có ô tiêu đề cột (th scope)",
        alone=True,
    ),
    defect(
        "sign outside the fonts",
        swap("ca-nhan.xhtml", "mùa bão.", "mùa bão 🌸."),
        "phông chữ trong EPUB thiếu 1 ký tự: 🌸 (U+1F338) (trang «ca-nhan.xhtml»)",
        alone=True,
    ),
    # pages of the printed book
    defect(
        "page missing in the list",
        swap("nav.xhtml", '<li><a href="ca-nhan.xhtml#_p3">3</a></li>\n', ""),
        "danh sách trang in của EPUB có 4 trang, bản in có 5",
        "danh sách trang in: thiếu trang 3",
        "dấu trang 3 ở «ca-nhan.xhtml» không có trong danh sách trang in",
    ),
    defect(
        "page list leads to a record",
        swap("nav.xhtml", "ca-nhan.xhtml#_p3", "ca-nhan.xhtml#nguyen-van-a"),
        "danh sách trang in: trang 3 dẫn tới «ca-nhan.xhtml#nguyen-van-a» ở «ca-nhan.xhtml»,"
        " chỗ ấy không phải dấu trang",
        "dấu trang 3 ở «ca-nhan.xhtml» không có trong danh sách trang in",
    ),
    defect(
        "mark says another number",
        swap("ca-nhan.xhtml", 'aria-label="3"', 'aria-label="4"'),
        "danh sách trang in: mục 3 dẫn tới dấu trang ở «ca-nhan.xhtml» ghi «4»",
        alone=True,
    ),
    defect(
        "page marks out of reading order",
        both(
            swap("nav.xhtml", "ca-nhan.xhtml#_p3", "danh-sach.xhtml#_p4"),
            swap("nav.xhtml", 'danh-sach.xhtml#_p4">4', 'ca-nhan.xhtml#_p3">4'),
            swap("ca-nhan.xhtml", 'aria-label="3"', 'aria-label="4"'),
            swap("danh-sach.xhtml", 'aria-label="4"', 'aria-label="3"'),
        ),
        "danh sách trang in: dấu trang 4 nằm trước dấu trang 3 trong thứ tự đọc",
        alone=True,
    ),
    defect(
        "page list of an unnamed book",
        swap("content.opf", '<meta property="pageBreakSource">urn:isbn:9786048000011</meta>\n', ""),
        "trang in trong EPUB: có danh sách trang in mà không ghi của sách nào (pageBreakSource)",
    ),
    defect(
        "page marks not in the metadata",
        swap("content.opf", '<meta property="schema:accessibilityFeature">pageBreakMarkers</meta>\n', ""),
        "trang in trong EPUB: có dấu trang in mà siêu dữ liệu không ghi pageBreakMarkers",
        alone=True,
    ),
    # structure
    defect(
        "role missing",
        swap("danh-sach.xhtml", 'epub:type="chapter" role="doc-chapter"', 'epub:type="chapter"'),
        'trang «danh-sach.xhtml» có epub:type «chapter» mà không có role="doc-chapter"',
    ),
    defect(
        "role contradicts",
        swap("danh-sach.xhtml", 'role="doc-chapter"', 'role="doc-part"'),
        "trang «danh-sach.xhtml» có epub:type «chapter» nhưng role «doc-part»; phải là «doc-chapter»",
    ),
    defect(
        "heading level left out",
        swap("ca-nhan.xhtml", "<h2>Trần Thị B</h2>", "<h2>Trần Thị B</h2><h4>Thành tích</h4>"),
        "tiêu đề ở trang «ca-nhan.xhtml»: h4 đứng ngay dưới h2, bỏ cách bậc",
    ),
    defect(
        "first heading too deep",
        swap("danh-sach.xhtml", '<h1 id="t3">Danh sách</h1>', '<h3 id="t3">Danh sách</h3>'),
        "tiêu đề ở trang «danh-sach.xhtml»: mở đầu bằng h3, trong khi mục lục xếp ở bậc 1",
    ),
    defect(
        "footnote nobody calls",
        swap("loi-noi-dau.xhtml", 'id="r1" href="#c1"', 'id="r1" href="#c2"'),
        "trang «loi-noi-dau.xhtml» có liên kết tới «#c2» nhưng chỗ ấy không có trong EPUB",
        "chú thích «c1» ở trang «loi-noi-dau.xhtml» không có chỗ gọi nào dẫn tới",
    ),
    defect(
        "footnote without a way back",
        swap("loi-noi-dau.xhtml", '<a role="doc-backlink" href="#r1">1</a>', "1"),
        "chú thích «c1» ở trang «loi-noi-dau.xhtml» không có đường trở lại chỗ gọi",
        alone=True,
    ),
    defect(
        "call leads to no note",
        swap("loi-noi-dau.xhtml", 'epub:type="footnote" role="doc-footnote" ', ""),
        "trang «loi-noi-dau.xhtml» có số chú thích dẫn tới «#c1», chỗ ấy không phải chú thích",
        alone=True,
    ),
    defect(
        "table without a caption",
        swap("danh-sach.xhtml", "<caption>Bằng khen của Bộ trưởng</caption>\n", ""),
        "bảng ở trang «danh-sach.xhtml» không có tên (caption)",
        alone=True,
    ),
    defect(
        "colour fixed in a tag",
        swap("ca-nhan.xhtml", "<p>Anh giữ", '<p style="margin: 0; color: #000">Anh giữ'),
        'trang «ca-nhan.xhtml» có màu đặt cứng: style="margin: 0; color: #000"',
        alone=True,
    ),
    defect(
        "language tag ill-formed",
        swap("loi-noi-dau.xhtml", 'lang="en" xml:lang="en"', 'lang="tieng-anh" xml:lang="tieng-anh"'),
        "trang «loi-noi-dau.xhtml» có mã ngôn ngữ «tieng-anh», không đúng BCP 47",
        "trang «loi-noi-dau.xhtml» có mã ngôn ngữ «tieng-anh», không đúng BCP 47",
    ),
    # links
    defect(
        "broken link",
        swap("bang-tra.xhtml", "ca-nhan.xhtml#tran-thi-b", "ca-nhan.xhtml#tran-thi-c"),
        "trang «bang-tra.xhtml» có liên kết tới «ca-nhan.xhtml#tran-thi-c» nhưng chỗ ấy không có trong EPUB",
    ),
    defect(
        "link without words",
        swap("loi-noi-dau.xhtml", ">trang của Bộ</a>", "></a>"),
        "trang «loi-noi-dau.xhtml» có liên kết tới «https://example.gov.vn/» mà không có chữ nào để chạm hay đọc lên",
    ),
    defect(
        "link whose words are an address",
        swap("loi-noi-dau.xhtml", ">trang của Bộ</a>", ">https://example.gov.vn/</a>"),
        "trang «loi-noi-dau.xhtml» có liên kết mà chữ là địa chỉ: «https://example.gov.vn/»",
        alone=True,
    ),
    defect(
        "page nobody leads to",
        both(
            swap("nav.xhtml", '<li><a href="bang-tra.xhtml">Bảng tra</a></li>\n', ""),
            swap("nav.xhtml", '<li><a href="bang-tra.xhtml#_p5">5</a></li>\n', ""),
            swap("bang-tra.xhtml", 'epub:type="pagebreak" role="doc-pagebreak" ', ""),
        ),
        "danh sách trang in của EPUB có 4 trang, bản in có 5",
        "danh sách trang in: thiếu trang 5",
        "không có liên kết nào từ mục lục dẫn tới trang «bang-tra.xhtml», kể cả qua các trang khác",
    ),
    defect(
        "record missing",
        swap("ca-nhan.xhtml", ' id="tran-thi-b"', ' id="tran-b"'),
        "không thấy bản ghi «tran-thi-b» trong EPUB",
        "trang «bang-tra.xhtml» có liên kết tới «ca-nhan.xhtml#tran-thi-b» nhưng chỗ ấy không có trong EPUB",
    ),
    defect(
        "too many records in a file",
        crowded,
        "trang «ca-nhan.xhtml» có 22 bản ghi; nên từ 20 trở xuống",
        alone=True,
    ),
    defect(
        "page too large",
        swap("loi-noi-dau.xhtml", "phong trào đã lan rộng.", "phong trào đã lan rộng. " * 12_000),
        "trang «loi-noi-dau.xhtml» nặng 349 KB; máy đọc sách nhỏ mở rất chậm hoặc không mở được",
        alone=True,
    ),
    # nothing runs, nothing is fetched
    defect(
        "script",
        swap("ca-nhan.xhtml", "</section>", "<script>1</script></section>"),
        "trang «ca-nhan.xhtml» có thẻ <script>; EPUB của sách không được chạy mã hay tải gì từ mạng",
    ),
    defect(
        "style sheet loads from the net",
        swap("book.css", "html {", '@import "https://example.com/a.css"; html {'),
        "trang «book.css» có tài nguyên https://example.com/a.css; EPUB của sách không được chạy mã hay tải gì từ mạng",
    ),
    defect(
        "background from the net",
        swap("book.css", "html {", "html { background: url( 'http://example.com/a.png');"),
        "trang «book.css» có tài nguyên http://example.com/a.png; EPUB của sách không được chạy mã hay tải gì từ mạng",
    ),
    # metadata
    defect(
        "identifier with a wrong check digit",
        both(
            swap("content.opf", "urn:isbn:9786048000004", "urn:isbn:9786048000005"),
            swap("toc.ncx", "urn:isbn:9786048000004", "urn:isbn:9786048000005"),
        ),
        "mã định danh «urn:isbn:9786048000005» sai số kiểm tra: số kiểm tra phải là 4",
        alone=True,
    ),
    defect(
        "identifier that is no name",
        both(
            swap("content.opf", "urn:isbn:9786048000004", "ky-yeu-2020"),
            swap("toc.ncx", "urn:isbn:9786048000004", "ky-yeu-2020"),
        ),
        "mã định danh «ky-yeu-2020» không phải urn:isbn hay urn:uuid đúng dạng",
        alone=True,
    ),
    defect(
        "NCX of another book",
        swap("toc.ncx", "urn:isbn:9786048000004", "urn:isbn:9786048000011"),
        "NCX ghi mã «urn:isbn:9786048000011», gói ghi «urn:isbn:9786048000004»",
    ),
    defect(
        "date of change malformed",
        swap("content.opf", "2020-11-20T00:00:00Z", "2020-11-31T00:00:00Z"),
        "dcterms:modified: 2020-11-31T00:00:00Z; phải có đúng một ngày giờ, dạng 2020-11-20T00:00:00Z",
    ),
    defect(
        "language of the package",
        swap("content.opf", "<dc:language>vi<", "<dc:language>en<"),
        "dc:language của gói là «en», phải là «vi»",
        alone=True,
    ),
    defect(
        "accessibility metadata incomplete",
        swap("content.opf", '<meta property="schema:accessibilityHazard">none</meta>\n', ""),
        "siêu dữ liệu tiếp cận thiếu: accessibilityHazard",
    ),
    defect(
        "accessibility metadata misspelt",
        swap("content.opf", ">alternativeText<", ">alternateText<"),
        "schema:accessibilityFeature ghi «alternateText», không có trong từ vựng",
    ),
    # navigation
    defect(
        "no landmarks",
        without_landmarks,
        "văn bản điều hướng «nav.xhtml» không có mốc (nav landmarks)",
        alone=True,
    ),
    # fonts
    defect(
        "font without Vietnamese",
        put("EPUB/fonts/BeVietnamPro-Regular.ttf", careless_font()),
        "phông «BeVietnamPro-Regular.ttf» thiếu 2 chữ cái tiếng Việt: Ẵ ỵ",
        alone=True,
    ),
    defect(
        "font without its licence",
        put("EPUB/fonts/OFL-BeVietnamPro.txt", b"Be Vietnam Pro"),
        "EPUB mang phông «BeVietnamPro-Regular.ttf» mà không có giấy phép của phông",
        alone=True,
    ),
    defect(
        "font obfuscated",
        encrypted,
        "EPUB có phần bị mã hóa hoặc xáo byte: «EPUB/fonts/BeVietnamPro-Regular.ttf»",
        "phông «BeVietnamPro-Regular.ttf» trong EPUB không phải phông TrueType hay OpenType (bị xáo byte hoặc hỏng)",
        alone=True,
    ),
    # pictures
    defect(
        "picture of another kind",
        put("EPUB/images/a.jpg", b"GIF89a\xe0\x01\x80\x02"),
        "ảnh «a.jpg» ghi là image/jpeg nhưng thật ra là image/gif",
    ),
    defect(
        "progressive JPEG",
        put("EPUB/images/a.jpg", jpeg(480, 640, progressive=True)),
        "ảnh «a.jpg» là JPEG hiện dần (progressive)",
        alone=True,
    ),
    defect(
        "CMYK JPEG",
        put("EPUB/images/a.jpg", jpeg(480, 640, "CMYK")),
        "ảnh «a.jpg» là JPEG CMYK, màu của bản in",
        alone=True,
    ),
    defect(
        "camera data left",
        put("EPUB/images/a.jpg", jpeg(480, 640, exif=exif(gps=False))),
        "ảnh «a.jpg» còn thông tin máy ảnh (EXIF)",
        alone=True,
    ),
    defect(
        "place of the photo left",
        put("EPUB/images/a.jpg", jpeg(480, 640, exif=exif(gps=True))),
        "ảnh «a.jpg» còn vị trí chụp (GPS) và thông tin máy ảnh (EXIF)",
        alone=True,
    ),
    defect(
        "picture distorted",
        swap("ca-nhan.xhtml", 'width="480" height="640"', 'width="480" height="480"'),
        "ảnh «a.jpg» ở trang «ca-nhan.xhtml» đặt 480 × 480 nhưng ảnh có tỷ lệ 480 × 640",
        alone=True,
    ),
    defect(
        "cover too small",
        both(
            put("EPUB/images/cover.jpg", jpeg(600, 960)),
            swap("cover.xhtml", 'width="1600" height="2560"', 'width="600" height="960"'),
        ),
        "ảnh bìa chỉ rộng 600 điểm ảnh, nên từ 1400 (đẹp nhất 1600 × 2560)",
        alone=True,
    ),
    defect(
        "no cover image",
        swap("content.opf", ' properties="cover-image"', ""),
        "EPUB không có ảnh bìa (cover-image)",
        alone=True,
    ),
    # the container
    defect(
        "name that climbs out",
        put("EPUB/../../bia.jpg", jpeg(8, 8)),
        "tên «EPUB/../../bia.jpg» trong EPUB không phải đường dẫn nằm gọn trong tệp EPUB",
    ),
    defect(
        "name with a backslash",
        put("EPUB\\bia.jpg", jpeg(8, 8)),
        "tên «EPUB\\bia.jpg» trong EPUB có ký tự mà EPUB cấm dùng trong tên",
    ),
    defect(
        "name in decomposed letters",
        put("EPUB/images/a\u0301nh.jpg", jpeg(8, 8)),
        "tên «EPUB/images/a\u0301nh.jpg» trong EPUB viết bằng chữ rời dấu",
        alone=True,
    ),
    defect(
        "two names that differ in capitals",
        put("EPUB/images/A.jpg", jpeg(8, 8)),
        "tên «EPUB/images/A.jpg» trong EPUB chỉ khác «EPUB/images/a.jpg» ở chữ hoa, chữ thường",
    ),
    defect(
        "no package document",
        drop("EPUB/content.opf"),
        "EPUB thiếu EPUB/content.opf",
    ),
)
