/**
 * Who trades by itself in a house to play with: two against each other in every market, and one long with more than it can bear, whom a
 * crash takes.
 *
 * They trade on a venue of their own, so that no trade of theirs is in anybody's day.
 *
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import { RefusedError } from "../failure.ts";
import { dice } from "./moves.ts";
import { clearDeal } from "./play.ts";
import type { RunningHouse } from "./runningHouse.ts";
import { DEFAULT_FUNDS, type World } from "./world.ts";

const EVERY_MS = 2_000;
const MOST_LOTS = 40;
/** Of one market; from there on the other one buys. */
const MOST_HELD = 400n;
const DEEP = 20n * DEFAULT_FUNDS;
const BTC_PERP_ID = 1;
const USDC_ID = 1;
/** A hundred thousand dollars hold half a million in Bitcoin: a fifth less takes all of them. */
const BOLD = { atoms: DEFAULT_FUNDS / 10n, lots: 50_000n, againMs: 60_000 };

/** Opens their accounts at the first start; the answer waits for the last trade once `stopped`. */
export async function startBots(
  world: World,
  running: RunningHouse,
  seed: string,
  stopped: AbortSignal,
  onFailure: (failure: unknown) => void,
): Promise<() => Promise<void>> {
  const { players, ...venue } = running.bots;
  const [one, other, bold] = [players[0]!, players[1]!, players[2]!]; // it has three
  const party = async ({ key }: typeof one, atoms: bigint) => ({ key, accountId: await world.account(key, atoms) });
  const [buyer, seller, gambler] = [await party(one, DEEP), await party(other, DEEP), await party(bold, BOLD.atoms)];
  const roll = dice(`bots/${seed}`);
  const held = new Map<number, bigint>();
  let boldAtMs = Number.NEGATIVE_INFINITY;

  const trade = async (): Promise<void> => {
    const { instruments } = await running.client.instruments();
    const open = instruments.filter(({ terms }) => !("expiryMs" in terms) || terms.expiryMs > world.timeMs);
    const { instrumentId } = open[roll(open.length)]!; // two perpetuals never end
    const lots = BigInt(1 + roll(MOST_LOTS));
    const before = held.get(instrumentId) ?? 0n;
    const buys = before <= -MOST_HELD || (before < MOST_HELD && roll(2) === 0);
    const sides = buys ? { buyer, seller } : { buyer: seller, seller: buyer };
    await clearDeal(running, { instrumentId, lots, ...sides, ...venue });
    held.set(instrumentId, buys ? before + lots : before - lots);
  };
  /** Taken over once, it tries again after a minute with new money. */
  const dare = async (): Promise<void> => {
    if (performance.now() - boldAtMs < BOLD.againMs) return;
    boldAtMs = performance.now();
    const { positions, balances, status } = await running.client.account(gambler.accountId);
    if (status !== "active" || positions.length > 0) return;
    const cash = BigInt(balances.find(({ assetId }) => assetId === USDC_ID)?.amountAtoms ?? 0);
    if (cash < BOLD.atoms) await world.fund(gambler.accountId, USDC_ID, BOLD.atoms - cash);
    await clearDeal(running, { instrumentId: BTC_PERP_ID, lots: BOLD.lots, buyer: gambler, seller, ...venue });
  };
  const trading = (async () => {
    while (!stopped.aborted) {
      for (const act of [dare, trade])
        await act().catch((failure: unknown) => {
          // A market that is shut, a range that just rose, a clock that was turned meanwhile: days like any other.
          if (!isRefusal(failure)) onFailure(failure);
        });
      await sleep(EVERY_MS, undefined, { signal: stopped }).catch(() => {});
    }
  })();
  return () => trading;
}

const isRefusal = (failure: unknown): boolean =>
  failure instanceof RefusedError || (failure instanceof Error && failure.message.startsWith("refused: "));
