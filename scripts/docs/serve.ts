/**
 * Shows the built site on this machine: pages read from a disk have no search, since browsers load no modules there.
 *
 * @module
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".md": "text/markdown",
  ".txt": "text/plain",
  ".json": "application/json",
  ".svg": "image/svg+xml",
};

/** The file that a path of the site means, or null. */
export function fileOf(site: string, path: string): string | null {
  const plain = join(site, normalize(decodeURIComponent(path)));
  const found = [plain, `${plain}.html`, join(plain, "index.html")];
  return found.find((file) => existsSync(file) && statSync(file).isFile()) ?? null;
}

export function serve(site: string, port: number): void {
  createServer((request, response) => {
    const file = fileOf(site, new URL(request.url ?? "/", "http://site").pathname);
    if (file === null) return void response.writeHead(404).end("There is no such page.\n");
    response.writeHead(200, { "content-type": `${TYPES[extname(file)] ?? "application/octet-stream"}; charset=utf-8` });
    response.end(readFileSync(file));
  }).listen(port, "127.0.0.1", () => console.log(`docs: http://127.0.0.1:${port}`));
}
