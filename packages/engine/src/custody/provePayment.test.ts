/**
 * Goal: what a vault has paid is owed no more, once, and nothing else is. Method: a table of outcomes with real proofs of small
 * tries; random histories of asking, releasing, cancelling, paying and sending back against a naive ledger.
 */
import type { CommandOf, OutboxRow } from "@novate/codec";
import { sparseTree, TABLE_DEPTH } from "@novate/evm";
import { atoms, DAY_MS, HOUR_MS } from "@novate/num";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Derived } from "../derived/derived.ts";
import { balanceOf } from "../ledger/balances.ts";
import { indexOf, leafOf } from "../ledger/outboxLeaf.ts";
import { houseOf, mustGet } from "../state/state.ts";
import { runBlock } from "../testing/runBlock.ts";
import { createTestHouse, type TestHouse } from "../testing/testHouse.ts";
import { address, BTC, btc, CHAIN, ownerSigner, USDC, usdc } from "../testing/testMarket.ts";
import { BOOKED_CHAIN, BOOKED_VAULT, bookDeposit, bookVault, HOT_KEYS, provenPayments } from "../testing/vaultBooks.ts";
import { releaseWithdrawals } from "./releaseWithdrawals.ts";

const owner = ownerSigner(address(1));
const relayer = ownerSigner(HOT_KEYS[0]!);

function houseWithVault() {
  const house = createTestHouse();
  bookVault(house, USDC);
  const accountId = house.openAccount(address(1));
  bookDeposit(house, accountId, USDC, usdc(1_000_000));
  house.openBlock(house.timeMs + 2 * DAY_MS);
  const ask = (amount: bigint, recipient = address(1), chainId = BOOKED_CHAIN, assetId = USDC) => {
    const asked = { accountId, assetId, amountAtoms: atoms(amount), chainId, recipient };
    return house.outcome({ type: "WithdrawCollateral", ...asked }, owner);
  };
  return { house, accountId, ask };
}

test("WDR-045 what lies in a vault leaves on its chain, and never to the vault", () => {
  const { house, accountId, ask } = houseWithVault();
  expect(ask(usdc(1), address(1), CHAIN)).toBe("AssetElsewhere");
  expect(ask(usdc(1), BOOKED_VAULT.vault)).toBe("RecipientInvalid");
  expect(ask(usdc(1))).toBe("accepted");
  expect(mustGet(house.state.outbox, 1)).toMatchObject({ vaultId: 1, token: address(0x70ce), payment: null });
  house.deposit(accountId, BTC, btc(100n));
  expect(ask(1n, address(1), CHAIN, BTC)).toBe("accepted"); // a custodian's coin
});

test("WDR-051 more than an hour's limit of a vault's asset is several withdrawals, sixteen at most and no more than there is room for", () => {
  const { house, accountId, ask } = houseWithVault();
  const parts = () => [...house.state.outbox.values()].map(({ amountAtoms }) => amountAtoms);
  expect(ask(usdc(10_000))).toBe("accepted"); // the limit, to the atom
  expect(parts()).toEqual([usdc(10_000)]);
  expect(ask(usdc(10_000) + 1n)).toBe("accepted");
  expect(parts().slice(1)).toEqual([usdc(5_000), usdc(5_000) + 1n]);
  expect(ask(usdc(800_000))).toBe("accepted");
  expect(parts().slice(3)).toEqual(Array.from({ length: 16 }, () => usdc(50_000)));
  house.changeAccount(accountId, { withdrawals: 255 });
  expect(ask(usdc(100_000))).toBe("accepted");
  expect(parts().slice(19)).toEqual([usdc(100_000)]);
  expect(balanceOf(house.account(accountId), USDC)).toBe(usdc(1_000_000 - 920_000) - 1n);
});

test("WDR-048 WDR-049 ProvePayment: outcomes in order of precedence; a payment counts once", () => {
  const { house, accountId, ask } = houseWithVault();
  for (const dollars of [1, 2, 900_000]) expect(ask(usdc(dollars))).toBe("accepted");
  releaseWithdrawals(house.house); // the third is sixteen, of which most wait
  const good = provenPayments(house, [1n]);
  let command: CommandOf<"ProvePayment"> = { ...good, vault: address(5), number: 99n, withdrawalIds: [99], words: [] };
  const outcome = (signer = relayer) => house.outcome(command, signer);
  expect(outcome(ownerSigner(address(77)))).toBe("SenderUnknown");
  expect(outcome()).toBe("VaultUnknown");
  command = { ...command, vault: BOOKED_VAULT.vault };
  const vault = mustGet(house.state.vaults, 1);
  house.state.vaults.put({ ...vault, isGated: true });
  expect(outcome()).toBe("ChainGated");
  house.state.vaults.put(vault);
  expect(outcome()).toBe("HeaderUnknown");
  command = { ...command, number: good.number, accountProof: [] };
  expect(outcome()).toBe("ProofInvalid");
  command = { ...command, ...provenPayments(house, [1n], `0x${"0c".repeat(32)}`), withdrawalIds: [99] };
  expect(outcome()).toBe("VaultCodeMismatch");
  command = { ...command, ...good, withdrawalIds: [99] };
  expect(outcome()).toBe("WithdrawalUnknown");
  for (const unproven of [2, 18]) {
    command = { ...command, withdrawalIds: [1, unproven] };
    expect(outcome()).toBe("PaymentNotProven");
  }
  command = { ...command, withdrawalIds: [1], words: [] };
  expect(outcome()).toBe("PaymentNotProven");
  command = { ...command, words: [{ word: 1n, nodes: good.words[0]!.nodes }] };
  expect(outcome()).toBe("PaymentNotProven"); // it shows that another word is empty
  command = { ...command, words: good.words, withdrawalIds: [1, 1] };
  expect(house.state.assets.get(USDC)?.escrowAtoms).toBe(usdc(1_000_000));
  expect(outcome()).toBe("accepted");
  expect(outcome()).toBe("accepted"); // said again
  expect(house.state.assets.get(USDC)).toMatchObject({ escrowAtoms: usdc(999_999), outboxAtoms: usdc(900_002) });
  expect(house.account(accountId).withdrawals).toBe(1 + 16);
  expect(mustGet(house.state.outbox, 1).paidHeight).toBe(houseOf(house.state).height);
});

test("WDR-050 a paid row goes once the oldest checkpoint that is kept is past it", () => {
  const { house, ask } = houseWithVault();
  expect(ask(usdc(1))).toBe("accepted");
  runBlock(house);
  runBlock(house, [], 600_000);
  house.must({ ...provenPayments(house, [1n]), withdrawalIds: [1] }, relayer);
  for (let epoch = 0; epoch < 64; epoch += 1) {
    expect(house.state.outbox.has(1)).toBe(true);
    runBlock(house, [], 600_000);
  }
  expect(house.state.outbox.has(1)).toBe(false);
});

const step = fc.oneof(
  fc.record({ kind: fc.constant("ask" as const), dollars: fc.integer({ min: 1, max: 60_000 }) }),
  fc.record({ kind: fc.constant("cancel" as const), at: fc.nat(20) }),
  fc.record({ kind: fc.constant("pay" as const), at: fc.nat(20) }),
  fc.record({ kind: fc.constant("return" as const), dollars: fc.integer({ min: 1, max: 1_000 }) }),
  fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 1_000, max: 2 * HOUR_MS }) }),
);

test("WDR-036 WDR-043 WDR-044 CKPT-008 every atom is somewhere, nonces rise by one, sums are of all ever released, trees are those of the rows", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
      const { house, accountId, ask } = houseWithVault();
      const released = new Map<bigint, OutboxRow>();
      const paid = new Set<bigint>();
      let returned = 0n;
      for (const each of steps) {
        const rows = [...house.state.outbox.values()];
        if (each.kind === "ask") ask(usdc(each.dollars));
        else if (each.kind === "wait") house.openBlock(house.timeMs + each.ms);
        else if (each.kind === "return") {
          const sent = { vaultId: 1, chainId: BOOKED_CHAIN, index: 0n, assetId: USDC, amountAtoms: usdc(each.dollars) };
          house.house.emit({ type: "InboxReturned", ...sent, recipient: address(8), reason: 305 });
          returned += usdc(each.dollars);
        } else if (rows.length > 0) {
          const row = rows[each.at % rows.length]!;
          const { withdrawalId, payment } = row;
          if (each.kind === "cancel") {
            const outcome = house.outcome({ type: "CancelWithdrawal", accountId, withdrawalId }, owner);
            expect(outcome === "accepted").toBe(payment === null);
          } else if (payment !== null && payment.nonce < 256n) {
            house.must({ ...provenPayments(house, [payment.nonce]), withdrawalIds: [withdrawalId] }, relayer);
            paid.add(payment.nonce);
          }
        }
        releaseWithdrawals(house.house);
        for (const row of house.state.outbox.values()) if (row.payment !== null) released.set(row.payment.nonce, row);
        checkBooks(house, accountId, released, paid, returned);
      }
    }),
    { numRuns: 60 },
  );
});

function checkBooks(
  house: TestHouse,
  accountId: number,
  released: ReadonlyMap<bigint, OutboxRow>,
  paid: ReadonlySet<bigint>,
  returned: bigint,
): void {
  const rows = [...house.state.outbox.values()];
  const owed = rows.filter(({ paidHeight }) => paidHeight === 0).reduce((sum, row) => sum + row.amountAtoms, 0n);
  const gone = [...paid].reduce((sum, nonce) => sum + released.get(nonce)!.amountAtoms, 0n);
  expect(balanceOf(house.account(accountId), USDC) + owed + gone).toBe(usdc(1_000_000) + returned);
  const { escrowAtoms, outboxAtoms } = mustGet(house.state.assets, USDC);
  expect([escrowAtoms, outboxAtoms]).toEqual([usdc(1_000_000) + returned - gone, owed]);
  const nonces = [...released.keys()].sort((left, right) => Number(left - right));
  expect(nonces).toEqual(nonces.map((_, index) => BigInt(index + 1)));
  const sums = [0n, 0n, 0n];
  for (const nonce of nonces) {
    const { amountAtoms, payment } = released.get(nonce)!;
    sums[payment!.lane]! += amountAtoms;
    expect(payment!.cumulativeAtoms).toBe(sums[payment!.lane]);
  }
  const { mainAtoms, smallAtoms, sentBackAtoms } = mustGet(house.state.locations, USDC).queued;
  expect([mainAtoms, smallAtoms, sentBackAtoms]).toEqual(sums);
  const standing = rows.filter(({ payment, paidHeight }) => payment !== null && paidHeight === 0);
  const { root } = sparseTree(new Map(standing.map((row) => [indexOf(row), leafOf(row)!])), TABLE_DEPTH);
  expect(house.house.derived.outboxes.rootOf(1)).toBe(root);
  expect(new Derived(house.state).outboxes.rootOf(1)).toBe(root);
}
