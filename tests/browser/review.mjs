// The review page, by keyboard alone: node review.mjs PAGE.html FOLDER. 200 decisions, closed, reopened, continued.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { openBrowser } from "./browser.mjs";
import * as checks from "./checks.mjs";

const [file, folder] = process.argv.slice(2);
const HALF = 120;
mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
let failed = 0;
const tell = (what, wrong) => {
  failed += wrong.length ? 1 : 0;
  console.log(wrong.length ? `  FAIL ${what}: ${wrong.slice(0, 5).join("; ")}` : `  ok   ${what}`);
};

// A page as a reviewer has it: its own content policy holds.
async function open() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  const page = await context.newPage();
  const address = pathToFileURL(resolve(file)).href;
  const heard = [];
  page.on("request", (request) => !/^(file|blob):/.test(request.url()) && heard.push(`asks for ${request.url()}`));
  page.on("console", (message) => message.type() === "error" && heard.push(message.text()));
  page.on("pageerror", (error) => heard.push(String(error)));
  page.on("dialog", (dialog) => (heard.push(`dialog: ${dialog.type()}`), dialog.dismiss()));
  page.on("filechooser", () => {}); // heard from the start: asked for beside the key that opens one, it may come too late
  await page.goto(address);
  return { context, page, heard };
}

const focused = (page) => page.evaluate(() => document.activeElement.id);
async function tabTo(page, id) {
  for (let step = 0; step < 20 && (await focused(page)) !== id; step += 1) await page.keyboard.press("Tab");
  return focused(page);
}

async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("s")]);
  const path = join(folder, name);
  await download.saveAs(path);
  return path;
}

// What the keys should come to, event by event: the answers are given without looking at them.
const expected = [];
async function answer(page, place, people) {
  const note = place % 10 === 0 ? `note ${place} "ä"` : "";
  if (note) {
    await page.keyboard.press("t");
    await page.keyboard.type(note);
    await page.keyboard.press("Enter");
  }
  const reach = place % 13 === 0 ? "identity" : "event";
  if (reach === "identity") await page.keyboard.press("i");
  const kind = place % 7 === 0 ? "cannot_tell" : place % 3 === 0 ? "none" : "match";
  const person = kind === "match" ? 1 + (place % people) : null;
  if (place % 17 === 0 && !note && reach === "event") {
    await page.keyboard.press("n");
    await page.keyboard.press("u");
  }
  await page.keyboard.press({ cannot_tell: "c", none: "N", match: String(person) }[kind]);
  expected.push([kind, person, reach, note]);
}

const people = await (async () => {
  const { page, context } = await open();
  const found = await page.evaluate(() => data.events.map((event) => event.people));
  await context.close();
  return found;
})();

const first = await open();
tell("the code is reached by Tab", (await tabTo(first.page, "reviewer")) === "reviewer" ? [] : ["not reached"]);
await first.page.keyboard.type("R1");
await first.page.keyboard.press("Enter");
for (let place = 1; place <= HALF; place += 1) await answer(first.page, place, people[place - 1]);
const half = await saved(first.page, "half.json");
tell("nothing is asked for, nothing goes wrong", first.heard);
await first.context.close();

const changed = join(folder, "changed.json");
writeFileSync(changed, readFileSync(half, "utf-8").replace('"none"', '"cannot_tell"'));
const second = await open();
const choose = async (path) => {
  if ((await tabTo(second.page, "file")) !== "file") throw new Error("the file is not reached by Tab");
  const [chooser] = await Promise.all([second.page.waitForEvent("filechooser"), second.page.keyboard.press("Space")]);
  await chooser.setFiles(path);
};
// The page reads a file in its own time: what it says of it is waited for, and what it said before is no answer.
await choose(changed);
await second.page.waitForFunction(() => document.querySelector("#start-told").textContent);
const told = await second.page.locator("#start-told").innerText();
tell("a file changed by hand is refused", told.includes("changed after it was saved") ? [] : [`said: ${told}`]);
await choose(half);
await second.page.waitForFunction(() => !document.querySelector("#work").hidden);
const title = await second.page.locator("#event-title").innerText();
tell("a saved file is gone on from", title.startsWith(`Event ${HALF + 1} of`) ? [] : [title]);
for (let place = HALF + 1; place <= people.length; place += 1) await answer(second.page, place, people[place - 1]);
const whole = await saved(second.page, "whole.json");
tell("nothing is asked for, nothing goes wrong, again", second.heard);

const said = JSON.parse(readFileSync(whole, "utf-8"));
const wrong = expected.flatMap((one, place) =>
  JSON.stringify(said.answers[place].slice(1)) === JSON.stringify(one) ? [] : [`event ${place + 1}: ${said.answers[place].slice(1)}`],
);
tell(`${people.length} decisions are in the file as they were typed`, said.answers.length === people.length ? wrong : ["some are missing"]);
const text = JSON.stringify([said.format, said.sample, said.round, said.page, said.reviewer, said.answers]);
tell("its digest is SHA-256", createHash("sha256").update(text).digest("hex") === said.digest ? [] : ["it is another"]);
const inside = readFileSync(whole, "utf-8");
tell("no identifier is in the file", /99900|ZZ1|1950-/.test(inside) ? ["there is one"] : []);
await second.context.close();

// At every width: before the start, and with an event on the screen.
for (const width of checks.WIDTHS) {
  await checks.on(browser, file, { width }, async (opened) => {
    tell(`WCAG 2.2 AA by axe at ${width} pixels, before`, await checks.accessible(opened));
  });
  await checks.on(browser, file, { width }, async (opened) => {
    await opened.page.locator("#reviewer").fill("R1");
    await opened.page.keyboard.press("Enter");
    tell(`no sideways scrolling at ${width} pixels, at work`, await checks.fits(opened));
    await checks.shot(opened, join(folder, `review-${width}.png`));
    tell(`WCAG 2.2 AA by axe at ${width} pixels, at work`, await checks.accessible(opened));
  });
}
await browser.close();
process.exit(failed ? 1 : 0);
