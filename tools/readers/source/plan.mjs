// What is looked at: programs, sizes of window, colours of page, and the typical pages whose pictures are kept.

export const SIZES = {
  phone: { width: 360, height: 640, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  small: { width: 320, height: 568, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { width: 1280, height: 900, deviceScaleFactor: 1 },
};

export const THEMES = ["light", "sepia", "dark"];

// One `show` is one opening of the book. `links`: all of them, or a spread of so many. `taps`: so many links are
// tapped in the shown page instead of being handed to the program. `byFile`: links into one file after each other, so
// that it is laid out once; without it most links come upon a file that the program has just opened, which is harder.
export const SHOWS = [
  { engine: "epubjs", size: "phone", theme: "light", links: Infinity, taps: 20 },
  { engine: "epubjs", size: "phone", theme: "dark", links: 40, taps: 0 },
  { engine: "epubjs", size: "phone", theme: "sepia", links: 0, taps: 0 },
  { engine: "epubjs", size: "small", theme: "light", links: 40, taps: 0 },
  { engine: "epubjs", size: "small", theme: "dark", links: 0, taps: 0 },
  { engine: "epubjs", size: "desktop", theme: "light", links: Infinity, byFile: true, taps: 0 },
  { engine: "epubjs", size: "desktop", theme: "dark", links: 40, taps: 0 },
  { engine: "epubjs", size: "desktop", theme: "sepia", links: 0, taps: 0 },
  { engine: "foliate", size: "phone", theme: "light", links: Infinity, taps: 20 },
  { engine: "foliate", size: "phone", theme: "dark", links: 40, taps: 0 },
  { engine: "foliate", size: "phone", theme: "sepia", links: 0, taps: 0 },
  { engine: "foliate", size: "phone", theme: "light", flow: "scrolled", links: 60, taps: 0 },
  { engine: "foliate", size: "small", theme: "light", links: 40, taps: 0 },
  { engine: "foliate", size: "small", theme: "dark", links: 0, taps: 0 },
  { engine: "foliate", size: "desktop", theme: "light", links: Infinity, byFile: true, taps: 0 },
  { engine: "foliate", size: "desktop", theme: "dark", links: 40, taps: 0 },
  { engine: "foliate", size: "desktop", theme: "sepia", links: 0, taps: 0 },
];

// The first file whose name fits, opened at the first id with the class `at`; `screens`: so many pictures, turning pages.
export const TYPICAL = [
  { name: "cover", file: /^cover\.xhtml$/ },
  { name: "title-page", file: /^title-page\.xhtml$/ },
  { name: "picture-page", file: /^picture-page\.xhtml$/ },
  { name: "foreword", file: /^text-.*\.xhtml$/, screens: 2 },
  { name: "gallery", file: /^gallery\.xhtml$/, screens: 2 },
  { name: "opener", file: /-opener\.xhtml$/ },
  { name: "chronicle", file: /^chronicle-during\.xhtml$/, screens: 3 },
  { name: "programme", file: /^programme\.xhtml$/, screens: 2 },
  { name: "committees", file: /^committees\.xhtml$/ },
  { name: "report", file: /^text-bao-cao.*\.xhtml$/, screens: 3 },
  { name: "collectives", file: /^collectives-\d+\.xhtml$/, screens: 3 },
  { name: "feature", file: /^(individuals|collectives)-.*\.xhtml$/, at: "feature", screens: 3 },
  { name: "profile", file: /^individuals-.*\.xhtml$/, at: "profile", screens: 3 },
  { name: "entry", file: /^(individuals|collectives)-.*\.xhtml$/, at: "entry" },
  { name: "chart", file: /^figures\.xhtml$/, screens: 5 },
  { name: "award-table", file: /^awards-(?!opener).*\.xhtml$/, screens: 2 },
  { name: "award-list", file: /^awards-cstd_cs.*\.xhtml$/, screens: 2 },
  { name: "delegates", file: /^delegates\.xhtml$/, screens: 2 },
  { name: "slogans", file: /^slogans\.xhtml$/ },
  { name: "document", file: /^document-.*\.xhtml$/, screens: 4 },
  { name: "index", file: /^index-.*\.xhtml$/, screens: 2 },
  { name: "abbreviations", file: /^abbreviations\.xhtml$/ },
  { name: "contents", file: /^nav\.xhtml$/, screens: 2 },
  { name: "imprint", file: /^imprint\.xhtml$/, screens: 2 },
];
