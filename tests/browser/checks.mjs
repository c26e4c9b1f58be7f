// What a report has to be in a browser. Each check gives the list of what is wrong: nothing, if all is well.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openPage } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
export const WIDTHS = [320, 768, 1280];
const A4 = 794;

// How a page is opened for the checks that need it so, by their names; the others look at it at each width.
export const VIEWS = {
  zooms: { width: 320, height: 256, scale: 4 }, // 400% of 1280 by 1024 pixels
  prints: { width: A4, media: "print" },
  keyboard: { width: 1280 },
  alone: { width: 1280 },
  plain: { width: 1280 },
  numbers: { width: 1280 },
};

// A page opened in a view, looked at and closed: opening one takes longer than most checks, so they share it.
export async function on(browser, file, view, look) {
  const opened = await openPage(browser, file, view);
  try {
    return await look(opened);
  } finally {
    await opened.close();
  }
}

const tooWide = () => {
  const root = document.documentElement;
  return root.scrollWidth > root.clientWidth ? [`${root.scrollWidth} pixels in ${root.clientWidth}`] : [];
};

export async function accessible({ page }) {
  await page.evaluate(AXE);
  const found = await page.evaluate((tags) => axe.run(document, { runOnly: { type: "tag", values: tags } }), TAGS);
  return found.violations.map((rule) => `${rule.id} at ${rule.nodes.slice(0, 3).map((node) => node.target).join(", ")}`);
}

export const fits = ({ page }) => page.evaluate(tooWide);

export const zooms = async ({ page }) => [
  ...(await page.evaluate(tooWide)),
  ...((await page.locator("h1").isVisible()) ? [] : ["the heading cannot be seen"]),
];

// Marks what can be reached, and moves the focus.
export async function keyboard({ page }) {
  const expected = await page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], [tabindex='0'], summary, button, input")];
    all.forEach((element, place) => (element.dataset.place = String(place)));
    return all.length;
  });
  const wrong = [];
  for (let place = 0; place < expected; place += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(() => {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      const seen = style.outlineStyle !== "none" || style.boxShadow !== "none";
      return { place: element.dataset.place, seen };
    });
    if (found.place !== String(place)) wrong.push(`step ${place + 1} leads to ${found.place ?? "nothing"}`);
    else if (!found.seen) wrong.push(`the focus cannot be seen at step ${place + 1}`);
  }
  return wrong.slice(0, 5);
}

// Asked before anything is put into the page.
export async function alone({ page, asked, said }) {
  const scripts = await page.locator("script").count();
  return [...asked.map((url) => `asks for ${url}`), ...said, ...(scripts ? [`${scripts} scripts`] : [])];
}

// Takes the style away, for good.
export const plain = ({ page }) =>
  page.evaluate(() => {
    const words = (text) => text.replace(/\s+/g, " ").trim();
    const wanted = [...document.querySelectorAll("main h1, main h2, main h3, main caption, main th, main td, main p, main li")]
      .map((element) => words(element.textContent))
      .filter(Boolean);
    document.querySelectorAll("style, link").forEach((element) => element.remove());
    document.querySelectorAll("[style]").forEach((element) => element.removeAttribute("style"));
    const shown = words(document.querySelector("main").innerText);
    const lost = wanted.filter((text) => !shown.includes(text)).map((text) => `without style: ${text.slice(0, 60)}`);
    const levels = [...document.querySelectorAll("h1, h2, h3, h4")].map((heading) => Number(heading.tagName[1]));
    const skips = levels.filter((level, place) => level > (levels[place - 1] ?? 0) + 1);
    return [...lost.slice(0, 5), ...skips.map((level) => `a heading of level ${level} skips one`)];
  });

export async function prints({ page }) {
  const pdf = await page.pdf({ format: "A4" });
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll(".scroll")]
      .filter((region) => region.scrollWidth > region.clientWidth + 1)
      .map((region) => `cut off: ${region.getAttribute("aria-label")}`),
  );
  return [...(await page.evaluate(tooWide)), ...cut, ...(pdf.length > 1000 ? [] : ["no PDF"])];
}

const LEAST_TEXT = 11;

export const drawings = ({ page }) =>
  page.evaluate((least) => {
    const wrong = [];
    for (const svg of document.querySelectorAll("svg.drawing")) {
      const box = svg.getBoundingClientRect();
      const scale = box.width / svg.viewBox.baseVal.width;
      const size = parseFloat(svg.getAttribute("font-size")) * scale;
      if (size < least) wrong.push(`text of ${size.toFixed(1)} pixels`);
      for (const text of svg.querySelectorAll("text")) {
        const own = text.getBoundingClientRect();
        if (own.left < box.left - 1 || own.right > box.right + 1) wrong.push(`cut off: ${text.textContent}`);
      }
    }
    return [...new Set(wrong)].slice(0, 5);
  }, LEAST_TEXT);

export async function numbers({ page }) {
  const text = await page.locator("body").innerText();
  return [...new Set(text.match(/\b(NaN|nan|inf|Infinity|None|undefined)\b/g) ?? [])].map((word) => `says ${word}`);
}

export const shot = ({ page }, target) => page.screenshot({ path: target, fullPage: true });
