/**
 * How a house begins: its identity, its governors, its first listing, and what founders put in (GOV-008).
 *
 * @module
 */
import {
  bytes20,
  bytesToHex,
  Change,
  type Event,
  encode,
  type HouseId,
  hashBytes,
  list,
  readJson,
  struct,
  text,
  timeMs,
  toJson,
  u8,
  type ValueOf,
} from "@novate/codec";
import { assert } from "@novate/stdx";
import type { Evolve } from "../command/evolver.ts";
import { createState } from "../state/state.ts";
import { tryChanges } from "./bundle.ts";
import { MAX_GOVERNORS } from "./changes/setGovernor.ts";
import { faultOfFunding, genesisFunding } from "./genesisFunding.ts";

/**
 * Everything before the first block. `name` does nothing but tell houses apart that are founded alike. The changes apply in their order, so that each may refer to the ones before it.
 * What founders put in is recognised as escrow: `skins` are the house's own capital, `guarantees` the venues'.
 */
export const Genesis = struct("Genesis", {
  name: text(64),
  timeMs,
  governors: list(bytes20, MAX_GOVERNORS),
  governorThreshold: u8,
  changes: list(Change, 4_096),
  ...genesisFunding,
});
export type Genesis = ValueOf<typeof Genesis>;

/** The house's identity: SHA-256 of the genesis's bytes, of which there is one string (GOV-045). A genesis cannot name it. */
export const houseIdOf = (genesis: Genesis): HouseId => bytesToHex(hashBytes(encode(Genesis, genesis)));

/** Reads a genesis from its JSON form, or tells every fault of form at once, each with the path of its field. */
export const readGenesisJson = (json: unknown) => readJson(Genesis, json);

/** The JSON form, which {@link readGenesisJson} reads back. */
export const genesisToJson = (genesis: Genesis): unknown => toJson(Genesis, genesis);

/** The first thing wrong with a well-formed genesis, such as `changes[3] ListAsset priceFeedId: no feed 7`, or null. */
export function faultOfGenesis(genesis: Genesis): string | null {
  const { governors, governorThreshold, changes } = genesis;
  if (new Set(governors).size !== governors.length) return "governors: one is listed twice";
  if (governors.length === 0) return "governors: there is none";
  if (governorThreshold < 1 || governorThreshold > governors.length) {
    return `governorThreshold: ${governorThreshold} is not from 1 to ${governors.length}`;
  }
  const state = createState();
  evolveHouseFounded(state, founded(genesis));
  const trial = tryChanges(state, changes, genesis.timeMs);
  if (!trial.ok) {
    const { index, type, field, reason } = trial.fault;
    return `changes[${index}] ${type} ${field}: ${reason}`;
  }
  return faultOfFunding(trial.fork, genesis);
}

/** The events of height 0. Asserts that {@link faultOfGenesis} finds nothing. */
export function createGenesisEvents(genesis: Genesis): Event[] {
  const fault = faultOfGenesis(genesis);
  assert(fault === null, `genesis: ${fault}`);
  const { timeMs: atMs, changes, accounts, skins, guarantees } = genesis;
  const events: Event[] = [
    founded(genesis),
    ...changes.map((change) => ({ type: "ChangeApplied", change, atMs }) as const),
  ];
  let depositIndex = 0n;
  for (const [index, { balances, ...account }] of accounts.entries()) {
    const accountId = index + 1;
    events.push({ type: "AccountOpened", accountId, ownerChain: 0, ...account });
    for (const { assetId, amountAtoms } of balances) {
      const deposit = { chainId: 0, depositIndex, accountId, assetId, amountAtoms, balanceAfterAtoms: amountAtoms };
      events.push({ type: "DepositCredited", ...deposit });
      depositIndex += 1n;
    }
  }
  for (const skin of skins) events.push({ type: "SkinFunded", ...skin, skinAfterAtoms: skin.amountAtoms });
  for (const funded of guarantees) {
    events.push({ type: "GuaranteeFunded", ...funded, guaranteeAfterAtoms: funded.amountAtoms });
  }
  return events;
}

const founded = (genesis: Genesis) => {
  const { timeMs, governors, governorThreshold } = genesis;
  return { type: "HouseFounded", house: houseIdOf(genesis), timeMs, governors, governorThreshold } as const;
};

export const evolveHouseFounded: Evolve<"HouseFounded"> = (state, { house, timeMs, governors, governorThreshold }) => {
  state.house.put({
    house,
    height: 0,
    timeMs,
    resumedAtMs: 0,
    nextAccountId: 1,
    nextWithdrawalId: 1,
    nextManagedSequence: 1,
    parameterEpoch: 0,
    governorThreshold,
    visitedAccountId: 0,
    visitedAtMs: timeMs,
  });
  for (const owner of governors) state.governors.put({ owner, triedAtMs: 0 });
};
