/**
 * Compiles `keccak.ts` beside into `src/keccak/keccakModule.ts`: `node packages/codec/assembly/build.ts`.
 *
 * @module
 */
import { writeFileSync } from "node:fs";
import { compileKeccak } from "./compile.ts";

const text = `/**
 * Keccak-256 as WebAssembly, in base64. Compiled by \`assembly/build.ts\`; not edited by hand.
 *
 * @module
 */
export const KECCAK_MODULE =
  "${await compileKeccak()}";
`;
writeFileSync(new URL("../src/keccak/keccakModule.ts", import.meta.url), text);
