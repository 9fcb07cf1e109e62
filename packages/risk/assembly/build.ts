/**
 * Compiles the WebAssembly kernel: `node packages/risk/assembly/build.ts` writes it where the margin package reads it.
 *
 * @module
 */
import { writeFile } from "node:fs/promises";
import asc from "assemblyscript/asc";

const HERE = import.meta.dirname;
const TARGET = `${HERE}/../src/margin/wasm/kernelBytes.ts`;

/** The module's bytes; the same for the same sources and compiler. */
export async function compileKernel(): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined;
  const flags =
    "--outFile kernel.wasm -O3 --converge --noAssert --runtime stub --enable simd --enable relaxed-simd --importMemory";
  const quiet = "--disableWarning 201"; // addresses are 32 bits wide
  const { error, stderr } = await asc.main([`${HERE}/index.ts`, ...flags.split(" "), ...quiet.split(" ")], {
    writeFile: (_, contents) => {
      if (contents instanceof Uint8Array) bytes = contents;
    },
  });
  if (error !== null || bytes === undefined) throw new Error(`the kernel does not compile: ${stderr.toString()}`);
  return bytes;
}

if (import.meta.main) {
  const encoded = Buffer.from(await compileKernel()).toString("base64");
  const lines = encoded.match(/.{1,108}/g) ?? [];
  await writeFile(
    TARGET,
    `/**
 * The compiled kernel of \`packages/risk/assembly\`, in base64. Written by its \`build.ts\`; a test compiles it again.
 *
 * @module
 */
export const KERNEL_BASE64 =
${lines.map((line) => `  "${line}"`).join(" +\n")};
`,
  );
}
