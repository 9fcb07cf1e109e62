/**
 * Answers the same what-ifs here and in a real browser, and fails unless every byte agrees.
 *
 * `node scripts/sameAnswer.ts [path of a Chromium]`, `chromium` unless told. The page is one bundle, opened from disk.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { answers } from "./sameAnswer/page.ts";

const [browser = "chromium"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "novate-page-"));
const page = join(folder, "page.html");

const built = await build({
  entryPoints: [fileURLToPath(new URL("./sameAnswer/page.ts", import.meta.url))],
  bundle: true,
  write: false,
  format: "iife",
  platform: "browser",
  logLevel: "error",
});
const script = built.outputFiles[0]!.text.replaceAll("</script", "<\\/script");
writeFileSync(page, `<!doctype html><meta charset="utf-8"><title>no answer</title><script>${script}</script>`);

const quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const { stdout, stderr, error } = spawnSync(
  browser,
  [...quiet, `--user-data-dir=${join(folder, "profile")}`, "--dump-dom", pathToFileURL(page).href],
  { encoding: "utf8", maxBuffer: 1 << 28, timeout: 120_000 },
);
rmSync(folder, { recursive: true, force: true });
if (error !== undefined) throw error;

const title = /<title>([^<]*)<\/title>/.exec(stdout)?.[1];
const there = title === undefined ? stderr : decodeURIComponent(title);
const here = answers();
const isSame = there === here;
console.log(isSame ? `one answer: ${here.length} bytes alike in ${browser}` : `not one answer: ${there.slice(0, 500)}`);
process.exit(isSame ? 0 : 1);
