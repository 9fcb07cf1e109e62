/**
 * Goal: an owner sees each step, and the proof that its vault will take. Method: one withdrawal from its asking to its payment;
 * proofs climbed to the roots that validators sign.
 */
import { climbTree, sectionLeaf, TABLE_DEPTH, VAULTS_DEPTH } from "@novate/evm";
import { DAY_MS } from "@novate/num";
import { expect, test } from "vitest";
import { leafOf } from "../ledger/outboxLeaf.ts";
import { mustGet } from "../state/state.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse } from "../testing/testHouse.ts";
import { address, ownerSigner, USDC, usdc } from "../testing/testMarket.ts";
import { BOOKED_CHAIN, bookDeposit, bookVault, HOT_KEYS, provenPayments } from "../testing/vaultBooks.ts";
import { checkpointOfPayment, proofsOf, stepOf } from "./paymentProof.ts";

test("CKPT-008 CKPT-014 a withdrawal goes from queued over released and its checkpoint to paid, and is proven as long as one shows it", () => {
  const house = createTestHouse();
  bookVault(house, USDC);
  const accountId = house.openAccount(address(1));
  bookDeposit(house, accountId, USDC, usdc(1_000_000));
  house.openBlock(house.timeMs + 2 * DAY_MS);
  const row = () => mustGet(house.state.outbox, 1);
  const found = () => checkpointOfPayment(house.state, row());
  const step = () => stepOf(row(), found());
  const asked = { accountId, assetId: USDC, amountAtoms: usdc(5), chainId: BOOKED_CHAIN, recipient: address(1) };
  house.must({ type: "WithdrawCollateral", ...asked }, ownerSigner(address(1)));
  expect(step()).toBe("queued");
  runBlock(house);
  expect(step()).toBe("released");
  runBlock(house, [], 600_000);
  expect(step()).toBe("inCheckpoint");
  const first = found()!;
  runBlock(house, [], 600_000);
  expect(found()!.epoch).toBe(first.epoch + 1); // the newest
  for (const key of HOT_KEYS.slice(0, 3))
    house.must(
      { type: "SignCheckpoint", epoch: first.epoch, digest: first.digest, key, signature: `0x${"01".repeat(65)}` },
      ownerSigner(HOT_KEYS[0]!),
    );
  expect(found()!.epoch).toBe(first.epoch); // the newest that is signed
  house.must({ ...provenPayments(house, [1n]), withdrawalIds: [1] }, ownerSigner(HOT_KEYS[0]!));
  expect(step()).toBe("paid");
  runBlock(house, [], 600_000);
  for (const checkpoint of house.state.checkpoints.values()) {
    const proofs = proofsOf(house.state, checkpoint);
    const [section] = checkpoint.sections;
    const { index, siblings } = proofs.payment(row());
    const root = climbTree(leafOf(row())!, index, siblings, TABLE_DEPTH);
    const isShown = checkpoint.height >= row().payment!.height && checkpoint.height < row().paidHeight;
    expect(root === section!.outboxRoot).toBe(isShown);
    const place = proofs.section(1);
    expect(climbTree(sectionLeaf(section!), place.index, place.siblings, VAULTS_DEPTH)).toBe(checkpoint.vaultsRoot);
    expect(proofs.asset(USDC).index).toBe(USDC);
  }
});
