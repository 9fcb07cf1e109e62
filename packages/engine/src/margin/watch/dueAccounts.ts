/**
 * Accounts that must be looked at, by segment and window: a block sorts those of the windows that it comes to, and no others.
 *
 * @module
 */
import type { Due } from "../../command/margin.ts";
import { windowOf } from "./windows.ts";

const ascending = (ids: Iterable<number>): number[] => [...ids].sort((left, right) => left - right);

export class DueAccounts implements Due {
  readonly #windows = new Map<number, Map<number, Set<number>>>();

  add(segmentId: number, accountId: number): void {
    let windows = this.#windows.get(segmentId);
    if (windows === undefined) {
      windows = new Map();
      this.#windows.set(segmentId, windows);
    }
    const window = windowOf(accountId);
    const ids = windows.get(window);
    if (ids === undefined) windows.set(window, new Set([accountId]));
    else ids.add(accountId);
  }

  delete(segmentId: number, accountId: number): void {
    const windows = this.#windows.get(segmentId);
    const ids = windows?.get(windowOf(accountId));
    if (ids?.delete(accountId) && ids.size === 0) windows!.delete(windowOf(accountId));
  }

  has(segmentId: number, accountId: number): boolean {
    return this.#windows.get(segmentId)?.get(windowOf(accountId))?.has(accountId) ?? false;
  }

  segments(): number[] {
    return ascending(this.#windows.keys());
  }

  windowsOf(segmentId: number): number[] {
    return ascending(this.#windows.get(segmentId)?.keys() ?? []);
  }

  idsOf(segmentId: number, window: number): number[] {
    return ascending(this.#windows.get(segmentId)?.get(window) ?? []);
  }
}
