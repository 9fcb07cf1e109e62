/**
 * Goal: a kit of a real house, signed by real keys, is good and says what its account is paid; an altered one is refused by name.
 * Method: a leveraged house with a withdrawal on its way out; every key's signature made by this package.
 */
import { type CheckpointRow, ExitKit, type Hex, toJson } from "@novate/codec";
import { exitHeadOf } from "@novate/engine";
import {
  BOOKED_CHAIN,
  BTC_FEED,
  BTC_PERP,
  bookDeposit,
  bookVault,
  btcTicks,
  createTestHouse,
  HOUSE,
  ownerSigner,
  perpLots,
  runBlock,
  USDC,
  usdc,
} from "@novate/engine/testing";
import { EPOCH_MS, ExitBook } from "@novate/evm";
import { DAY_MS } from "@novate/num";
import { beforeAll, describe, expect, it } from "vitest";
import { createOwnerKey, deriveSecret } from "../signing/index.ts";
import { payoutsOf, verifyExitKit } from "./index.ts";

const keys = [1, 2, 3, 4].map((n) => createOwnerKey(deriveSecret("exit", `validator ${n}`)));
const OWNERS: readonly Hex[] = [1, 2].map((n) => createOwnerKey(deriveSecret("exit", `owner ${n}`)).address);

let trusted: { readonly house: Hex; readonly setHash: Hex };
let kits: unknown[];
beforeAll(() => {
  const house = createTestHouse();
  bookVault(
    house,
    USDC,
    keys.map(({ address }) => address),
  );
  const [long, short] = OWNERS.map((owner) => house.openAccount(owner));
  bookDeposit(house, long!, USDC, usdc(100_000));
  bookDeposit(house, short!, USDC, usdc(200_000));
  house.openBlock(house.timeMs + 2 * DAY_MS);
  house.setPrice(BTC_FEED, 100_000);
  house.novate(long!, short!, BTC_PERP, perpLots(1_000), btcTicks(100_000)); // 1 BTC
  house.setPrice(BTC_FEED, 110_000);
  const [, recipient] = OWNERS;
  house.must(
    {
      type: "WithdrawCollateral",
      accountId: short!,
      assetId: USDC,
      amountAtoms: usdc(1_000),
      chainId: BOOKED_CHAIN,
      recipient: recipient!,
    },
    ownerSigner(recipient!),
  );
  const payment = { nonce: 1n, lane: 0, cumulativeAtoms: usdc(1_000), height: 1 };
  house.house.emit({ type: "WithdrawalReleased", withdrawalId: 1, payment, lackingAtoms: usdc(0) });
  runBlock(house, [], EPOCH_MS - (house.timeMs % EPOCH_MS));
  const [struck] = house.state.checkpoints.values();
  const signatures = keys.slice(1).map(({ address, sign }) => ({ key: address, signature: sign(struck!.digest) }));
  const row: CheckpointRow = { ...struck!, signatures, isSigned: true };
  const head = exitHeadOf(
    {
      house: HOUSE,
      validators: house.state.validators.values().next().value!,
      rotations: [],
      outbox: house.state.outbox.values(),
    },
    row,
  )!;
  trusted = { house: head.house, setHash: head.checkpoint.setHash };
  const book = new ExitBook(head, house.house.derived.claims.tree);
  expect(book.fault()).toBeNull();
  kits = [long!, short!, 999].map((accountId) => toJson(ExitKit, book.kitOf(accountId)));
});

const payouts = (json: unknown) => {
  const verdict = verifyExitKit(json, trusted);
  if (!verdict.ok) throw new Error(`${verdict.reason} ${verdict.of}`);
  return payoutsOf(verdict.kit).map(({ recipient, amountAtoms, nonce }) => ({ recipient, amountAtoms, nonce }));
};

describe("verifyExitKit", () => {
  it("CLAIM-020 CLAIM-021 gives what each account is paid, gains and payments under way among it", () => {
    expect(payouts(kits[0])).toEqual([{ recipient: OWNERS[0], amountAtoms: usdc(110_000), nonce: null }]);
    expect(payouts(kits[1])).toEqual([
      { recipient: OWNERS[1], amountAtoms: usdc(189_000), nonce: null },
      { recipient: OWNERS[1], amountAtoms: usdc(1_000), nonce: 1n },
    ]);
    expect(payouts(kits[2])).toEqual([]);
  });

  it("refuses what is none, another house's, another set's, and a signature of another key", () => {
    const refusal = (json: unknown, trust = trusted) => {
      const verdict = verifyExitKit(json, trust);
      return verdict.ok ? null : [verdict.reason, verdict.of];
    };
    const kit = kits[0] as ExitKit; // its JSON: the same names
    expect(refusal(null)).toEqual(["KitMalformed", ""]);
    expect(refusal({ ...kit, accountId: "1" })).toEqual(["KitMalformed", "accountId"]);
    expect(refusal(kit, { ...trusted, house: `0x${"01".repeat(32)}` })?.[0]).toBe("HouseDiffers");
    expect(refusal(kit, { ...trusted, setHash: `0x${"02".repeat(32)}` })?.[0]).toBe("SetDiffers");
    const [first, second, third] = kit.signatures;
    const exchanged = [{ ...first!, signature: second!.signature }, second, third];
    expect(refusal({ ...kit, signatures: exchanged })).toEqual(["SignatureInvalid", first!.key]);
    const noKey = [{ ...first!, signature: `0x${"00".repeat(31)}01${"00".repeat(31)}011b` as Hex }, second, third];
    expect(refusal({ ...kit, signatures: noKey })?.[0]).toBe("SignatureInvalid");
    const none = [{ ...first!, signature: `0x${"00".repeat(65)}` as Hex }, second, third];
    expect(refusal({ ...kit, signatures: none })?.[0]).toBe("SignatureInvalid");
  });
});
