// The browser: Debian's Chromium, driven by playwright-core; a page is a file and nothing else may be asked for.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export async function openBrowser() {
  const executablePath = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (!executablePath) {
    throw new Error("there is no Chromium: install Debian's package chromium, or name one by CHROMIUM=/path");
  }
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}

// A page at a width, with all that it asked for and complained of. bypassCSP lets axe in; the page has no script.
export async function openPage(browser, file, { width, height = 900, scale = 1, media = "screen" }) {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    bypassCSP: true,
  });
  const page = await context.newPage();
  const address = pathToFileURL(resolve(file)).href;
  const asked = [];
  const said = [];
  page.on("request", (request) => request.url() !== address && asked.push(request.url()));
  page.on("console", (message) => message.type() === "error" && said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  await page.emulateMedia({ media });
  await page.goto(address);
  return { page, asked, said, close: () => context.close() };
}
