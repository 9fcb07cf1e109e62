/**
 * Goal: what comes in from chains is audited like all else, and a restart or a replay of the log ends in the same root. Method: a house
 * whose cash lies in a vault, governed, attested, proven and withdrawn from in whole blocks.
 */
import {
  approvalOf,
  bytesToHex,
  type Change,
  type Command,
  type Event,
  encode,
  InboxWithdrawal,
  type Signer,
  Transaction,
} from "@novate/codec";
import { type BlockResult, Engine, prepareTransaction } from "@novate/engine";
import {
  address,
  GOVERNORS,
  keyData,
  keySigner,
  ownerSigner,
  TestVault,
  testGenesis,
  USDC,
  VALIDATOR_KEYS,
  VAULT_CHAIN,
  validatorsOf,
  vaultSpec,
} from "@novate/engine/testing";
import { atoms, DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { Auditor } from "./auditor.ts";

type Asked = readonly [command: Command, signer: Signer];

/** A house in whole blocks under the auditor's eyes. */
class Audited {
  readonly genesis = testGenesis({ changes: [validatorsOf(VALIDATOR_KEYS)] });
  readonly engine: Engine;
  readonly events: Event[];
  readonly #auditor: Auditor;
  readonly #nonces = new Map<string, bigint>();
  timeMs = this.genesis.timeMs;

  constructor() {
    const { engine, result } = Engine.create(this.genesis);
    this.engine = engine;
    this.events = [...result.events];
    this.#auditor = new Auditor(engine, result);
  }

  must(): void {}

  block(asked: readonly Asked[], stepMs = 1_000): BlockResult {
    this.timeMs += stepMs;
    const transactions = asked.map(([command, signer]) => {
      const nonce = this.#nonces.get(signer.key) ?? 0n;
      this.#nonces.set(signer.key, nonce + 1n);
      const house = this.engine.houseId;
      const expiresAtMs = this.timeMs + 60_000;
      const signature = `0x${"00".repeat(65)}` as const;
      return prepareTransaction(
        encode(Transaction, { house, signer, nonce, expiresAtMs, command, signature }),
        () => true,
      );
    });
    const result = this.engine.apply({ height: this.engine.height + 1, timeMs: this.timeMs, transactions });
    this.#auditor.audit(transactions, result, this.engine);
    this.#auditor.auditEverything(this.engine);
    this.events.push(...result.events);
    return result;
  }

  /** Governs the changes into force. */
  enact(...changes: Change[]): void {
    const { parameterEpoch } = this.engine.state.house.get(0)!;
    const [first, second] = GOVERNORS.map(ownerSigner) as [Signer, Signer];
    const proposed = this.block([[{ type: "ProposeBundle", bundleId: 1, parameterEpoch, changes }, first]]);
    expect(proposed.receipts[0]!.refusal).toBeNull();
    this.block([[approvalOf(this.engine.state.bundles.get(1)!), second]]);
    this.block([]);
  }
}

test("INV-001 INV-010 CSTD-040 a house whose cash lies in a vault, from the first listing to the last withdrawal", () => {
  const house = new Audited();
  const spec = vaultSpec();
  const token = address(0x70c1);
  house.enact(spec, { type: "LocateAsset", assetId: USDC, vaultId: 1, token, currency: USDC, leastAtoms: atoms(0n) });
  expect(house.engine.state.locations.size).toBe(1);
  const vault = new TestVault(house, spec, house.engine.houseId);
  const relay = ownerSigner(VALIDATOR_KEYS[0]!);
  const attest = (header = vault.header({ number: 5n })): Asked[] =>
    VALIDATOR_KEYS.slice(0, 3).map((key) => [header, ownerSigner(key)]);

  for (let n = 1; n <= 5; n++)
    vault.enter({ owner: address(n), amountAtoms: atoms(1_000_000n), data: n === 1 ? keyData(keySigner(1)) : "0x" });
  vault.enter({ owner: address(9), accountId: 77, amountAtoms: atoms(40n) });
  const first = vault.header({ number: 5n });
  const proof = vault.at(first);
  const heard = house.block([...attest(first), [proof.prove(0), relay]]);
  expect(heard.receipts.at(-1)!.outcomes.map(({ accepted }) => accepted)).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
  ]);
  expect(house.engine.state.assets.get(USDC)).toMatchObject({ escrowAtoms: 5_000_040n, outboxAtoms: 40n });

  const data = bytesToHex(
    encode(InboxWithdrawal, { assetId: USDC, amountAtoms: atoms(500n), chainId: VAULT_CHAIN, recipient: address(1) }),
  );
  vault.enter({ owner: address(1), accountId: 1, kind: 2, token: address(0), data });
  const second = vault.header({ number: 10n });
  const late = vault.at(second);
  house.block([], DAY_MS);
  const asked = house.block([
    ...attest({ ...second, timeSec: Math.floor(house.timeMs / 1_000) }),
    [late.prove(6), relay],
  ]);
  expect(asked.receipts.at(-1)!.outcomes).toEqual([{ accepted: true }]);
  expect([...house.engine.state.outbox.values()].map((row) => [row.accountId, row.amountAtoms])).toEqual([
    [0, 40n],
    [1, 500n],
  ]);
  expect(house.block([[late.prove(6), relay]]).receipts[0]!.refusal).toMatchObject({ code: "InboxIndexMismatch" });

  expect(Engine.replay(house.events).stateRoot).toBe(house.engine.stateRoot);
  const restored = Engine.restore(house.engine.rows(), house.engine.stateRoot);
  expect(restored.ok && restored.engine.stateRoot).toBe(house.engine.stateRoot);
});
