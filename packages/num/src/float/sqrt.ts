/**
 * The square root, rounded correctly: the processor's own, where the host promises that it is.
 *
 * WebAssembly specifies `f64.sqrt` to the bit, as IEEE 754 does, while the language's own root may be an approximation. So
 * the root is taken by a module of one instruction; a host without WebAssembly takes the portable one, with the same bits.
 *
 * @module
 */
import { sqrtPortable } from "./sqrtPortable.ts";

/** The part of the standard global that is used; TypeScript knows it from the browser's library alone. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
}

/** `(func (export "sqrt") (param f64) (result f64) local.get 0 f64.sqrt)`, section by section. */
const MODULE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic number, version
  ...[0x01, 0x06, 0x01, 0x60, 0x01, 0x7c, 0x01, 0x7c], // types: f64 → f64
  ...[0x03, 0x02, 0x01, 0x00], // functions: one of that type
  ...[0x07, 0x08, 0x01, 0x04, 0x73, 0x71, 0x72, 0x74, 0x00, 0x00], // exports: it, as "sqrt"
  ...[0x0a, 0x07, 0x01, 0x05, 0x00, 0x20, 0x00, 0x9f, 0x0b], // code: local.get 0, f64.sqrt, end
);

function instantiate(): (x: number) => number {
  const { WebAssembly: api } = globalThis as { readonly WebAssembly?: WebAssemblyApi }; // absent from the typed library
  if (api === undefined) return sqrtPortable;
  const { exports } = new api.Instance(new api.Module(MODULE));
  return (exports as { sqrt(x: number): number }).sqrt; // what the module exports
}

const root = instantiate();

/**
 * √x. Error at most ½ ulp: the result is the float64 nearest to the root.
 * NaN or x < 0 → NaN, ±0 → ±0, Infinity → Infinity.
 */
export const sqrt = (x: number): number => (x >= 0 ? root(x) : Number.NaN);
