/**
 * Packs the SDK into one file that installs anywhere: ECMAScript and CommonJS modules with their types, and no source of ours.
 *
 * `npm run pack`. The packages of the workspace that it uses are inside; others are its dependencies. The package is staged in
 * `packages/sdk/dist/package`, and the path of the file is the last line printed.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { answersText } from "./pack/answers.ts";
import { emit } from "./pack/emit.ts";
import { manifestOf, type Source } from "./pack/manifest.ts";
import { reach } from "./pack/modules.ts";
import { readTree } from "./tidy/tree.ts";

const ANSWERS = "packages/wire/src/answers.ts";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");
const dist = `${root}/packages/sdk/dist`;
const staged = `${dist}/package`;
rmSync(dist, { recursive: true, force: true });
mkdirSync(staged, { recursive: true });

const tree = new Map(readTree(root));
tree.set(ANSWERS, answersText(root, tree.get(ANSWERS)!, `${dist}/answers`));

const manifests = [...tree].flatMap(([path, text]) =>
  /^packages\/[^/]+\/package\.json$/.test(path)
    ? [JSON.parse(text) as Source & { readonly dependencies?: Readonly<Record<string, string>> }]
    : [],
);
const versions = new Map(manifests.flatMap(({ dependencies = {} }) => Object.entries(dependencies)));
const source = manifests.find(({ name }) => name === "@novate/sdk")!;

const modules = reach(
  tree,
  Object.values(source.exports).map((file) => `packages/sdk/${file.slice(2)}`),
);
await emit(root, modules, `${dist}/source`, `${staged}/dist`);
const manifest = manifestOf(source, "sdk", modules.outside.keys(), versions);
writeFileSync(`${staged}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
copyFileSync(`${root}/packages/sdk/README.md`, `${staged}/README.md`);
copyFileSync(`${root}/LICENSE`, `${staged}/LICENSE`);

const [{ filename, size, unpackedSize, entryCount }] = JSON.parse(
  execFileSync("npm", ["pack", "--json", "--pack-destination", dist], { cwd: staged, encoding: "utf8" }),
) as [{ filename: string; size: number; unpackedSize: number; entryCount: number }];
const kb = (bytes: number): string => `${Math.round(bytes / 1_000)} kB`;
console.log(`${modules.files.size} modules, ${entryCount} files, ${kb(size)} packed, ${kb(unpackedSize)} unpacked`);
console.log(`${dist}/${filename}`);
