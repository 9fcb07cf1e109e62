/**
 * Goal: nobody goes unpaid for what another's kit lacks. Method: a vault in exit of which nothing is paid yet, and two kits of its word,
 * the first of them without anything.
 */
import type { ExitKit } from "@novate/codec";
import { expect, test } from "vitest";
import { payClaims } from "./claims.ts";
import { kitsInForce } from "./inForce.ts";
import { Till } from "./settle.ts";
import { HEAD_VAULT, HEAD_HOUSE as ROOT } from "./signedHead.fixture.ts";

const token = `0x${"70".repeat(20)}` as const;
const idle = { idleAtoms: 7n, holderAtoms: 0n, gainAtoms: 0n, juniorAtoms: 0n, seniorAtoms: 0n };
const claim = { accountId: 9, segmentId: 1, exitAddress: `0x${"a9".repeat(20)}`, exitChain: 0, parts: idle };
const rates = [{ segmentId: 1, rate: 1n << 64n, holderKept: 0n, gainKept: 0n, juniorKept: 0n, seniorKept: 0n }];
const queued = { mainAtoms: 0n, smallAtoms: 0n, sentBackAtoms: 0n };
const asset = { assetId: 4, vaultId: 1, token, consumedAtoms: 9n, queued, claimTotalAtoms: 7n, rates };
const section = { ...HEAD_VAULT, outboxRoot: ROOT, assetsRoot: ROOT };
const word = { house: ROOT, checkpoint: { claimsRoot: ROOT }, sections: [{ section, siblings: [] }] };
const kit = { ...word, accountId: 9, claims: [{ ...claim, kept: [] }], claimSiblings: [], payments: [] };
const whole = { ...kit, assets: [{ asset, siblings: [] }] } as unknown as ExitKit; // what is read of one
const empty = { ...kit, assets: [] } as unknown as ExitKit;

test("EXIT-337 each account is paid by its own kit, whatever that of another lacks", async () => {
  const source = { proof: async () => ({ slots: Array.from({ length: 32 }, () => ({ value: undefined })) }) };
  const place = { source, fromBlock: 0n } as never; // the parts that are read
  const till = new Till(place, HEAD_VAULT, {} as never, { number: 1n, stateRoot: ROOT, timeSec: 1n });
  const kits = [{ ...empty, accountId: 3, claims: [] }, whole];
  const steps = [...(await till.settleAll(kits)), ...(await payClaims(till, kits))];
  expect(steps.map(({ deed, accountId, amountAtoms }) => [deed, accountId, amountAtoms])).toEqual([
    ["settle", null, null],
    ["claim", 9, 7n],
  ]);
});

test("EXIT-337 of an account's kits of one word that counts which says most", async () => {
  const at = { claimsRoot: ROOT, outboxRoot: ROOT, assetsRoot: ROOT, epochX: 1n };
  expect((await kitsInForce([empty, whole], HEAD_VAULT, at)).kits).toEqual([whole]);
});
