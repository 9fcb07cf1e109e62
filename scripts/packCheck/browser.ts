/**
 * A page in a real browser that uses the packed SDK, and sends back what came of it.
 *
 * @module
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Program } from "./installed.ts";

const LONGEST_MS = 60_000;
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];

/** The margin that the page computed. Throws with what it complains of. */
export async function inBrowser(browser: string, script: Program, url: string, folder: string): Promise<string> {
  const code = readFileSync(script.path, "utf8").replaceAll("</script", "<\\/script");
  const run = `consume(${JSON.stringify(url)}, "page").then((text) => ["good", text], (failure) => ["bad", String(failure)])`;
  const send = `.then((said) => fetch("/said", { method: "POST", body: JSON.stringify(said) }))`;
  const page = `<!doctype html><meta charset="utf-8"><script>${code}</script><script>${run}${send}</script>`;

  const { promise, resolve, reject } = Promise.withResolvers<[verdict: string, text: string]>();
  const server = createServer(async (request, response) => {
    if (request.method !== "POST") response.setHeader("content-type", "text/html").end(page);
    else {
      const chunks: Uint8Array[] = await request.toArray();
      response.end();
      resolve(JSON.parse(Buffer.concat(chunks).toString()) as [string, string]); // the page's own form
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on a port
  const profile = `--user-data-dir=${join(folder, "profile")}`;
  const child = spawn(browser, [...FLAGS, profile, `http://127.0.0.1:${port}/`], {
    stdio: "ignore",
  });
  const ended = new Promise((done) => child.on("close", done).on("error", done));
  child.on("error", reject);
  const timer = setTimeout(() => reject(new Error(`${browser} says nothing`)), LONGEST_MS);
  try {
    const [verdict, text] = await promise;
    if (verdict !== "good") throw new Error(`in ${browser}: ${text}`);
    return text;
  } finally {
    clearTimeout(timer);
    child.kill("SIGKILL");
    await ended;
    server.close();
    server.closeAllConnections();
  }
}
