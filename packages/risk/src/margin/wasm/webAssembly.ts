/**
 * The part of WebAssembly that the kernel uses, typed here because the language's own library does not have it.
 *
 * @module
 */
import { KERNEL_BASE64 } from "./kernelBytes.ts";

export interface KernelMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Exports of `packages/risk/assembly/index.ts`; numbers are addresses and counts. */
export interface KernelExports {
  configure(frame: number): void;
  remargin(from: number, to: number): void;
  remarginListed(list: number, count: number): void;
  scan(from: number, to: number): void;
}

interface WebAssemblyApi {
  readonly Memory: new (descriptor: { initial: number }) => KernelMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

/** A kernel and its memory, or null where the host has no WebAssembly with vectors: the TypeScript kernel serves then. */
export function instantiateKernel(): { readonly memory: KernelMemory; readonly exports: KernelExports } | null {
  const { WebAssembly: api } = globalThis as { readonly WebAssembly?: WebAssemblyApi }; // absent from the typed library
  if (api === undefined) return null;
  try {
    const bytes = Uint8Array.from(atob(KERNEL_BASE64), (character) => character.charCodeAt(0));
    const memory = new api.Memory({ initial: 1 });
    const instance = new api.Instance(new api.Module(bytes), { env: { memory } });
    return { memory, exports: instance.exports as KernelExports }; // what the module was compiled to export
  } catch {
    return null;
  }
}
