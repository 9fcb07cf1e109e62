/**
 * Chains beside a replay: they keep the tape's time, take deposits, and pay what the house owes.
 *
 * Time on a chain goes only as far as the house's has come, so that epochs agree and no block is from the future.
 *
 * @module
 */
import { type CustodyRows, custodyRowsOf } from "@novate/agents";
import { vaultCalls } from "@novate/chains";
import { approvalOf, type Change } from "@novate/codec";
import { EPOCH_MS } from "@novate/evm";
import { atoms, MINUTE_MS, ppm, SECOND_MS } from "@novate/num";
import type { ReplayHost } from "../host/host.ts";
import { BACKSTOP_CAPITAL, SKIN_IN_THE_GAME } from "../house/genesis.ts";
import { assetIdOf, SEGMENT_ID, SETTLEMENT } from "../house/plan.ts";
import { ReplayError } from "../replayError.ts";
import type { ApplyBlock, Custody } from "../runReplay.ts";
import type { Scene } from "../scene.ts";
import { inboxCountOf, type ReplayVault } from "./chains.ts";
import type { Crew } from "./crew.ts";
import { leaversOf } from "./leaving.ts";

/** Deposits in one transaction, and blocks of one settling: each round of words takes one. */
const BATCH = 100;
const MOST_ROUNDS = 48;
/** A chain's block of twelve seconds, and how many make one final. */
const BLOCK_SEC = 12;
const FINAL_BLOCKS = 3;
/** Where days pass at once, blocks are farther apart. */
const MOST_BLOCKS = 300;
/** Steps in which chains are looked after once an epoch has begun: a word there and back takes some. */
const STEPS_AFTER_EPOCH = 2;
/** After the tape: rounds of five minutes, in which checkpoints ripen and sums rise. */
const CLOSING_ROUND_MS = 5 * MINUTE_MS;
const MOST_CLOSING_ROUNDS = 60;
/** It is over once nothing is on its way for so many. */
const QUIET_ROUNDS = 3;
const LISTING_BUNDLE_ID = 1;
/** What opens an account at least, of every token. */
const LEAST_ATOMS = atoms(1_000n);
const STALE_AFTER_MS = 30 * MINUTE_MS;

interface Due {
  readonly accountId: number;
  readonly owner: `0x${string}`;
  readonly symbol: string;
  readonly amountAtoms: bigint;
}

export interface CustodyOptions {
  readonly scene: Scene;
  readonly host: ReplayHost;
  readonly vaults: readonly ReplayVault[];
  readonly crew: Crew;
}

// long: one closure over what is due on chains; each of its parts is short
export function createCustody({ scene, host, vaults, crew }: CustodyOptions): Custody {
  const { plan, sender, keys, members } = scene;
  let due: Due[] = [];
  let epoch = 0;
  let busySteps = 0;
  let chainSec = Math.floor(plan.genesisMs / SECOND_MS) + MINUTE_MS / SECOND_MS;

  const rowsNow = (): Promise<CustodyRows> => host.read(custodyRowsOf);

  /** Sends what is to be paid in and lets chains catch up with the house. */
  const advance = async (timeMs: number): Promise<void> => {
    const toSec = Math.floor(timeMs / SECOND_MS);
    if (toSec - chainSec < FINAL_BLOCKS) return;
    const waiting = due;
    due = [];
    for (const { plan: own, where, payer, chain } of vaults) {
      for (const symbol of own.assets) {
        const mine = waiting.filter((one) => one.symbol === symbol);
        for (let from = 0; from < mine.length; from += BATCH) {
          const part = mine.slice(from, from + BATCH);
          const targets = part.map(({ accountId, owner }) => ({
            ownerChain: 0n,
            owner,
            segmentId: SEGMENT_ID,
            accountId,
          }));
          const amounts = part.map(({ amountAtoms }) => amountAtoms);
          await payer.send(vaultCalls.fund(where.tokens.get(symbol)!, where.vault, targets, amounts));
        }
      }
      const passed = Math.floor((toSec - chainSec) / BLOCK_SEC);
      const blocks = Math.min(MOST_BLOCKS, Math.max(FINAL_BLOCKS, passed));
      await chain.pass(blocks, Math.floor((toSec - chainSec) / blocks));
    }
    chainSec = toSec;
  };

  /** Looks and blocks in turn, until nobody has anything more to say. */
  const exchange = async (timeMs: number, apply: ApplyBlock): Promise<void> => {
    const came = new Map<number, bigint>();
    for (const vault of vaults) came.set(vault.plan.vaultId, await inboxCountOf(vault));
    for (let round = 1; round <= MOST_ROUNDS; round++) {
      const said = await crew.look(await rowsNow(), came);
      if (said === null) return;
      await apply(timeMs + round, said);
    }
  };

  const settle = async (timeMs: number, apply: ApplyBlock): Promise<void> => {
    if (Math.floor(timeMs / EPOCH_MS) > epoch) {
      epoch = Math.floor(timeMs / EPOCH_MS);
      busySteps = STEPS_AFTER_EPOCH;
    }
    if (due.length === 0 && busySteps === 0) return;
    busySteps = Math.max(busySteps - 1, due.length === 0 ? 0 : 1);
    await advance(timeMs);
    await exchange(timeMs, apply);
  };

  const pay = (accountId: number, owner: Due["owner"], symbol: string, amountAtoms: bigint): void =>
    void due.push({ accountId, owner, symbol, amountAtoms });

  return {
    async open(apply) {
      const startMs = plan.genesisMs + MINUTE_MS;
      const changes = listingOf(scene, vaults);
      const bundle = {
        bundleId: LISTING_BUNDLE_ID,
        parameterEpoch: (await host.read(({ state }) => state.house.values().next().value))!.parameterEpoch,
        changes,
      };
      await apply(startMs, [
        sender.sign(keys.governors[0]!, { type: "ProposeBundle", ...bundle }, startMs),
        sender.sign(keys.governors[1]!, approvalOf(bundle), startMs),
        ...members.open(startMs).accounts(),
      ]);
      await apply(startMs + SECOND_MS, []);
      for (const [index, { address }] of keys.backstops.entries())
        pay(index + 1, address, SETTLEMENT.symbol, BACKSTOP_CAPITAL);
      pay(members.treasuryId, keys.treasury.address, SETTLEMENT.symbol, SKIN_IN_THE_GAME);
      for (const { accountId, owner, participant } of members.all)
        for (const { asset, amountAtoms } of participant.openingDeposits)
          pay(accountId, owner.address, asset, amountAtoms);
      for (let minute = 2; minute < 10; minute++) {
        await apply(startMs + minute * MINUTE_MS, []);
        await settle(startMs + minute * MINUTE_MS, apply);
      }
      await mustHaveHeard(vaults, await rowsNow());
    },
    deposit: ({ accountId, owner }, symbol, amountAtoms) => pay(accountId, owner.address, symbol, amountAtoms),
    settle,
    async close(timeMs, apply) {
      const leavers = await host.read((engine) => leaversOf(engine, scene));
      const asked = leavers.map(({ member, amountAtoms }) => members.withdraw(member, amountAtoms, timeMs));
      await apply(timeMs, asked);
      let nowMs = timeMs;
      for (let round = 0, quiet = 0; round < MOST_CLOSING_ROUNDS && quiet < QUIET_ROUNDS; round++) {
        nowMs += CLOSING_ROUND_MS;
        await apply(nowMs, []);
        busySteps = 1;
        await settle(nowMs, apply);
        quiet = hasOpen(await rowsNow()) ? 0 : quiet + 1;
      }
    },
  };
}

/** Whether anything is released at vaults and not proven to be paid. What the windows hold back may wait for hours. */
const hasOpen = ({ outbox }: CustodyRows): boolean =>
  outbox.some(({ payment, paidHeight }) => payment !== null && paidHeight === 0);

/** The listing of every vault and the place of every asset, as governors propose it. */
export function listingOf({ plan }: Scene, vaults: readonly ReplayVault[]): Change[] {
  return vaults.flatMap(
    ({ plan: { vaultId, chainId, assets }, where: { vault, sets, codeHash, tokens } }): Change[] => [
      {
        type: "ListVault",
        vaultId,
        chainId,
        vault,
        sets,
        codeHash,
        headerStride: 1,
        staleAfterMs: STALE_AFTER_MS,
        hourPpm: ppm(100_000n),
        dayPpm: ppm(1_000_000n),
      },
      ...assets.map((symbol): Change => {
        const assetId = assetIdOf(plan, symbol);
        const token = tokens.get(symbol)!; // founded with the vault
        return { type: "LocateAsset", assetId, vaultId, token, currency: assetId, leastAtoms: LEAST_ATOMS };
      }),
    ],
  );
}

async function mustHaveHeard(vaults: readonly ReplayVault[], rows: CustodyRows): Promise<void> {
  for (const vault of vaults) {
    const { vaultId, name } = vault.plan;
    const heard = rows.vaults.find(({ spec }) => spec.vaultId === vaultId)?.inboxCount;
    const count = await inboxCountOf(vault);
    if (heard !== count)
      throw new ReplayError("CustodyStuck", `the house heard ${heard ?? 0} of ${count} entries of the ${name}`);
  }
}
