// What the driver asks of an opened book, the same for every program. A program is handed in as
//   contents()        hrefs of its own contents, as it hands them to show(), flat
//   address(file, id) what it calls a place; file is a path inside the zip, id may be empty
//   moved()           a promise: it has gone to another place
//   show(address)     opens it
//   shown()           {path, doc} on screen; path inside the zip
//   turn()            next page
//   scrolled          true when pages flow as one strip

import { looks } from "./looks.mjs";
import { place, settled } from "./measure.mjs";
import { PAPER } from "./themes.mjs";

const LIMIT = 15000;
const within = (promise, what) =>
  Promise.race([promise, new Promise((_, no) => setTimeout(() => no(new Error(`${what}: no answer in ${LIMIT} ms`)), LIMIT))]);

export class Bench {
  constructor(program, theme) {
    this.program = program;
    this.paper = PAPER[theme];
  }

  async open(address) {
    await within(Promise.resolve(this.program.show(address)), "open");
    await settled(this.program.shown().doc);
  }

  /** undefined when the link leads where it should, else what is wrong. */
  async follow(link) {
    try {
      await this.open(this.program.address(link.file, link.id));
    } catch (error) {
      return `not opened: ${error.message}`;
    }
    return this.arrived(link);
  }

  arrived(link) {
    const { path, doc } = this.program.shown();
    if (path !== link.file) return `opened ${path}`;
    const { problem, top, where } = place(doc, link.id);
    if (problem) return problem;
    return this.program.scrolled && top > 1 / 3 && !this.atEnd(doc) ? `too low: ${where}` : undefined;
  }

  atEnd(doc) {
    const frame = doc.defaultView.frameElement.getBoundingClientRect();
    return frame.bottom <= innerHeight + 1;
  }

  /** As a reader does it: the page with the link is open, the link is touched, the program opens something. */
  async tap(link) {
    try {
      await this.open(this.program.address(link.from, ""));
      const anchor = this.program.shown().doc.querySelectorAll("a[href]")[link.order];
      const moved = this.program.moved();
      anchor.click();
      await within(moved, "tap");
      await settled(this.program.shown().doc);
    } catch (error) {
      return `not opened by a tap: ${error.message}`;
    }
    return this.arrived(link);
  }

  async followAll(links, tapped) {
    const problems = [];
    for (const link of links) problems.push((await (tapped ? this.tap(link) : this.follow(link))) ?? null);
    return problems;
  }

  contents() {
    return this.program.contents();
  }

  async turn() {
    await within(Promise.resolve(this.program.turn()), "turn");
    await settled(this.program.shown().doc);
    return this.program.shown().path;
  }

  looks() {
    return looks(this.program.shown().doc, this.paper);
  }
}
