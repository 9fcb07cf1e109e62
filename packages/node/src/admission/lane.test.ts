/** Goal: whoever secures the chains waits behind nobody else. Method: claims of each kind against lanes. */
import type { Command } from "@novate/codec";
import { claimantOf } from "@novate/engine";
import { createTestHouse, ownerSigner } from "@novate/engine/testing";
import { expect, test } from "vitest";
import { laneOf } from "./lane.ts";

const HOT = `0x${"e1".repeat(20)}` as const;
const ZERO = `0x${"00".repeat(32)}` as const;

test("ADM-024 ADM-002 validators' commands wait in their lane, and from nobody else", () => {
  const house = createTestHouse();
  const validators = [{ hot: HOT, cold: HOT, power: 1n }];
  house.house.emit({ type: "ChangeApplied", change: { type: "SetValidators", validators }, atMs: house.timeMs });
  const header = { chainId: 1, number: 1n, timeSec: 1, blockHash: ZERO, stateRoot: ZERO };
  const proofs = { number: 1n, stateRoot: ZERO, firstIndex: 0n, accountProof: [], storageProof: [], entries: [] };
  const commands: readonly Command[] = [
    { type: "AttestHeader", ...header },
    {
      type: "SignRotation",
      kind: 0,
      fromHash: ZERO,
      toHash: ZERO,
      toEpoch: 1n,
      key: HOT,
      signature: `0x${"00".repeat(65)}`,
    },
    { type: "ProveInbox", accountId: 0, vaultId: 1, vault: HOT, ...proofs },
  ];
  for (const command of commands) {
    const lane = (signer = ownerSigner(HOT)) => laneOf(claimantOf(house.state, { command, signer }), command);
    expect(lane()).toBe("attestations");
    expect(lane(ownerSigner(`0x${"e2".repeat(20)}`))).toEqual({ missing: "validator" });
  }
  const byAccount = { ...commands[2]!, accountId: 1 } as Command;
  expect(laneOf(claimantOf(house.state, { command: byAccount, signer: ownerSigner(HOT) }), byAccount)).toBe(
    "strangers",
  );
});
