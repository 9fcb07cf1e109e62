/**
 * The part of WebAssembly that the kernel uses, typed here because the language's own library does not have it.
 *
 * @module
 */
import { KERNEL_BASE64, SHARED_KERNEL_BASE64 } from "./kernelBytes.ts";
import { MOST_SHARED_PAGES } from "./layout.ts";

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
  readonly Memory: new (descriptor: { initial: number; maximum?: number; shared?: boolean }) => KernelMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
}

const hostApi = (): WebAssemblyApi | undefined => (globalThis as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly; // absent from the typed library

function instantiate(api: WebAssemblyApi, base64: string, memory: KernelMemory): KernelExports {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const instance = new api.Instance(new api.Module(bytes), { env: { memory } });
  return instance.exports as KernelExports; // what the module was compiled to export
}

/** A kernel and its memory, or null where the host has no WebAssembly with vectors: the TypeScript kernel serves then. */
export function instantiateKernel(): { readonly memory: KernelMemory; readonly exports: KernelExports } | null {
  const api = hostApi();
  if (api === undefined) return null;
  try {
    const memory = new api.Memory({ initial: 1 });
    return { memory, exports: instantiate(api, KERNEL_BASE64, memory) };
  } catch {
    return null;
  }
}

/** Memory for several threads, or null where the host shares none. */
export function createSharedMemory(): KernelMemory | null {
  const api = hostApi();
  if (api === undefined) return null;
  try {
    return new api.Memory({ initial: 1, maximum: MOST_SHARED_PAGES, shared: true });
  } catch {
    return null;
  }
}

/** The kernel of one thread on memory that others share, or null as above. */
export function instantiateSharedKernel(memory: KernelMemory): KernelExports | null {
  const api = hostApi();
  if (api === undefined) return null;
  try {
    return instantiate(api, SHARED_KERNEL_BASE64, memory);
  } catch {
    return null;
  }
}
