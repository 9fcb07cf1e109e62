/**
 * What one's own questions cost within a day, in each chain's coin: as the chain tells, so that it counts whoever looks once and ends, and
 * as was sent and is in no block yet.
 *
 * @module
 */
import { readAskedLeaves, readBondWei } from "@novate/chains";
import type { Seen } from "./seen.ts";
import type { ExitPlaceOf } from "./step.ts";

const DAY_SEC = 86_400n;

interface Paid {
  readonly chainId: number;
  readonly wei: bigint;
  readonly untilSec: bigint;
}

interface Asked {
  readonly number: number;
  readonly tree: string;
  readonly index: number;
}

export class BondBudget {
  readonly #mostWei: bigint;
  /** By vault and leaf: each is asked for once. */
  readonly #paid = new Map<string, Paid>();

  constructor(mostWei: bigint) {
    this.#mostWei = mostWei;
  }

  /** Whether one more may be paid now, by the clock of its chain. */
  allows(wei: bigint, { chainId }: ExitPlaceOf, nowSec: bigint): boolean {
    const own = [...this.#paid.values()].filter((one) => one.chainId === chainId && one.untilSec > nowSec);
    return own.reduce((sum, one) => sum + one.wei, wei) <= this.#mostWei;
  }

  /** A question that is asked now. */
  note(wei: bigint, { chainId, vault }: ExitPlaceOf, { number, tree, index }: Asked, nowSec: bigint): void {
    this.#paid.set(`${chainId}/${vault}/${number}/${tree}/${index}`, { chainId, wei, untilSec: nowSec + DAY_SEC });
  }

  /** What a vault says of the last day: an answer comes within one, so that its end tells when it was asked. Rejects with `ChainError`. */
  async read({ where, place, nowSec }: Pick<Seen, "where" | "place" | "nowSec">): Promise<void> {
    const { source, writer, fromBlock } = place;
    if (writer === undefined) return;
    const latest = await source.header("latest");
    const asked = await readAskedLeaves(source, latest, where.vault, fromBlock);
    const own = asked.filter(({ challenger, untilSec }) => challenger === writer.address && untilSec > nowSec);
    if (own.length === 0) return;
    const wei = await readBondWei(source, latest, where.vault);
    for (const one of own) this.note(wei, where, one, one.untilSec - DAY_SEC);
  }
}
