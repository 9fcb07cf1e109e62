/**
 * Chains and vaults: who attests, which headers are accepted, what came in.
 *
 * @module
 */
import type { ChangeOf, HeaderRow, NextValidators, ValidatorSet } from "@novate/codec";
import { atoms } from "@novate/num";
import { noteCredit } from "../credits.ts";
import { check, checkEqual } from "../failure.ts";
import type { Ledger } from "../ledger.ts";
import type { Entries } from "./entry.ts";
import { judgeAnew } from "./judgeAnew.ts";

const NOTHING = atoms(0n);
const DAY_MS = 86_400_000;
/** Stated here once more, so that the engine's own numbers are judged. */
const HEADERS_KEPT = 256;
const VOTES_KEPT = 4;
const VAULTS_WAITED_FOR_MS = 3 * DAY_MS;
const ROTATIONS_KEPT_MS = 22 * DAY_MS;

export const custodyEntries: Entries<
  | "RotationSigned"
  | "ValidatorsRotated"
  | "HeaderVoted"
  | "HeaderAccepted"
  | "ChainContradicted"
  | "InboxAdvanced"
  | "InboxRewritten"
  | "HotSetShown"
  | "InboxReturned"
  | "InboxKept"
  | "InboxUnplaced"
  | "UnplacedFound"
> = {
  RotationSigned(ledger, { signed, completeAtMs }) {
    const { next } = ledger.must("validators", 0);
    check("CSTD-012", next !== null, () => "a rotation was signed that is not under way");
    const signatures = [...next!.signatures, signed];
    ledger.change("validators", 0, {
      next: { ...next!, signatures, completeAtMs: next!.completeAtMs || completeAtMs },
    });
  },

  ValidatorsRotated(ledger, { epoch }) {
    const { next } = ledger.must("validators", 0);
    const { proposedAtMs: _, completeAtMs, signatures: __, isReplacement, ...set } = next!;
    checkEqual("CSTD-013", epoch, set.epoch, "epoch of the next set");
    if (isReplacement) return replaceHot(ledger, set, next!);
    check("CSTD-013", completeAtMs > 0 && ledger.timeMs >= completeAtMs + DAY_MS, () => "a set took over too early");
    const { next: _next, sinceMs, ...from } = ledger.must("validators", 0);
    judgeVaults(ledger, from, set, completeAtMs);
    // CSTD-014: whoever signs now has signed for a day at least, so no day has two steps.
    check("CSTD-014", ledger.timeMs >= sinceMs + DAY_MS, () => "two sets took over within a day");
    for (const row of [...ledger.rows("rotations")])
      if (row.atMs + ROTATIONS_KEPT_MS < ledger.timeMs)
        ledger.remove("rotations", `${row.to.epoch}/${row.to.coldEpoch}`);
    ledger.put("rotations", { from, to: set, atMs: ledger.timeMs, signatures: next!.signatures });
    ledger.put("validators", { ...set, sinceMs: ledger.timeMs, next: null });
    const members = new Set(set.members.map(({ hot }) => hot));
    for (const row of [...ledger.rows("headerVotes")])
      if (!members.has(row.validator)) ledger.remove("headerVotes", `${row.chainId}/${row.validator}`);
  },

  HeaderVoted(ledger, { validator, header }) {
    const { chainId } = header;
    const votes = ledger.get("headerVotes", `${chainId}/${validator}`)?.votes ?? [];
    const others = votes.filter(({ number }) => number !== header.number);
    ledger.put("headerVotes", { chainId, validator, votes: [...others, header].slice(-VOTES_KEPT) });
  },

  HeaderAccepted(ledger, { header }) {
    const { chainId, number, timeSec } = header;
    check("CSTD-021", 3n * powerBehind(ledger, header) > 2n * powerOf(ledger), () => "two thirds did not say so");
    for (const vault of vaultsOn(ledger, chainId)) {
      check("CSTD-022", number > vault.headerNumber, () => `header ${number} after ${vault.headerNumber}`);
      ledger.put("vaults", { ...vault, headerNumber: number, headerTimeMs: timeSec * 1_000 });
    }
    ledger.put("headers", header);
    const kept = [...ledger.rows("headers")].filter((row) => row.chainId === chainId).map((row) => row.number);
    if (kept.length <= HEADERS_KEPT) return;
    const oldest = kept.reduce((left, right) => (right < left ? right : left));
    ledger.remove("headers", `${chainId}/${oldest}`);
  },

  ChainContradicted(ledger, { accepted }) {
    for (const vault of vaultsOn(ledger, accepted.chainId)) ledger.put("vaults", { ...vault, isGated: true });
  },

  InboxRewritten(ledger, { vaultId, chainId, number, count }) {
    const { inboxCount, provenNumber } = ledger.must("vaults", vaultId);
    check(
      "CSTD-042",
      number >= provenNumber && count <= inboxCount,
      () => "an inbox that goes on was called rewritten",
    );
    ledger.change("vaults", vaultId, { isRewritten: true });
    for (const vault of vaultsOn(ledger, chainId)) ledger.put("vaults", { ...vault, isGated: true });
    for (const row of [...ledger.rows("collaterals")]) {
      const { assetId } = row.spec;
      if (ledger.get("locations", assetId)?.vaultId !== vaultId) continue;
      ledger.rewritten.add(assetId);
      judgeAnew(ledger, row);
    }
  },

  HotSetShown(ledger, { vaultId, number, hotHash }) {
    const { hotNumber } = ledger.must("vaults", vaultId);
    check("CSTD-046", number > hotNumber, () => `a set of header ${number} after ${hotNumber}`);
    ledger.change("vaults", vaultId, { hotHash, hotNumber: number });
  },

  InboxAdvanced(ledger, { vaultId, count, acc, number }) {
    const { inboxCount, isGated } = ledger.must("vaults", vaultId);
    check("CSTD-033", count > inboxCount, () => `the inbox went from ${inboxCount} to ${count}`);
    check("CSTD-024", !isGated, () => "a gated chain was heard");
    check("EXIT-102", !hasExited(ledger, vaultId), () => "the inbox of a vault in exit was heard");
    const heard = { inboxCount: count, inboxAcc: acc, provenNumber: number };
    ledger.change("vaults", vaultId, { ...heard, isRewritten: false });
  },

  InboxKept(ledger, { vaultId, index, assetId, amountAtoms }) {
    noteCredit(ledger, { vaultId, index, accountId: 0, assetId, amountAtoms });
    came(ledger, assetId, amountAtoms);
    const { keptAtoms, leastAtoms } = ledger.must("locations", assetId);
    check("CSTD-049", amountAtoms < leastAtoms, () => `${amountAtoms} of asset ${assetId} were kept`);
    ledger.change("locations", assetId, { keptAtoms: atoms(keptAtoms + amountAtoms) });
  },

  InboxUnplaced(ledger, { vaultId, index, token, sender, amountAtoms }) {
    for (const row of ledger.rows("locations"))
      check("CSTD-034", row.vaultId !== vaultId || row.token !== token, () => `asset ${row.assetId} was passed over`);
    const before = ledger.get("unplaced", `${vaultId}/${token}/${sender}`)?.amountAtoms ?? NOTHING;
    ledger.put("unplaced", { vaultId, token, sender, index, amountAtoms: atoms(before + amountAtoms) });
  },

  UnplacedFound(ledger, { vaultId, token, sender, amountAtoms }) {
    const key = `${vaultId}/${token}/${sender}`;
    checkEqual("CSTD-054", amountAtoms, ledger.must("unplaced", key).amountAtoms, `what ${sender} paid in before`);
    ledger.remove("unplaced", key);
  },

  InboxReturned(ledger, { vaultId: from, index, chainId, assetId, amountAtoms, recipient }) {
    noteCredit(ledger, { vaultId: from, index, accountId: 0, assetId, amountAtoms });
    came(ledger, assetId, amountAtoms);
    const { nextWithdrawalId: withdrawalId, height } = ledger.house;
    ledger.change("house", 0, { nextWithdrawalId: withdrawalId + 1 });
    const { outboxAtoms } = ledger.must("assets", assetId);
    ledger.change("assets", assetId, { outboxAtoms: atoms(outboxAtoms + amountAtoms) });
    const { token, vaultId } = ledger.must("locations", assetId);
    const owed = { withdrawalId, accountId: 0, assetId, amountAtoms, chainId, recipient, height, vaultId, token };
    const payment = { ...placeOf(ledger, assetId, 2, amountAtoms), lane: 2, height };
    ledger.put("outbox", { ...owed, grantedAtoms: amountAtoms, sameHourAtoms: atoms(0n), payment, paidHeight: 0 });
  },
};

/** Books a payment of a vault: its nonce is the next, its sum that of all of its lane. Zeros where a custodian pays. */
export function placeOf(ledger: Ledger, assetId: number, lane: number, amount: bigint) {
  const location = ledger.get("locations", assetId);
  if (location === undefined) return { nonce: 0n, cumulativeAtoms: atoms(0n) };
  const { vaultId, queued } = location;
  const field = (["mainAtoms", "smallAtoms", "sentBackAtoms"] as const)[lane]!;
  const cumulativeAtoms = atoms(queued[field] + amount);
  ledger.put("locations", { ...location, queued: { ...queued, [field]: cumulativeAtoms } });
  const { nextNonce: nonce } = ledger.must("vaults", vaultId);
  ledger.change("vaults", vaultId, { nextNonce: nonce + 1n });
  return { nonce, cumulativeAtoms };
}

/** CSTD-052, CSTD-053: the cold keys and the new hot ones said so, and what the old ones said is forgotten. */
function replaceHot(ledger: Ledger, set: ValidatorSet, { signatures }: NextValidators): void {
  const { members } = ledger.must("validators", 0);
  for (const [kind, name, voters] of [
    [0, "hot", set.members],
    [1, "cold", members],
  ] as const) {
    const keys = new Set(signatures.filter((signed) => signed.kind === kind).map(({ key }) => key));
    const sumOf = (rows: typeof voters) => rows.reduce((sum, { power }) => sum + power, 0n);
    const signed = sumOf(voters.filter((member) => keys.has(member[name])));
    check("CSTD-052", 3n * signed > 2n * sumOf(voters), () => `too few ${name} keys replaced the hot set`);
  }
  ledger.put("validators", { ...set, sinceMs: ledger.timeMs, next: null });
  for (const { to } of [...ledger.rows("rotations")]) ledger.remove("rotations", `${to.epoch}/${to.coldEpoch}`);
  for (const { chainId, number } of [...ledger.rows("headers")]) ledger.remove("headers", `${chainId}/${number}`);
  for (const { chainId, validator } of [...ledger.rows("headerVotes")])
    ledger.remove("headerVotes", `${chainId}/${validator}`);
  for (const row of [...ledger.rows("vaults")])
    ledger.put("vaults", { ...row, hotNumber: 0n, provenNumber: 0n, headerNumber: 0n });
  for (const row of [...ledger.rows("impairments")]) ledger.put("impairments", { ...row, number: 0n });
}

/** INV-001: what came in through an inbox is held. */
export function came(ledger: Ledger, assetId: number, amount: bigint): void {
  const { escrowAtoms } = ledger.must("assets", assetId);
  ledger.change("assets", assetId, { escrowAtoms: atoms(escrowAtoms + amount) });
  const { consumedAtoms } = ledger.must("locations", assetId);
  ledger.change("locations", assetId, { consumedAtoms: atoms(consumedAtoms + amount) });
  ledger.credited.set(assetId, (ledger.credited.get(assetId) ?? 0n) + amount);
}

/** CSTD-044: where the hot keys change, every vault that is heard has shown the next set, or was waited for long enough. */
function judgeVaults(ledger: Ledger, from: HotSet, to: HotSet, completeAtMs: number): void {
  if (from.hotHash === to.hotHash || ledger.timeMs >= completeAtMs + VAULTS_WAITED_FOR_MS) return;
  for (const { spec, isGated, hotHash } of ledger.rows("vaults"))
    check(
      "CSTD-044",
      isGated || hasExited(ledger, spec.vaultId) || hotHash === to.hotHash,
      () => `vault ${spec.vaultId} has another set`,
    );
}

const hasExited = (ledger: Ledger, vaultId: number): boolean => ledger.get("vaultExits", vaultId)?.phase === 2;

type HotSet = Pick<ValidatorSet, "hotHash">;

/** A place is for good; what of an asset is too little may be said again. */
export function locate(ledger: Ledger, spec: Omit<ChangeOf<"LocateAsset">, "type">): void {
  const row = ledger.get("locations", spec.assetId);
  if (row !== undefined) {
    ledger.put("locations", { ...row, leastAtoms: spec.leastAtoms });
    return;
  }
  check("INV-001", ledger.must("assets", spec.assetId).escrowAtoms === 0n, () => "what is held got another place");
  const queued = { mainAtoms: NOTHING, smallAtoms: NOTHING, sentBackAtoms: NOTHING };
  ledger.put("locations", { ...spec, consumedAtoms: NOTHING, keptAtoms: NOTHING, queued });
}

/** Of a vault that has not said whose signatures it takes. */
export const UNSHOWN = { hotHash: `0x${"00".repeat(32)}`, hotNumber: 0n } as const;

export const vaultsOn = (ledger: Ledger, chainId: number) =>
  [...ledger.rows("vaults")].filter(({ spec }) => spec.chainId === chainId);

const powerOf = (ledger: Ledger): bigint =>
  ledger.must("validators", 0).members.reduce((sum, { power }) => sum + power, 0n);

function powerBehind(ledger: Ledger, header: HeaderRow): bigint {
  return ledger.must("validators", 0).members.reduce((sum, { hot, power }) => {
    const votes = ledger.get("headerVotes", `${header.chainId}/${hot}`)?.votes ?? [];
    const said = votes.some(({ number, blockHash, stateRoot, timeSec }) => {
      return (
        number === header.number &&
        blockHash === header.blockHash &&
        stateRoot === header.stateRoot &&
        timeSec === header.timeSec
      );
    });
    return said ? sum + power : sum;
  }, 0n);
}
