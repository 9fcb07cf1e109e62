/**
 * Compiles `keccak.ts` beside; run by itself (`npm run build -w @novate/codec`), writes the module that `src` loads.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import { assert } from "@novate/stdx";
import asc from "assemblyscript/asc";

/** The text of `src/keccak/keccakModule.ts`: the same from the same compiler on any machine. */
export async function compileKeccak(): Promise<string> {
  const source = readFileSync(new URL("./keccak.ts", import.meta.url), "utf8");
  let module: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    ["keccak.ts", "--outFile", "keccak.wasm", "-O3", "--runtime", "stub", "--noAssert"],
    {
      readFile: (name) => (name === "keccak.ts" ? source : null),
      writeFile: (_, contents) => {
        if (typeof contents !== "string") module = contents;
      },
      listFiles: () => [],
    },
  );
  assert(error === null && module !== undefined, `keccak.ts does not compile: ${stderr.toString()}`);
  return `/**
 * Keccak-256 as WebAssembly, in base64. Compiled from \`assembly/keccak.ts\`; not edited by hand.
 *
 * @module
 */
export const KECCAK_MODULE =
  "${Buffer.from(module).toString("base64")}";
`;
}

if (import.meta.main) writeFileSync(new URL("../src/keccak/keccakModule.ts", import.meta.url), await compileKeccak());
