"""A sound little EPUB, written by hand for the tests of the checks: five pages of a printed book, all kinds of markup.

    files = good_files()                       # name → bytes, in the order of the zip
    files["EPUB/a.xhtml"] = …                  # spoil it
    path = pack(files, tmp_path / "sach.epub")

It does not come from our own writer, so that a fault which writer and check share cannot hide.
"""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

from PIL import Image

from yearbook.context import asset_root

Files = dict[str, bytes]
ANCHORS = ("nguyen-van-a", "tran-thi-b")
PAGES = 5

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="EPUB/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""

PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="pub-id" xml:lang="vi">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="pub-id">urn:isbn:9786048000004</dc:identifier>
<dc:title>Kỷ yếu thử</dc:title>
<dc:language>vi</dc:language>
<dc:creator>Ban Tổ chức</dc:creator>
<meta property="dcterms:modified">2020-11-20T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessModeSufficient">textual,visual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">readingOrder</meta>
<meta property="schema:accessibilityFeature">pageBreakMarkers</meta>
<meta property="schema:accessibilityFeature">pageNavigation</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Sách có mục lục, lời tả ảnh và số trang của bản in.</meta>
<meta property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.2 Level AA</meta>
<meta property="a11y:certifiedBy">Thư viện Người khiếm thị</meta>
<meta property="pageBreakSource">urn:isbn:9786048000011</meta>
<meta name="cover" content="cover-image"/>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>
<item id="text" href="loi-noi-dau.xhtml" media-type="application/xhtml+xml"/>
<item id="people" href="ca-nhan.xhtml" media-type="application/xhtml+xml"/>
<item id="list" href="danh-sach.xhtml" media-type="application/xhtml+xml"/>
<item id="index" href="bang-tra.xhtml" media-type="application/xhtml+xml"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="css" href="book.css" media-type="text/css"/>
<item id="font" href="fonts/BeVietnamPro-Regular.ttf" media-type="font/ttf"/>
<item id="licence" href="fonts/OFL-BeVietnamPro.txt" media-type="text/plain"/>
<item id="cover-image" href="images/cover.jpg" media-type="image/jpeg" properties="cover-image"/>
<item id="portrait" href="images/a.jpg" media-type="image/jpeg"/>
</manifest>
<spine toc="ncx">
<itemref idref="cover"/><itemref idref="text"/><itemref idref="people"/><itemref idref="list"/><itemref idref="index"/>
<itemref idref="nav"/>
</spine>
</package>
"""

NCX = """<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="vi">
<head><meta name="dtb:uid" content="urn:isbn:9786048000004"/></head>
<docTitle><text>Kỷ yếu thử</text></docTitle>
<navMap>
<navPoint id="n1"><navLabel><text>Lời nói đầu</text></navLabel><content src="loi-noi-dau.xhtml"/></navPoint>
<navPoint id="n2"><navLabel><text>Cá nhân</text></navLabel><content src="ca-nhan.xhtml"/></navPoint>
<navPoint id="n3"><navLabel><text>Danh sách</text></navLabel><content src="danh-sach.xhtml"/></navPoint>
<navPoint id="n4"><navLabel><text>Bảng tra</text></navLabel><content src="bang-tra.xhtml"/></navPoint>
</navMap>
</ncx>
"""

CSS = """@font-face { font-family: "Be Vietnam Pro"; src: url(fonts/BeVietnamPro-Regular.ttf) }
html { font-family: "Be Vietnam Pro", sans-serif }
nav[hidden] { display: none }
img { max-width: 100%; height: auto }
"""

BODIES = {
    "cover": """<section epub:type="cover" aria-label="Bìa">
<img src="images/cover.jpg" width="1600" height="2560" alt="Bìa sách: Kỷ yếu thử" role="doc-cover"/>
</section>""",
    "loi-noi-dau": """<section epub:type="foreword" role="doc-foreword" aria-labelledby="t1">
<div epub:type="pagebreak" role="doc-pagebreak" id="_p1" aria-label="1"></div>
<h1 id="t1">Lời nói đầu</h1>
<p>Năm năm qua<a epub:type="noteref" role="doc-noteref" id="r1" href="#c1">1</a> phong trào đã lan rộng.</p>
<div epub:type="pagebreak" role="doc-pagebreak" id="_p2" aria-label="2"></div>
<p>Xem <a href="https://example.gov.vn/">trang của Bộ</a>; tiếng Anh là <i lang="en" xml:lang="en">emulation</i>.</p>
<aside epub:type="footnote" role="doc-footnote" id="c1">
<p><a role="doc-backlink" href="#r1">1</a>. Số liệu đến 30/6/2020.</p>
</aside>
</section>""",
    "ca-nhan": """<section epub:type="chapter" role="doc-chapter" aria-labelledby="t2">
<div epub:type="pagebreak" role="doc-pagebreak" id="_p3" aria-label="3"></div>
<h1 id="t2">Cá nhân</h1>
<article id="nguyen-van-a">
<h2>Nguyễn Văn A</h2>
<img src="images/a.jpg" width="480" height="640" alt="Chân dung Nguyễn Văn A"/>
<p>Anh giữ sóng suốt mùa bão.</p>
</article>
<article id="tran-thi-b">
<h2>Trần Thị B</h2>
<p>Chị đưa thư lên bản.</p>
</article>
</section>""",
    "danh-sach": """<section epub:type="chapter" role="doc-chapter" aria-labelledby="t3">
<div epub:type="pagebreak" role="doc-pagebreak" id="_p4" aria-label="4"></div>
<h1 id="t3">Danh sách</h1>
<table>
<caption>Bằng khen của Bộ trưởng</caption>
<thead><tr><th scope="col">TT</th><th scope="col">Họ và tên</th></tr></thead>
<tbody><tr><td>1</td><td><a href="ca-nhan.xhtml#nguyen-van-a">Nguyễn Văn A</a></td></tr></tbody>
</table>
</section>""",
    "bang-tra": """<section epub:type="index" role="doc-index" aria-labelledby="t4">
<div epub:type="pagebreak" role="doc-pagebreak" id="_p5" aria-label="5"></div>
<h1 id="t4">Bảng tra</h1>
<ul epub:type="index-entry-list">
<li epub:type="index-entry"><a epub:type="index-locator" href="ca-nhan.xhtml#nguyen-van-a">Nguyễn Văn A</a></li>
<li epub:type="index-entry"><a epub:type="index-locator" href="ca-nhan.xhtml#tran-thi-b">Trần Thị B</a></li>
</ul>
</section>""",
    "nav": """<nav epub:type="toc" role="doc-toc" aria-labelledby="t5">
<h1 id="t5">Mục lục</h1>
<ol>
<li><a href="loi-noi-dau.xhtml">Lời nói đầu</a></li>
<li><a href="ca-nhan.xhtml">Cá nhân</a></li>
<li><a href="danh-sach.xhtml">Danh sách</a></li>
<li><a href="bang-tra.xhtml">Bảng tra</a></li>
</ol>
</nav>
<nav epub:type="page-list" role="doc-pagelist" aria-label="Trang của bản in" hidden="hidden">
<ol>
<li><a href="loi-noi-dau.xhtml#_p1">1</a></li>
<li><a href="loi-noi-dau.xhtml#_p2">2</a></li>
<li><a href="ca-nhan.xhtml#_p3">3</a></li>
<li><a href="danh-sach.xhtml#_p4">4</a></li>
<li><a href="bang-tra.xhtml#_p5">5</a></li>
</ol>
</nav>
<nav epub:type="landmarks" aria-label="Mốc của sách" hidden="hidden">
<ol>
<li><a epub:type="foreword" href="loi-noi-dau.xhtml">Lời nói đầu</a></li>
<li><a epub:type="bodymatter" href="ca-nhan.xhtml">Nội dung chính</a></li>
<li><a epub:type="toc" href="nav.xhtml">Mục lục</a></li>
</ol>
</nav>""",
}
TITLES = {
    "cover": "Bìa",
    "loi-noi-dau": "Lời nói đầu",
    "ca-nhan": "Cá nhân",
    "danh-sach": "Danh sách",
    "bang-tra": "Bảng tra",
    "nav": "Mục lục",
}


def page(title: str, body: str) -> bytes:
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="vi" xml:lang="vi">
<head>
<meta charset="utf-8"/>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="book.css"/>
</head>
<body>
{body}
</body>
</html>
"""
    return text.encode()


def jpeg(width: int, height: int, mode: str = "RGB", **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, (width, height)).save(buffer, "JPEG", **options)
    return buffer.getvalue()


@cache
def _binaries() -> Files:
    fonts = asset_root() / "fonts"
    return {
        "EPUB/fonts/BeVietnamPro-Regular.ttf": (fonts / "BeVietnamPro_400Regular.ttf").read_bytes(),
        "EPUB/fonts/OFL-BeVietnamPro.txt": (fonts / "OFL-BeVietnamPro.txt").read_bytes(),
        "EPUB/images/cover.jpg": jpeg(1600, 2560),
        "EPUB/images/a.jpg": jpeg(480, 640),
    }


def good_files() -> Files:
    """The whole book: name → bytes."""
    return {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": CONTAINER.encode(),
        "EPUB/content.opf": PACKAGE.encode(),
        "EPUB/toc.ncx": NCX.encode(),
        "EPUB/book.css": CSS.encode(),
        **{f"EPUB/{name}.xhtml": page(TITLES[name], body) for name, body in BODIES.items()},
        **_binaries(),
    }


def pack(files: Files, path: Path) -> Path:
    """Zip in the order of the files, the media type stored."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            stored = name in ("mimetype",) or name.endswith((".jpg", ".ttf"))
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return path
