/**
 * One module, two languages: each source as an ECMAScript module and as a CommonJS one, with declarations beside each.
 *
 * Modules stay apart, so that a bundler leaves out those that nobody asked for.
 *
 * @module
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, posix } from "node:path";
import { build, transform } from "esbuild";
import { compile } from "./compile.ts";
import type { Modules } from "./modules.ts";

/** What every supported Node and browser reads without help. */
const TARGET = "es2022";

const FORMS = [
  { folder: "esm", format: "esm", ending: "js" },
  { folder: "cjs", format: "cjs", ending: "cjs" },
] as const;

/** Packages that come as ECMAScript modules alone, in one file that CommonJS of any age can load. */
const VENDOR = "vendor.cjs";

const SPECIFIER = /(\bfrom |\bimport |\bimport\(|\brequire\()"(\.[^"\n]*)\.ts"/g;

/** Writes `esm` and `cjs` below `into`. `sources`: a folder of its own, where the sources are put for the compiler. */
export async function emit(root: string, modules: Modules, sources: string, into: string): Promise<void> {
  for (const [path, text] of modules.files) write(`${sources}/${path}`, text);
  const paths = [...modules.files.keys()];
  compile(root, { files: paths.map((path) => `${sources}/${path}`), rootDir: sources, outDir: `${sources}/.declared` });
  for (const { folder, format, ending } of FORMS) {
    for (const path of paths) {
      const bare = path.slice(0, -".ts".length);
      const { code } = await transform(modules.files.get(path)!, {
        loader: "ts",
        format,
        target: TARGET,
        tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
        ...(format === "cjs" && { define: { "import.meta.url": "__filename" } }),
      });
      const own = code.replaceAll(SPECIFIER, `$1"$2.${ending}"`);
      write(`${into}/${folder}/${bare}.${ending}`, format === "cjs" ? ofVendor(own, bare, modules) : own);
      const declared = readFileSync(`${sources}/.declared/${bare}.d.ts`, "utf8");
      const typeEnding = `d.${ending.replace("js", "ts")}`;
      write(`${into}/${folder}/${bare}.${typeEnding}`, declared.replaceAll(SPECIFIER, `$1"$2.${ending}"`));
    }
  }
  await writeVendor(root, modules, `${into}/cjs/${VENDOR}`);
}

function ofVendor(code: string, bare: string, { outside }: Modules): string {
  const vendor = posix.relative(posix.dirname(bare), VENDOR);
  let text = code;
  for (const specifier of outside.keys()) {
    text = text.replaceAll(`require("${specifier}")`, `require("${vendor.startsWith(".") ? vendor : `./${vendor}`}")`);
  }
  return text;
}

async function writeVendor(root: string, { outside }: Modules, outfile: string): Promise<void> {
  const lines = [...outside].map(([specifier, names]) => `export { ${[...names].join(", ")} } from "${specifier}";`);
  await build({
    stdin: { contents: lines.join("\n"), resolveDir: `${root}/packages/sdk` },
    bundle: true,
    format: "cjs",
    platform: "neutral",
    target: TARGET,
    outfile,
    logLevel: "error",
  });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
