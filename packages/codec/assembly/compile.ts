/**
 * The AssemblyScript compiler with this package's options.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { assert } from "@novate/stdx";
import asc from "assemblyscript/asc";

/** The module of `keccak.ts` in base64; the same for the same compiler, on any machine. */
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
  return Buffer.from(module).toString("base64");
}
