/**
 * Bundles what a page takes of the SDK, and fails where one weighs more than it may.
 *
 * `npm run bundles`, or `npm run bundles -- --packed` for what `npm run pack` staged. Sizes are of minified code, gzipped, in kB of 1,000 bytes. A limit stands a tenth or so above what was
 * measured when it was written: raise it for a reason, not for a dependency that came along.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

interface Bundle {
  readonly what: string;
  readonly takes: readonly string[];
  readonly limitKb: number;
}

const SIGNING = ["createOwnerKey", "createEd25519Key", "signTransaction", "signOrder"];

const BUNDLES: readonly Bundle[] = [
  { what: "reading", takes: ["createClient"], limitKb: 2 },
  { what: "reading, live", takes: ["createClient", "Stream"], limitKb: 4 },
  { what: "reading, with proofs", takes: ["createClient", "verifyProof"], limitKb: 20 },
  { what: "leaving", takes: ["createClient", "verifyExitKit", "payoutsOf"], limitKb: 35 },
  { what: "acting", takes: ["createClient", "createMember", "injectedSigner"], limitKb: 20 },
  { what: "trading", takes: ["createClient", ...SIGNING, "margin"], limitKb: 68 },
];

/** Inputs named when a bundle is too heavy. */
const MOST_NAMED = 6;

interface Weighed {
  readonly bytes: number;
  /** Path and bytes of the heaviest inputs, heaviest first. */
  readonly heaviest: readonly string[];
}

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const packed = process.argv.includes("--packed") ? { "@novate/sdk": at("../packages/sdk/dist/package") } : {};

async function weigh({ takes }: Bundle): Promise<Weighed> {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `export { ${takes.join(", ")} } from "@novate/sdk";`,
      resolveDir: at("."),
    },
    alias: packed,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const heaviest = inputs.sort(([, left], [, right]) => right.bytesInOutput - left.bytesInOutput).slice(0, MOST_NAMED);
  return {
    bytes: gzipSync(outputFiles[0]!.contents, { level: 9 }).length,
    heaviest: heaviest.map(([path, { bytesInOutput }]) => `${String(bytesInOutput).padStart(9)}  ${path}`),
  };
}

let isHeavy = false;
for (const bundle of BUNDLES) {
  const { bytes, heaviest } = await weigh(bundle);
  const isOver = bytes > bundle.limitKb * 1_000;
  const figures = `${(bytes / 1_000).toFixed(1).padStart(6)} kB of ${String(bundle.limitKb).padStart(3)}`;
  console.log(`${bundle.what.padEnd(22)}${figures}${isOver ? "  too heavy; minified bytes of its heaviest:" : ""}`);
  if (isOver) for (const line of heaviest) console.log(line);
  isHeavy ||= isOver;
}
process.exit(isHeavy ? 1 : 0);
