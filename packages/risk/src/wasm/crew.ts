/**
 * Threads that share a kernel's memory and take accounts from one counter, a few thousand at a time.
 *
 * Each account's answer depends on the tables alone, so it does not matter who works it out, or when. The counter counts
 * down: a thread that wakes late finds nothing left, and one that finds something has its frame of this pass before it.
 *
 * @module
 */
import type { Layout } from "./layout.ts";
import type { KernelExports, KernelMemory } from "./webAssembly.ts";
import { instantiateSharedKernel } from "./webAssembly.ts";

/** Accounts that a thread takes at once. */
const CHUNK = 2_048;

/** Words of the control block. */
const PASS = 0;
const LEFT = 1;
const BUSY = 2;
/** Then the address of each thread's frame. */
const FRAMES = 3;
/** A pass of this number ends the threads. */
const DISMISSED = -1;

/** What a thread needs to join; it may be posted to another thread as it is. */
export interface MarginShare {
  readonly memory: KernelMemory;
  readonly control: Int32Array<SharedArrayBuffer>;
  /** Its place among the others, from 1; the kernel's own thread is 0. */
  readonly thread: number;
}

export class Crew {
  readonly threads: number;
  readonly #control: Int32Array<SharedArrayBuffer>;

  /** `start` is given the share of each thread beside the calling one, and has it {@link serveMarginShare}d. */
  constructor(memory: KernelMemory, threads: number, start: (share: MarginShare) => void) {
    this.threads = threads;
    this.#control = new Int32Array(new SharedArrayBuffer(4 * (FRAMES + threads + 1)));
    for (let thread = 1; thread <= threads; thread += 1) start({ memory, control: this.#control, thread });
  }

  /** Margins the accounts [0, count) on all threads; returns when every one is done. The frames have been written. */
  remargin(exports: KernelExports, { scratches }: Layout, count: number): void {
    const control = this.#control;
    for (const [thread, { frame }] of scratches.entries()) Atomics.store(control, FRAMES + thread, frame);
    Atomics.add(control, PASS, 1);
    Atomics.store(control, LEFT, count); // from here on threads may begin
    Atomics.notify(control, PASS);
    takeChunks(control, exports, () => {});
    for (let busy = Atomics.load(control, BUSY); busy > 0; busy = Atomics.load(control, BUSY))
      Atomics.wait(control, BUSY, busy);
  }

  dismiss(): void {
    Atomics.store(this.#control, PASS, DISMISSED);
    Atomics.notify(this.#control, PASS);
  }
}

/** Margins chunks until none is left; `prepare` runs before each. */
function takeChunks(control: Int32Array<SharedArrayBuffer>, exports: KernelExports, prepare: () => void): void {
  for (let left = Atomics.sub(control, LEFT, CHUNK); left > 0; left = Atomics.sub(control, LEFT, CHUNK)) {
    prepare();
    exports.remargin(Math.max(left - CHUNK, 0), left);
  }
}

/**
 * Works for a kernel on the calling thread, which it blocks, until the kernel is closed. Returns at once where the host
 * cannot: the others do the work then.
 */
export function serveMarginShare({ memory, control, thread }: MarginShare): void {
  const exports = instantiateSharedKernel(memory);
  if (exports === null) return;
  let configured = 0;
  const configure = (): void => {
    const pass = Atomics.load(control, PASS);
    if (pass === configured) return;
    exports.configure(Atomics.load(control, FRAMES + thread));
    configured = pass;
  };
  for (let pass = 0; pass !== DISMISSED; pass = Atomics.load(control, PASS)) {
    Atomics.add(control, BUSY, 1);
    takeChunks(control, exports, configure);
    Atomics.sub(control, BUSY, 1);
    Atomics.notify(control, BUSY);
    Atomics.wait(control, PASS, pass);
  }
}
