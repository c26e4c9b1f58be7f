// The checks have teeth: each page in broken/ has one fault, and the check named by the file finds it.

import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openBrowser } from "./browser.mjs";
import * as checks from "./checks.mjs";

const folder = join(dirname(fileURLToPath(import.meta.url)), "broken");
const browser = await openBrowser();
let missed = 0;
for (const name of readdirSync(folder).sort()) {
  const check = name.split("-")[0];
  const wrong = await checks.on(browser, join(folder, name), checks.VIEWS[check] ?? { width: 320 }, checks[check]);
  missed += wrong.length ? 0 : 1;
  console.log(wrong.length ? `  ok   ${name} is refused: ${wrong[0].slice(0, 80)}` : `  FAIL ${name} passes`);
}
await browser.close();
process.exit(missed ? 1 : 0);
