/**
 * What each token of a vault in exit pays of what is owed: fixed once, by whoever comes first, before anything is paid in it.
 *
 * @module
 */
import {
  exitPaymentCalls,
  type readPaid,
  readSettledBy,
  readTokens,
  UNLISTED_RATES,
  type vaultCalls,
  type WayOut,
} from "@novate/chains";
import type { ExitAsset, ExitKit, Hex } from "@novate/codec";
import { ratesHash } from "@novate/evm";
import { type ExitPlace, sendStep } from "./place.ts";
import { type ExitPlaceOf, type ExitStep, stepOf } from "./step.ts";

export type Settled = NonNullable<Awaited<ReturnType<typeof readSettledBy>>>;

/** The block that is looked at. */
export type ExitBlock = Parameters<typeof readPaid>[1] & { readonly timeSec: bigint };

/** One look at a vault in exit. */
export class Till {
  readonly place: ExitPlace;
  readonly where: ExitPlaceOf;
  readonly at: WayOut;
  readonly block: ExitBlock;
  readonly #settled = new Map<Hex, Settled | undefined>();
  /** Tokens that the word in force names, or that were settled at this look. */
  readonly #known = new Set<Hex>();
  /** All of the vault's that the word in force has, ascending by asset; undefined where no kit is of that word. */
  #rows: readonly vaultCalls.AssetArguments[] | undefined;

  constructor(place: ExitPlace, where: ExitPlaceOf, at: WayOut, block: ExitBlock) {
    this.place = place;
    this.where = where;
    this.at = at;
    this.block = block;
  }

  /** Undefined before a block has it. */
  async settled(token: Hex): Promise<Settled | undefined> {
    if (!this.#settled.has(token))
      this.#settled.set(token, await readSettledBy(this.place.source, this.block, this.where.vault, token));
    return this.#settled.get(token);
  }

  /** Settles every token of the vault that any of these kits of the word in force names. */
  async settleAll(kits: readonly ExitKit[]): Promise<ExitStep[]> {
    const steps: ExitStep[] = [];
    const all = kits.flatMap(({ assets }) => assets.filter(({ asset }) => asset.vaultId === this.where.vaultId));
    const own = [...new Map(all.map((one) => [one.asset.assetId, one])).values()];
    if (kits.length > 0)
      this.#rows = own.map(({ asset }) => rowOf(asset)).sort((one, other) => one.assetId - other.assetId);
    for (const { asset, siblings } of own) {
      const { token } = asset;
      this.#known.add(token);
      const settled = await this.settled(token);
      if (settled?.ratesHash === ratesHash(asset.rates)) {
        steps.push(stepOf(this.where, "settle", "done", partText(settled), { token }));
        continue;
      }
      const call = exitPaymentCalls.settle(this.where.vault, rowOf(asset), siblings);
      steps.push(
        await sendStep(this.place, this.where, "settle", call, "what it pays of what is owed is fixed", { token }),
      );
    }
    return steps;
  }

  /** Tokens that the vault takes and the word in force does not name: of these deposits that were heard go back as well. */
  async unlisted(): Promise<ReadonlySet<Hex>> {
    if (this.#rows === undefined) return new Set();
    const named = new Set(this.#rows.map(({ token }) => token));
    return new Set((await readTokens(this.place.source, this.where.vault)).filter((token) => !named.has(token)));
  }

  /** Settles a token that no word in force names; null where that is not so, or it was said already. */
  async settleUnlisted(token: Hex): Promise<ExitStep | null> {
    if (this.#known.has(token)) return null;
    this.#known.add(token);
    const settled = await this.settled(token);
    const isShown = settled?.ratesHash === UNLISTED_RATES;
    if (settled !== undefined && (isShown || this.#rows === undefined))
      return stepOf(this.where, "settle", "done", partText(settled), { token });
    const untilSec = this.at.beginsAt + this.at.spans.silence;
    const isTime = this.at.maturedEpoch === 0n || this.block.timeSec >= untilSec;
    if (this.#rows === undefined && !isTime) {
      const why = "no kit here names the token: whoever has one settles it, or it is taken for unlisted";
      return stepOf(this.where, "settle", "waits", why, { token, untilSec });
    }
    const call = exitPaymentCalls.settleUnlisted(this.where.vault, token, this.#rows ?? []);
    const why = this.at.maturedEpoch === 0n ? "no word was ever in force" : "the word in force does not name it";
    return sendStep(this.place, this.where, "settle", call, `${why}: what came in goes back`, { token });
  }
}

export const rowOf = ({ assetId, token, consumedAtoms, queued, claimTotalAtoms, rates }: ExitAsset) => ({
  assetId,
  token,
  consumedCum: consumedAtoms,
  queuedCum: [queued.mainAtoms, queued.smallAtoms, queued.sentBackAtoms] as const,
  claimTotal: claimTotalAtoms,
  ratesHash: ratesHash(rates),
});

/** What is paid of an amount, rounded down; all of it as long as nothing else is known. */
export const shareOf = (settled: Settled | undefined, amount: bigint): bigint =>
  settled === undefined ? amount : (amount * settled.haveAtoms) / settled.owedAtoms;

export const partText = ({ haveAtoms, owedAtoms }: Settled): string =>
  haveAtoms === owedAtoms ? "all that is owed" : `${haveAtoms} of ${owedAtoms} atoms owed are there: all get that part`;
