/**
 * A binary heap of (level, account, version) in typed arrays: which certificate expires first.
 *
 * @module
 */
import { extended } from "@novate/stdx";

export class TriggerHeap {
  #levels = new Float64Array(64);
  #accounts = new Int32Array(64);
  #versions = new Int32Array(64);
  size = 0;

  /** Least level, +Infinity when empty. */
  get level(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.#levels[0]!;
  }

  get account(): number {
    return this.#accounts[0]!;
  }

  get version(): number {
    return this.#versions[0]!;
  }

  /** Work: log of the size. */
  push(level: number, account: number, version: number): void {
    if (this.size === this.#levels.length) this.#grow();
    let hole = this.size;
    this.size += 1;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (this.#levels[parent]! <= level) break;
      this.#copy(parent, hole);
      hole = parent;
    }
    this.#put(hole, level, account, version);
  }

  /** Takes the least away; the heap is not empty. Work: log of the size. */
  pop(): void {
    this.size -= 1;
    const last = this.size;
    if (last > 0) this.#sink(0, this.#levels[last]!, this.#accounts[last]!, this.#versions[last]!);
  }

  /** Drops every entry that `isStale` says is of no use. Work: the size. */
  prune(isStale: (account: number, version: number) => boolean): void {
    let kept = 0;
    for (let entry = 0; entry < this.size; entry += 1) {
      if (isStale(this.#accounts[entry]!, this.#versions[entry]!)) continue;
      this.#copy(entry, kept);
      kept += 1;
    }
    this.size = kept;
    for (let node = (kept >> 1) - 1; node >= 0; node -= 1)
      this.#sink(node, this.#levels[node]!, this.#accounts[node]!, this.#versions[node]!);
  }

  /** Lets an entry fall from the hole at `node` to its place. */
  #sink(node: number, level: number, account: number, version: number): void {
    let hole = node;
    for (;;) {
      let child = hole * 2 + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.#levels[child + 1]! < this.#levels[child]!) child += 1;
      if (this.#levels[child]! >= level) break;
      this.#copy(child, hole);
      hole = child;
    }
    this.#put(hole, level, account, version);
  }

  #copy(source: number, target: number): void {
    this.#put(target, this.#levels[source]!, this.#accounts[source]!, this.#versions[source]!);
  }

  #put(at: number, level: number, account: number, version: number): void {
    this.#levels[at] = level;
    this.#accounts[at] = account;
    this.#versions[at] = version;
  }

  #grow(): void {
    const length = this.#levels.length * 2;
    this.#levels = extended(this.#levels, new Float64Array(length));
    this.#accounts = extended(this.#accounts, new Int32Array(length));
    this.#versions = extended(this.#versions, new Int32Array(length));
  }
}
