"""Pages laid out with WeasyPrint, drawn, linked and finished as PDF.

WeasyPrint tries several names of each library. For every one that is none, cffi asks `ctypes.util.find_library`, which
runs ldconfig, gcc and ld on Linux to see what they know: half a second for each process. The cache of the dynamic
linker, which is asked first, knows all that can be loaded; nobody else is asked here.
"""

import ctypes.util
import sys

from yearbook.pdf.foreign import Finder

for _search in ("_findSoname_ldconfig", "_findLib_gcc", "_findLib_ld"):  # private: where they are not, nothing is lost
    if hasattr(ctypes.util, _search):
        setattr(ctypes.util, _search, lambda _name: None)
sys.meta_path.insert(0, Finder())
