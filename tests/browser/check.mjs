// The report in a real browser: node check.mjs PAGE.html [...] [--shots DIR]. A line for each check; 1 when one fails.

import { basename, dirname, join } from "node:path";
import { mkdirSync } from "node:fs";
import { openBrowser } from "./browser.mjs";
import * as checks from "./checks.mjs";

const AT_ONCE = 2; // pages looked at beside one another, as many as a small machine has processors

const given = process.argv.slice(2);
const flag = given.indexOf("--shots");
const shots = flag < 0 ? null : given.splice(flag, 2)[1];
if (!given.length) {
  console.error("usage: node check.mjs PAGE.html [...] [--shots DIR]");
  process.exit(2);
}
if (shots) mkdirSync(shots, { recursive: true });

// What is found of a page, a line for each check. The checks of one view share a page: those that change it come last.
async function checked(browser, file) {
  const lines = [file];
  let failed = 0;
  const tell = async (what, look) => {
    const wrong = await look;
    failed += wrong.length ? 1 : 0;
    lines.push(wrong.length ? `  FAIL ${what}: ${wrong.join("; ")}` : `  ok   ${what}`);
  };
  const name = `${basename(dirname(file))}-${basename(file, ".html")}`;
  for (const width of checks.WIDTHS) {
    await checks.on(browser, file, { width }, async (opened) => {
      const widest = width === checks.VIEWS.alone.width;
      if (widest) await tell("nothing is asked for, no script", checks.alone(opened));
      await tell(`no sideways scrolling at ${width} pixels`, checks.fits(opened));
      await tell(`drawings can be read at ${width} pixels`, checks.drawings(opened));
      if (widest) await tell("no number that is none", checks.numbers(opened));
      if (shots) await checks.shot(opened, join(shots, `${name}-${width}.png`));
      if (widest) await tell("keyboard", checks.keyboard(opened));
      await tell(`WCAG 2.2 AA by axe at ${width} pixels`, checks.accessible(opened));
      if (widest) await tell("readable without style", checks.plain(opened));
    });
  }
  await checks.on(browser, file, checks.VIEWS.zooms, (opened) => tell("400% zoom", checks.zooms(opened)));
  await checks.on(browser, file, checks.VIEWS.prints, (opened) => tell("prints to A4", checks.prints(opened)));
  return { lines, failed };
}

const browser = await openBrowser();
const waiting = [...given];
let failed = 0;
const look = async () => {
  for (let file = waiting.shift(); file; file = waiting.shift()) {
    const found = await checked(browser, file);
    failed += found.failed;
    console.log(found.lines.join("\n"));
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, look));
await browser.close();
process.exit(failed ? 1 : 0);
