"""Words that standards fix, as data.

STRUCTURE       terms of `epub:type` (EPUB 3 Structural Semantics Vocabulary 1.1)
ROLES           term → the DPUB-ARIA 1.1 role that says the same to a screen reader (EPUB Type to ARIA Role Authoring
                Guide 1.1); terms whose role is deprecated or allowed on few elements only are left out
ACCESS_MODES … HAZARDS   values of the accessibility metadata (Schema.org Accessibility Properties for Discoverability)
"""

from __future__ import annotations

STRUCTURE = frozenset(
    # partitions, divisions, sections, navigation
    "backmatter bodymatter cover frontmatter chapter division subchapter part volume abstract afterword conclusion"
    " epigraph epilogue foreword introduction preamble preface prologue landmarks loa loi lot lov toc toc-brief"
    # reference sections, bibliographies, dictionaries, glossaries
    " appendix colophon credits keywords biblioentry bibliography antonym-group condensed-entry def dictentry"
    " dictionary etymology example gram-info idiom part-of-speech part-of-speech-list part-of-speech-group"
    " phonetic-transcription phrase-list phrase-group sense-list sense-group synonym-group tran tran-info"
    " glossary glossdef glossterm"
    # indexes
    " index index-editor-note index-entry index-entry-list index-group index-headnotes index-legend index-locator"
    " index-locator-list index-locator-range index-term index-term-categories index-term-category"
    " index-xref-preferred index-xref-related"
    # preliminary sections, complementary content, titles
    " acknowledgments contributors copyright-page dedication errata halftitlepage imprimatur imprint other-credits"
    " revision-history seriespage titlepage case-study help marginalia notice pullquote sidebar tip warning"
    " bridgehead covertitle fulltitle halftitle label ordinal subtitle title"
    # teaching, comics
    " learning-objective learning-objectives learning-outcome learning-outcomes learning-resource"
    " learning-resources learning-standard learning-standards answer answers assessment assessments feedback"
    " fill-in-the-blank-problem general-problem match-problem multiple-choice-problem practice practices qna"
    " question true-false-problem balloon panel panel-group sound-area text-area"
    # notes, references, text, pages; tables, lists and figures
    " annotation endnote endnotes footnote footnotes note rearnote rearnotes annoref backlink biblioref glossref"
    " noteref concluding-sentence credit keyword topic-sentence page-list pagebreak"
    " table table-row table-cell list list-item figure aside".split()
)

_SAME = (
    "abstract acknowledgments afterword appendix bibliography chapter colophon conclusion credit credits dedication"
    " endnotes epigraph epilogue errata footnote foreword glossary index introduction notice pagebreak part preface"
    " prologue pullquote qna subtitle tip"
)
ROLES = {term: f"doc-{term}" for term in _SAME.split()}
LINK_ROLES = {term: f"doc-{term}" for term in ("backlink", "biblioref", "glossref", "noteref")}
NAV_ROLES = {"toc": "doc-toc", "page-list": "doc-pagelist", "index": "doc-index"}

ACCESS_MODES = frozenset(
    "auditory chartOnVisual chemOnVisual colorDependent diagramOnVisual mathOnVisual musicOnVisual tactile"
    " textOnVisual textual visual".split()
)
SUFFICIENT = frozenset("auditory tactile textual visual".split())
FEATURES = frozenset(
    "annotations ARIA bookmarks index pageBreakMarkers pageNavigation printPageNumbers readingOrder"
    " structuralNavigation tableOfContents taggedPDF alternativeText audioDescription captions closedCaptions"
    " describedMath longDescription openCaptions signLanguage transcript displayTransformability"
    " synchronizedAudioText timingControl unlocked ChemML latex latex-chemistry MathML MathML-chemistry ttsMarkup"
    " highContrastAudio highContrastDisplay largePrint braille tactileGraphic tactileObject fullRubyAnnotations"
    " rubyAnnotations horizontalWriting verticalWriting withAdditionalWordSegmentation"
    " withoutAdditionalWordSegmentation none unknown".split()
)
HAZARDS = frozenset(
    "flashing noFlashingHazard unknownFlashingHazard motionSimulation noMotionSimulationHazard"
    " unknownMotionSimulationHazard sound noSoundHazard unknownSoundHazard none unknown".split()
)
