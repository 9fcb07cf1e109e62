/**
 * A house that stands: accounts with their positions, and a vault and a validator as a house without funds would have had them.
 *
 * @module
 */
import type { HouseId, ValidatorSetRow, VaultRow } from "@novate/codec";
import { Engine, houseIdOf, type PreparedTransaction } from "@novate/engine";
import { address } from "@novate/engine/testing";
import { ppm } from "@novate/num";
import { assert } from "@novate/stdx";
import type { WritableState } from "../../packages/engine/src/state/state.ts";
import { benchGenesis, inReports, openingTrades, Traffic } from "./house.ts";
import { accountsBeyondFounding } from "./openAccounts.ts";

export const NO_WORD = `0x${"00".repeat(32)}` as const;

export class StandingHouse {
  readonly engine: Engine;
  readonly traffic: Traffic;
  timeMs: number;

  constructor(accounts: number) {
    const genesis = benchGenesis(accounts);
    const houseId: HouseId = houseIdOf(genesis);
    this.engine = Engine.create(genesis).engine;
    this.traffic = new Traffic(houseId);
    this.timeMs = [...this.engine.state.house.values()][0]!.timeMs;
    for (let step = 0; step < 2; step += 1) this.prices(10);
    for (const transactions of accountsBeyondFounding(houseId, accounts, this.timeMs + 60_000))
      this.block(transactions, 10);
    for (const report of inReports(openingTrades(this.traffic, accounts, this.timeMs), 2_000))
      this.block([this.traffic.report(report, this.timeMs + 10)], 10);
    const members = [{ hot: address(0xe1), cold: address(0xc1), power: 1n }];
    const hashes = { hotHash: NO_WORD, coldHash: NO_WORD };
    const set: ValidatorSetRow = { members, epoch: 1n, coldEpoch: 1n, ...hashes, sinceMs: this.timeMs, next: null };
    this.state.validators.put(set);
    this.state.vaults.put(vaultRow(this.timeMs));
  }

  /** It is the engine's own. */
  get state(): WritableState {
    return this.engine.state as WritableState;
  }

  /** A block of prices alone. */
  prices(stepMs: number): void {
    this.block([this.traffic.prices(this.timeMs + stepMs)], stepMs);
  }

  /** A block `stepMs` later. Throws where anything is refused. */
  block(transactions: readonly PreparedTransaction[], stepMs: number): void {
    const { engine } = this;
    this.timeMs += stepMs;
    const { receipts } = engine.apply({ height: engine.height + 1, timeMs: this.timeMs, transactions });
    for (const { refusal, outcomes } of receipts) {
      const refused = refusal ?? outcomes.find((outcome) => !outcome.accepted)?.refusal;
      assert(refused === undefined, `bench: refused by ${refused?.code}`);
    }
  }
}

function vaultRow(timeMs: number): VaultRow {
  const spec = {
    vaultId: 1,
    chainId: 10,
    vault: address(0x7a17),
    sets: address(0x5e75),
    codeHash: NO_WORD,
    headerStride: 5,
    staleAfterMs: 86_400_000,
    hourPpm: ppm(10_000n),
    dayPpm: ppm(100_000n),
  };
  const heard = { inboxCount: 0n, inboxAcc: NO_WORD, provenNumber: 0n, nextNonce: 1n };
  return {
    spec,
    ...heard,
    headerNumber: 0n,
    headerTimeMs: timeMs,
    hotHash: NO_WORD,
    hotNumber: 0n,
    isGated: false,
    isRewritten: false,
  };
}
