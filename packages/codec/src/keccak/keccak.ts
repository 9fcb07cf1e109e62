/**
 * Keccak-256 as Ethereum uses it (the padding before FIPS 202): the cost of every EIP-712 digest.
 *
 * @module
 */
import { KECCAK_MODULE } from "./keccakModule.ts";

/** The part of the standard global that is used; TypeScript knows it from the browser's library alone. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** The exports of assembly/keccak.ts. */
interface KeccakExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  input(): number;
  state(): number;
  begin(): void;
  absorb(blocks: number): void;
}

/** Bytes in a block, and blocks that the module's input holds at once. */
const RATE = 136;
const INPUT_BLOCKS = 30;

const bytes = Uint8Array.from(atob(KECCAK_MODULE), (character) => character.charCodeAt(0));
const keccak = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as KeccakExports;
const input = new Uint8Array(keccak.memory.buffer, keccak.input(), RATE * INPUT_BLOCKS);
const digest = new Uint8Array(keccak.memory.buffer, keccak.state(), 32);

/** Keccak-256 of `message`. */
export function keccak256(message: Uint8Array): Uint8Array {
  keccak.begin();
  let at = 0;
  while (message.length - at >= RATE) {
    const blocks = Math.min(INPUT_BLOCKS, Math.floor((message.length - at) / RATE));
    input.set(message.subarray(at, at + blocks * RATE));
    keccak.absorb(blocks);
    at += blocks * RATE;
  }
  const rest = message.length - at;
  input.fill(0, rest, RATE);
  input.set(message.subarray(at));
  input[rest]! ^= 0x01;
  input[RATE - 1]! ^= 0x80;
  keccak.absorb(1);
  return digest.slice();
}
