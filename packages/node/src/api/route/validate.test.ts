/**
 * Goal: whoever asks what is wrong with a transaction is told all of it, and first what a block would say.
 * Method: commands that are wrong in several ways at once, on a real engine; a block for the first fault.
 */
import { bytesToHex, type Command, Transaction, toJson } from "@novate/codec";
import { atoms } from "@novate/num";
import * as schema from "@novate/wire/schema";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSoloApi, type SoloApi } from "../../testing/soloApi.fixture.ts";

let node: SoloApi["node"];
let app: SoloApi["app"];
beforeAll(async () => {
  ({ node, app } = await openSoloApi());
});
afterAll(() => node.dispose());

async function validate(asked: unknown) {
  const headers = { "content-type": "application/json" };
  const response = await app.request("/v1/transactions/validate", {
    method: "POST",
    body: JSON.stringify(asked),
    headers,
  });
  return schema.Validation.parse(await response.json());
}
const faultsOf = ({ faults }: { readonly faults: readonly schema.Fault[] }) =>
  faults.map(({ code, field }) => [code, field]);
const jsonOf = (bytes: Uint8Array) => toJson(Transaction, Transaction.ssz.deserialize(bytes)) as Record<string, object>;

const NOWHERE = `0x${"00".repeat(20)}` as const;
const leaving = { assetId: 1, chainId: 1, recipient: `0x${"ab".repeat(20)}` } as const;

test.each<[what: string, command: Command, faults: readonly (readonly [code: string, field: string])[]]>([
  [
    "a withdrawal from another's account, of nothing, to nobody, by a chain that is none",
    { type: "WithdrawCollateral", accountId: 2, ...leaving, amountAtoms: atoms(0n), chainId: 9, recipient: NOWHERE },
    [
      ["AmountNotPositive", "command.amountAtoms"],
      ["NotAuthorised", "signer"],
      ["CustodianUnknown", "command.chainId"],
      ["RecipientInvalid", "command.recipient"],
    ],
  ],
  [
    "an account in a segment that is none, by a method that traders have not",
    { type: "OpenAccount", segmentId: 9, method: 3 },
    [
      ["SegmentUnknown", "command.segmentId"],
      ["MarginMethodUnknown", "command.method"],
    ],
  ],
  [
    "a bundle by nobody, upon another epoch, without a change",
    { type: "ProposeBundle", bundleId: 1, parameterEpoch: 7, changes: [] },
    [
      ["GovernorRequired", "signer"],
      ["BundleEmpty", "command"],
    ],
  ],
  [
    "a bundle by nobody, upon another epoch, with a change that is none",
    {
      type: "ProposeBundle",
      bundleId: 1,
      parameterEpoch: 7,
      changes: [{ type: "SetGovernor", owner: NOWHERE, isMember: true, threshold: 9 }],
    },
    [
      ["GovernorRequired", "signer"],
      ["ParameterEpochMismatch", "command.parameterEpoch"],
      ["ChangeInvalid", "command"],
    ],
  ],
  [
    "a mandate over another's account, without limits or time",
    {
      type: "GrantMandate",
      accountId: 2,
      venueId: 1,
      tradeNotionalAtoms: atoms(-1n),
      totalNotionalAtoms: atoms(-1n),
      validUntilMs: 1,
    },
    [
      ["NotAuthorised", "signer"],
      ["GrantInvalid", "command.tradeNotionalAtoms"],
      ["GrantInvalid", "command.totalNotionalAtoms"],
      ["GrantInvalid", "command.validUntilMs"],
    ],
  ],
  [
    "an account that is none: nothing can be said of the rest",
    { type: "SetMarginMethod", accountId: 999, method: 3 },
    [["AccountUnknown", "command"]],
  ],
])("ADM-033 %s is told every fault", async (_, command, faults) => {
  const root = node.chain.head.stateRoot;
  const found = await validate({ bytes: bytesToHex(node.alice.transact(command)) });
  expect(faultsOf(found)).toEqual(faults);
  expect(found).toMatchObject({ ok: false, outcomes: [], accounts: [] });
  expect(node.chain.head.stateRoot).toBe(root);
});

test("ADM-033 the first fault of a command is the one that a block tells", async () => {
  const other = await openSoloApi();
  try {
    const command: Command = {
      type: "WithdrawCollateral",
      accountId: 2,
      ...leaving,
      amountAtoms: atoms(0n),
      chainId: 9,
    };
    const bytes = other.node.alice.transact(command);
    const [receipt] = await other.node.block(bytes);
    const [first] = (await validate({ bytes: bytesToHex(node.alice.transact(command)) })).faults;
    expect(receipt).toMatchObject({ accepted: false, refusal: { code: first!.code, data: first!.data } });
  } finally {
    await other.node.dispose();
  }
});

test("ADM-033 a report by no venue is told of its trades as well, and a form that cannot be read of its envelope", async () => {
  const { command } = Transaction.ssz.deserialize(node.trade(2_000_000));
  const found = await validate({ bytes: bytesToHex(node.bob.transact(command)) });
  expect(faultsOf(found)).toEqual([
    ["NotAuthorised", "signer"],
    ["InitialMarginBreached", "command.trades[0]"],
  ]);
  const json = jsonOf(node.alice.transact({ type: "SetMarginMethod", accountId: 1, method: 1 }));
  const transaction = { ...json, house: `0x${"00".repeat(32)}`, expiresAtMs: 1, command: { type: "SetMarginMethod" } };
  expect(faultsOf(await validate({ transaction }))).toEqual([
    ["RequestInvalid", "command.accountId"],
    ["RequestInvalid", "command.method"],
    ["HouseMismatch", "house"],
    ["TransactionExpired", "expiresAtMs"],
  ]);
});
