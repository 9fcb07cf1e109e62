/**
 * Compiles the WebAssembly kernel: `node packages/risk/assembly/build.ts` writes it where the margin package reads it.
 *
 * @module
 */
import { writeFile } from "node:fs/promises";
import asc from "assemblyscript/asc";
import { MOST_SHARED_PAGES } from "../src/wasm/layout.ts";

const HERE = import.meta.dirname;
const TARGET = `${HERE}/../src/wasm/kernelBytes.ts`;

/** For memory of its own, or for memory that threads share. */
export type Variant = "own" | "shared";

const FLAGS =
  "--outFile kernel.wasm -O3 --converge --noAssert --runtime stub --enable simd --enable relaxed-simd --importMemory";
const SHARED_FLAGS = `--enable threads --sharedMemory --maximumMemory ${MOST_SHARED_PAGES}`;

/** The module's bytes; the same for the same sources and compiler. */
export async function compileKernel(variant: Variant): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined;
  const flags = variant === "own" ? FLAGS : `${FLAGS} ${SHARED_FLAGS}`;
  const quiet = "--disableWarning 201"; // addresses are 32 bits wide
  const { error, stderr } = await asc.main([`${HERE}/index.ts`, ...flags.split(" "), ...quiet.split(" ")], {
    writeFile: (_, contents) => {
      if (contents instanceof Uint8Array) bytes = contents;
    },
  });
  if (error !== null || bytes === undefined) throw new Error(`the kernel does not compile: ${stderr.toString()}`);
  return bytes;
}

const literal = (bytes: Uint8Array): string =>
  (
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,108}/g) ?? []
  )
    .map((line) => `  "${line}"`)
    .join(" +\n");

if (import.meta.main) {
  await writeFile(
    TARGET,
    `/**
 * The compiled kernel of \`packages/risk/assembly\`, in base64. Written by its \`build.ts\`; a test compiles it again.
 *
 * @module
 */
export const KERNEL_BASE64 =
${literal(await compileKernel("own"))};

/** The same on memory that threads share. */
export const SHARED_KERNEL_BASE64 =
${literal(await compileKernel("shared"))};
`,
  );
}
