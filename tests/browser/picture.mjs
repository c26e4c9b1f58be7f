// A picture of the first screen of a report: node picture.mjs REPORT.html PICTURE.webp

import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { openBrowser } from "./browser.mjs";

const [report, picture] = process.argv.slice(2);
if (!picture) {
  console.error("usage: node picture.mjs REPORT.html PICTURE.webp");
  process.exit(2);
}
const WIDTH = 960;
const QUALITY = 0.72;

const browser = await openBrowser();
const page = await browser.newPage({ viewport: { width: WIDTH, height: 800 } });
await page.goto(`file://${resolve(report)}`);
// From the banner to what stands below "What to do": the first list after it ends the picture.
const bottom = await page.evaluate(() => {
  const lists = [...document.querySelectorAll("h3 + ul")];
  return Math.ceil(lists.at(-1).getBoundingClientRect().bottom + window.scrollY + 16);
});
const png = await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width: WIDTH, height: bottom } });
// The page allows nothing to be loaded; an empty one turns the picture into a smaller file.
const blank = await browser.newPage();
const webp = await blank.evaluate(
  async ([content, quality]) => {
    const image = new Image();
    image.src = `data:image/png;base64,${content}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.width;
    canvas.height = image.height;
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.toDataURL("image/webp", quality).split(",")[1];
  },
  [png.toString("base64"), QUALITY],
);
writeFileSync(picture, Buffer.from(webp, "base64"));
await browser.close();
