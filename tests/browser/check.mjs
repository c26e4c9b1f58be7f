// The report in a real browser: node check.mjs PAGE.html [...] [--shots DIR]. A line for each check; 1 when one fails.

import { basename, dirname, join } from "node:path";
import { mkdirSync } from "node:fs";
import { openBrowser } from "./browser.mjs";
import * as checks from "./checks.mjs";

const given = process.argv.slice(2);
const flag = given.indexOf("--shots");
const shots = flag < 0 ? null : given.splice(flag, 2)[1];
if (!given.length) {
  console.error("usage: node check.mjs PAGE.html [...] [--shots DIR]");
  process.exit(2);
}

const browser = await openBrowser();
let failed = 0;
for (const file of given) {
  console.log(file);
  const tell = async (what, look) => {
    const wrong = await look;
    failed += wrong.length ? 1 : 0;
    console.log(wrong.length ? `  FAIL ${what}: ${wrong.join("; ")}` : `  ok   ${what}`);
  };
  for (const width of checks.WIDTHS) {
    await tell(`WCAG 2.2 AA by axe at ${width} pixels`, checks.accessible(browser, file, width));
    await tell(`no sideways scrolling at ${width} pixels`, checks.fits(browser, file, width));
    await tell(`drawings can be read at ${width} pixels`, checks.drawings(browser, file, width));
  }
  await tell("400% zoom", checks.zooms(browser, file));
  await tell("keyboard", checks.keyboard(browser, file));
  await tell("nothing is asked for, no script", checks.alone(browser, file));
  await tell("readable without style", checks.plain(browser, file));
  await tell("prints to A4", checks.prints(browser, file));
  await tell("no number that is none", checks.numbers(browser, file));
  if (shots) {
    mkdirSync(shots, { recursive: true });
    const name = `${basename(dirname(file))}-${basename(file, ".html")}`;
    for (const width of checks.WIDTHS) {
      await checks.shot(browser, file, width, join(shots, `${name}-${width}.png`));
    }
  }
}
await browser.close();
process.exit(failed ? 1 : 0);
