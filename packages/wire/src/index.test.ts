/** Goal: a client carries no schema library. Method: the package bundled as a page would have it, and the list of what went in. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, test } from "vitest";

test("what a client loads is this package's own code and no schema", async () => {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL("./index.ts", import.meta.url))],
    bundle: true,
    write: false,
    metafile: true,
    platform: "browser",
    format: "esm",
  });
  const loaded = Object.keys(metafile.inputs);
  expect(loaded.length).toBeGreaterThan(1);
  expect(loaded.filter((path) => !path.includes("packages/wire/src/") || path.includes("/schema/"))).toEqual([]);
});
