/**
 * A small house whose BTC lies in a vault and whose cash does not; a count of claims taken as X, and the vault in exit at it.
 *
 * @module
 */
import type { CheckpointAsset, CommandOf, Event, HeardDeposit, Hex, RefusalCode, Signer } from "@novate/codec";
import { ExitPhase } from "@novate/codec";
import { payableAtoms, rangeSides, TABLE_DEPTH, uintWord, vaultSlots } from "@novate/evm";
import { PPM_ONE } from "@novate/num";
import { claimCountOf } from "../checkpoint/strikeCheckpoint.ts";
import { assetsTree } from "../checkpoint/trees.ts";
import { NO_CREDITS, nextCredit } from "../ledger/vaultCredits.ts";
import { mustGet } from "../state/state.ts";
import { NO_ROOT } from "../testing/runBlock.ts";
import type { TestHouse } from "../testing/testHouse.ts";
import { BTC_FEED, ownerSigner, SEGMENT, USDC_FEED } from "../testing/testMarket.ts";
import { entriesHeard, type TestVault, VALIDATOR_KEYS } from "../testing/vaults.ts";
import { returnPayments } from "./returnPayments.ts";
import { settlePots } from "./settlePots.ts";

export const RELAYER: Signer = ownerSigner(VALIDATOR_KEYS[0]!);

/** What a checkpoint would have committed to. */
export interface Struck {
  readonly heardCount: bigint;
  readonly assets: readonly CheckpointAsset[];
  readonly lastAccountId: number;
  /** Atoms that the vault pays the account of the asset. */
  payable(accountId: number, assetId: number): bigint;
  readonly claimsRoot: Hex;
  batch(vaultId: number, firstAccountId: number, count: number): CommandOf<"BookExitClaims">;
}

export function strike({ house, state }: TestHouse, vaultId: number): Struck {
  const count = claimCountOf(house, NO_ROOT)!;
  const run = house.derived.claims.count(count, null);
  const [assets, tree] = [run.assets(), run.tree()];
  const claims = new Map(run.claims.map((claim) => [claim.accountId, claim]));
  house.derived.claims.drop();
  const prove = (accountId: number) => tree.prove(accountId);
  const rateOf = (assetId: number, segmentId: number) =>
    assets.find((asset) => asset.assetId === assetId)?.rates.find((rate) => rate.segmentId === segmentId);
  return {
    heardCount: mustGet(state.vaults, vaultId).inboxCount,
    assets,
    lastAccountId: count.lastAccountId,
    claimsRoot: tree.root(),
    payable(accountId, assetId) {
      const claim = tree.claimOf(accountId);
      return claim === undefined ? 0n : payableAtoms(claim, assetId, rateOf(assetId, claim.segmentId));
    },
    batch(vault, firstAccountId, size) {
      const ids = Array.from({ length: size }, (_, place) => firstAccountId + place);
      const last = ids.at(-1)!;
      const leaves = ids.map((accountId) => {
        const claim = tree.claimOf(accountId) === undefined ? undefined : claims.get(accountId);
        if (claim === undefined) return null;
        const { segmentId, exitAddress, exitChain, parts, kept } = claim;
        return { segmentId, exitAddress, exitChain, parts, kept };
      });
      const sides = rangeSides(firstAccountId, last, { first: prove(firstAccountId), last: prove(last) }, TABLE_DEPTH);
      const [left, right] = [[...sides.left], [...sides.right]];
      return { type: "BookExitClaims", accountId: 0, vaultId: vault, firstAccountId, leaves, left, right };
    },
  };
}

/** The house has said it at the epoch that {@link showExit} shows. */
export function saidBy({ state }: TestHouse, vaultId: number, { heardCount, assets, claimsRoot }: Struck): void {
  const assetsRoot = assetsTree(assets, vaultId).root;
  const before = state.struckRoots.get(7)?.vaults ?? [];
  const others = before.filter((each) => each.vaultId !== vaultId);
  state.struckRoots.put({ epoch: 7, claimsRoot, vaults: [...others, { vaultId, heardCount, assetsRoot }] });
}

/** Has the house hear that the vault is in exit at X, which is its own. */
export function showExit(house: TestHouse, vault: TestVault, struck: Struck, phase: number = ExitPhase.exit): void {
  saidBy(house, vault.spec.vaultId, struck);
  showInForce(house, vault, struck, phase);
}

/** The same of any X. */
export function showInForce(house: TestHouse, vault: TestVault, struck: Struck, phase: number): void {
  const { vaultId, vault: at } = vault.spec;
  vault.words.set(vaultSlots.exit, uintWord(BigInt(phase)));
  vault.words.set(vaultSlots.checkpointInForce, uintWord(7n | (struck.heardCount << 64n)));
  vault.words.set(vaultSlots.claimsRoot, struck.claimsRoot);
  vault.words.set(vaultSlots.assetsRoot, assetsTree(struck.assets, vaultId).root);
  const { header, accountProof, show } = vault.mine();
  const place = { accountId: 0, vaultId, vault: at, number: header.number, stateRoot: header.stateRoot, accountProof };
  house.must(
    {
      type: "ProveExit",
      ...place,
      exitProof: show(vaultSlots.exit),
      inForceProof: show(vaultSlots.checkpointInForce),
      claimsProof: show(vaultSlots.claimsRoot),
      assetsProof: show(vaultSlots.assetsRoot),
    },
    RELAYER,
  );
}

export function assetCommand(struck: Struck, vaultId: number, assetId: number): CommandOf<"ProveExitAsset"> {
  const asset = struck.assets.find((each) => each.assetId === assetId)!;
  const { token, consumedAtoms, queued, claimTotalAtoms, rates } = asset;
  const siblings = [...assetsTree(struck.assets, vaultId).prove(assetId)];
  const sums = { consumedAtoms, queued, claimTotalAtoms, rates };
  return { type: "ProveExitAsset", accountId: 0, vaultId, assetId, token, isListed: true, ...sums, siblings };
}

/** A coin is worth 100,000 dollars now. */
export function price(house: TestHouse): void {
  house.setPrice(BTC_FEED, 100_000);
  house.setPrice(USDC_FEED, 1);
}

/** What lies there counts for nothing any more, and payments are returned. */
export function makeReady(house: TestHouse, assetId: number): void {
  house.house.emit({ type: "HaircutBound", segmentId: SEGMENT, assetId, haircutPpm: PPM_ONE });
  while (!mustGet(house.state.exitAssets, assetId).isReturned) returnPayments(house.house);
  house.house.derived.holdings.assertConserved();
}

/** All that the house heard of a vault's deposits, as the log has it. */
export const depositsIn = (events: readonly Event[], vaultId: number): HeardDeposit[] =>
  events.flatMap((event): HeardDeposit[] => {
    if (event.type !== "InboxCredited" && event.type !== "InboxKept" && event.type !== "InboxReturned") return [];
    if (event.vaultId !== vaultId) return [];
    const { index, assetId, amountAtoms } = event;
    return [{ index, accountId: event.type === "InboxCredited" ? event.accountId : 0, assetId, amountAtoms }];
  });

/** Batches of refunds, the newest first. */
export function refundBatches(vaultId: number, deposits: readonly HeardDeposit[], size: number) {
  const accs = [NO_CREDITS];
  for (const deposit of deposits) accs.push(nextCredit(accs.at(-1)!, deposit));
  const batches: CommandOf<"BookExitRefunds">[] = [];
  for (let end = deposits.length; end > 0; end -= size) {
    const start = Math.max(end - size, 0);
    const batch = { accountId: 0, vaultId, before: accs[start]!, deposits: deposits.slice(start, end) };
    batches.push({ type: "BookExitRefunds", ...batch });
  }
  return batches;
}

/** Blocks until every pot is closed, or so many hours are over. */
export function settled(house: TestHouse, hours = 3): void {
  for (let steps = 0; steps < 6 * hours; steps++) {
    house.openBlock(house.timeMs + 600_000);
    settlePots(house.house);
    house.house.derived.holdings.assertConserved();
  }
}

/** A deposit that the house hears: the code of its outcome. */
export function deposit(house: TestHouse, vault: TestVault, entry: Parameters<TestVault["enter"]>[0]) {
  const index = vault.enter(entry);
  return entriesHeard(house, vault.mine().prove(index)) as readonly (RefusalCode | "accepted")[];
}
