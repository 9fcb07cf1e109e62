/**
 * A house that says what the test wants said: rows by hand, so that agents are tried against real vaults without an engine.
 *
 * @module
 */
import type { LocalVault } from "@novate/chains";
import type {
  CheckpointRow,
  Command,
  HeaderRow,
  Hex,
  HouseId,
  LocationRow,
  OutboxRow,
  RotationRow,
  ValidatorSetRow,
  VaultRow,
} from "@novate/codec";
import {
  assetLeaf,
  checkpointDigest,
  EPOCH_MS,
  hashText,
  inboxLeaf,
  inboxNext,
  inboxStart,
  outboxIndex,
  outboxLeaf,
  ratesHash,
  sectionLeaf,
  signerSet,
  signerSetHash,
  sparseTree,
  TABLE_DEPTH,
  uintWord,
  VAULTS_DEPTH,
} from "@novate/evm";
import { atoms, ppm, SECOND_MS } from "@novate/num";
import type { OwnerKey } from "@novate/sdk";
import type { CustodyRows } from "../custody/rows.ts";

export const HOUSE: HouseId = hashText("a house");
export const ASSET_ID = 1;
/** What members would have of what is held; no payment asks. */
const RATES = [{ segmentId: 1, rate: 1n, holderKept: 2n, gainKept: 3n, juniorKept: 4n, seniorKept: 5n }];

export const membersOf = (keys: readonly OwnerKey[], cold: readonly OwnerKey[]) =>
  keys
    .map(({ address }, index) => ({ hot: address, cold: cold[index]!.address, power: 1n }))
    .sort((a, b) => (a.hot < b.hot ? -1 : 1));

export function validatorsOf(keys: readonly OwnerKey[], cold: readonly OwnerKey[]): ValidatorSetRow {
  const members = membersOf(keys, cold);
  const hashOf = (kind: "hot" | "cold") =>
    signerSetHash(
      HOUSE,
      kind,
      signerSet(
        1n,
        members.map((member) => ({ address: member[kind], power: member.power })),
      ),
    );
  return {
    members,
    epoch: 1n,
    coldEpoch: 1n,
    hotHash: hashOf("hot"),
    coldHash: hashOf("cold"),
    sinceMs: 0,
    next: null,
  };
}

/** One vault with one token. Fields may be changed by the test. */
export class StandIn {
  validators: ValidatorSetRow;
  readonly rotations: RotationRow[] = [];
  readonly chainId: number;
  readonly #where: LocalVault;
  readonly #votes = new Map<Hex, HeaderRow[]>();
  readonly headers: HeaderRow[] = [];
  readonly outbox: OutboxRow[] = [];
  readonly impairments: CustodyRows["impairments"][number][] = [];
  readonly checkpoints: CheckpointRow[] = [];
  height = 1;
  timeMs: number;
  inboxCount = 0n;
  inboxAcc: Hex;
  consumed = 0n;
  hotHash: Hex = uintWord(0);
  hotNumber = 0n;
  queued = 0n;

  constructor(validators: ValidatorSetRow, chainId: bigint, where: LocalVault, timeMs: number) {
    this.validators = validators;
    this.chainId = Number(chainId);
    this.#where = where;
    this.timeMs = timeMs;
    this.inboxAcc = inboxStart(HOUSE, chainId, where.vault);
  }

  rows(): CustodyRows {
    const { chainId, height, timeMs, validators } = this;
    const { vault, sets, codeHash, tokens } = this.#where;
    const newest = this.headers.at(-1);
    const vaultRow: VaultRow = {
      spec: {
        vaultId: 1,
        chainId,
        vault,
        sets,
        codeHash,
        headerStride: 1,
        staleAfterMs: 60_000,
        hourPpm: ppm(1n),
        dayPpm: ppm(1n),
      },
      inboxCount: this.inboxCount,
      inboxAcc: this.inboxAcc,
      provenNumber: newest?.number ?? 0n,
      nextNonce: BigInt(this.outbox.length + 1),
      headerNumber: newest?.number ?? 0n,
      headerTimeMs: (newest?.timeSec ?? 0) * SECOND_MS,
      hotHash: this.hotHash,
      hotNumber: this.hotNumber,
      isGated: false,
      isRewritten: false,
    };
    const location: LocationRow = {
      assetId: ASSET_ID,
      vaultId: 1,
      token: [...tokens.values()][0]!,
      currency: ASSET_ID,
      leastAtoms: atoms(0n),
      consumedAtoms: atoms(this.consumed),
      keptAtoms: atoms(0n),
      queued: { mainAtoms: atoms(this.queued), smallAtoms: atoms(0n), sentBackAtoms: atoms(0n) },
    };
    const paidOut = this.#provenPaid;
    return {
      house: HOUSE,
      height,
      timeMs,
      validators,
      vaults: [vaultRow],
      locations: [location],
      headers: [...this.headers],
      headerVotes: [...this.#votes].map(([validator, votes]) => ({ chainId, validator, votes })),
      checkpoints: [...this.checkpoints],
      rotations: [...this.rotations],
      outbox: [...this.outbox],
      impairments: [...this.impairments],
      unplaced: [],
      ...{ vaultExits: [], exitBooks: [], exitAssets: [] },
      escrows: new Map([[ASSET_ID, this.consumed - paidOut]]),
    };
  }

  #provenPaid = 0n;

  /** Owes a payment. */
  owe(recipient: Hex, amount: bigint): void {
    this.queued += amount;
    const id = this.outbox.length + 1;
    const payment = { nonce: BigInt(id), lane: 0, cumulativeAtoms: atoms(this.queued), height: this.height };
    const token = [...this.#where.tokens.values()][0]!;
    const row = {
      withdrawalId: id,
      accountId: 1,
      assetId: ASSET_ID,
      amountAtoms: atoms(amount),
      chainId: this.chainId,
    };
    this.outbox.push({
      ...row,
      recipient,
      height: this.height,
      vaultId: 1,
      token,
      grantedAtoms: atoms(amount),
      sameHourAtoms: atoms(0n),
      paidHeight: 0,
      payment,
    });
  }

  /** The next block; one that opens a new epoch strikes a checkpoint over the state before it. */
  next(timeMs: number): void {
    const before = this.rows();
    const epoch = Math.floor(timeMs / EPOCH_MS);
    if (epoch > Math.floor(this.timeMs / EPOCH_MS))
      this.checkpoints.push(this.#strike(before, Math.floor(this.timeMs / EPOCH_MS)));
    this.height += 1;
    this.timeMs = timeMs;
  }

  #strike({ locations: [location], vaults: [vault], outbox }: CustodyRows, epoch: number): CheckpointRow {
    const payments = outbox
      .filter(({ paidHeight }) => paidHeight === 0)
      .map(({ token, recipient, amountAtoms, payment }) => {
        const row = { nonce: payment!.nonce, token, recipient, amount: amountAtoms, lane: "main" as const };
        return { ...row, cumulative: payment!.cumulativeAtoms };
      });
    const queuedCum = { main: location!.queued.mainAtoms, small: 0n, sentBack: 0n };
    const asset = {
      assetId: ASSET_ID,
      token: location!.token,
      consumedCum: location!.consumedAtoms,
      queuedCum,
      claimTotal: this.consumed,
      ratesHash: ratesHash(RATES),
    };
    const section = {
      inboxCount: this.inboxCount,
      inboxAcc: this.inboxAcc,
      outboxRoot: sparseTree(new Map(payments.map((row) => [outboxIndex(row.nonce), outboxLeaf(row)])), TABLE_DEPTH)
        .root,
      assetsRoot: sparseTree(new Map([[ASSET_ID, assetLeaf(asset)]]), TABLE_DEPTH).root,
    };
    const { chainId, vault: address } = vault!.spec;
    const leaf = sectionLeaf({ ...section, chainId, vault: address });
    const content = {
      epoch,
      height: this.height,
      timeMs: this.timeMs,
      previous: this.checkpoints.at(-1)?.digest ?? uintWord(0),
      stateRoot: hashText(`state ${this.height}`),
      claimsRoot: hashText("claims"),
      vaultsRoot: sparseTree(new Map([[1, leaf]]), VAULTS_DEPTH).root,
      setHash: this.validators.hotHash,
    };
    return {
      ...content,
      digest: checkpointDigest(HOUSE, content),
      isSigned: false,
      sections: [{ vaultId: 1, chainId, vault: address, ...section }],
      assets: [
        {
          assetId: ASSET_ID,
          vaultId: 1,
          token: location!.token,
          consumedAtoms: location!.consumedAtoms,
          queued: location!.queued,
          heldAtoms: atoms(0n),
          claimTotalAtoms: atoms(this.consumed),
          rates: RATES,
        },
      ],
      signatures: [],
    };
  }

  /** Hears what an agent says, as the house would. */
  hear(signer: Hex, command: Command | { type: "SignCheckpoint" | "ProvePayment" }): void {
    if (command.type === "AttestHeader") this.#vote(signer, command as Extract<Command, { type: "AttestHeader" }>);
    if (command.type === "ProveInbox") {
      const { entries, firstIndex } = command as Extract<Command, { type: "ProveInbox" }>;
      if (firstIndex !== this.inboxCount) return;
      for (const entry of entries) {
        const index = this.inboxCount++;
        const leaf = inboxLeaf({
          ...entry,
          index,
          timeSec: BigInt(entry.timeSec),
          amount: entry.amountAtoms,
        });
        this.inboxAcc = inboxNext(this.inboxAcc, leaf);
        this.consumed += entry.amountAtoms;
      }
    }
    if (command.type === "SignCheckpoint") {
      const { epoch, digest, signature } = command as unknown as { epoch: number; digest: Hex; signature: Hex };
      const place = this.checkpoints.findIndex((row) => row.epoch === epoch && row.digest === digest);
      const row = this.checkpoints[place]!;
      this.checkpoints[place] = { ...row, signatures: [...row.signatures, { key: signer, signature }] };
    }
  }

  /** Rows of payments that were proven leave. */
  settle(nonces: readonly bigint[]): void {
    for (const nonce of nonces) {
      const place = this.outbox.findIndex(({ payment }) => payment!.nonce === nonce);
      this.#provenPaid += this.outbox[place]!.amountAtoms;
      this.outbox[place] = { ...this.outbox[place]!, paidHeight: this.height };
    }
  }

  #vote(validator: Hex, { type: _, ...header }: Extract<Command, { type: "AttestHeader" }>): void {
    const votes = this.#votes.get(validator) ?? [];
    this.#votes.set(validator, [...votes, header].slice(-4));
    const same = [...this.#votes.values()]
      .flat()
      .filter((vote) => vote.number === header.number && vote.blockHash === header.blockHash);
    if (
      3 * same.length > 2 * this.validators.members.length &&
      !this.headers.some(({ number }) => number === header.number)
    )
      this.headers.push(header);
  }
}
