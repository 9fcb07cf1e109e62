/**
 * The examples of the README that is in the package, as a reader copies them: modules of their own, which import the package.
 *
 * @module
 */
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** What a reader has around the examples: `constants` by name, and a page's wallet that signs with a key. */
export interface Surroundings {
  readonly url: string;
  readonly constants: Readonly<Record<string, Uint8Array>>;
  readonly walletKey: string;
  /** The file from where `viem/accounts` is found. */
  readonly viemFrom: string;
}

const bytesText = (bytes: Uint8Array): string => `new Uint8Array([${bytes.join(", ")}])`;

/** Runs each block, one after the other, and writes an array of what each printed. Streams that they leave open end with the process. */
const starterOf = (count: number, { constants, walletKey, viemFrom }: Surroundings): string => `
import { createRequire } from "node:module";
import { inspect } from "node:util";
const { privateKeyToAccount } = createRequire(${JSON.stringify(viemFrom)})("viem/accounts");
const wallet = privateKeyToAccount(${JSON.stringify(walletKey)});
const request = async ({ method, params = [] }) =>
  method === "eth_requestAccounts" ? [wallet.address] : wallet.signTypedData(JSON.parse(String(params[1])));
Object.assign(globalThis, { window: { ethereum: { request } }, ${Object.entries(constants)
  .map(([name, bytes]) => `${name}: ${bytesText(bytes)}`)
  .join(", ")} });
const printed = [];
console.log = (...values) => printed.at(-1).push(values.map((value) => inspect(value)).join(" "));
for (let block = 0; block < ${count}; block++) {
  printed.push([]);
  await import(\`./block\${block}.mjs\`);
}
process.stdout.write(JSON.stringify(printed.map((lines) => lines.join("\\n"))), () => process.exit(0));
`;

/** How many examples ran. Throws where one prints something else than the README says that it prints. */
export async function readmeRuns(folder: string, surroundings: Surroundings): Promise<number> {
  const readme = readFileSync(join(folder, "node_modules/@novate/sdk/README.md"), "utf8");
  const blocks = [...readme.matchAll(/```(ts)?\n(.*?)```/gs)].map(([, kind, code]) => ({ kind, code: code! }));
  const examples = blocks.flatMap(({ kind, code }, place) => {
    const next = blocks[place + 1];
    return kind === "ts" ? [{ code, says: next?.kind === undefined ? next?.code.trimEnd() : undefined }] : [];
  });
  const path = join(folder, "readme");
  mkdirSync(path);
  for (const [block, { code }] of examples.entries())
    writeFileSync(join(path, `block${block}.mjs`), code.replaceAll("http://127.0.0.1:4700", surroundings.url));
  writeFileSync(join(path, "start.mjs"), starterOf(examples.length, surroundings));
  const { stdout } = await promisify(execFile)(process.execPath, [join(path, "start.mjs")]);
  const printed = JSON.parse(stdout) as readonly string[];
  for (const [block, { code, says }] of examples.entries())
    if (says !== undefined && says !== printed[block])
      throw new Error(`README.md says that it prints\n${says}\nbut it prints\n${printed[block]}\n${code}`);
  return examples.length;
}
