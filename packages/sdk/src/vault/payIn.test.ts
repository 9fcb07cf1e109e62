/**
 * Goal: one call pays in, and says why not before a wallet is asked for anything.
 * Method: a house and a wallet by hand, one fault at a time; bytes against viem's.
 */
import type { Hex } from "@novate/codec";
import { type Address, encodeFunctionData, erc20Abi } from "viem";
import { describe, expect, test } from "vitest";
import type { NovateClient } from "../client/index.ts";
import type { Eip1193Provider } from "../signing/index.ts";
import { allowanceData, approveData, balanceData, depositData } from "./callData.ts";
import { depositCall } from "./deposit.ts";
import { deposit, injectedPayer, type Payer, viemPayer } from "./index.ts";

const address = (byte: string): Hex => `0x${byte.repeat(20)}`;
const [VAULT, TOKEN, OWNER] = [address("a1"), address("a2"), address("a3")];
const HASH: Hex = `0x${"5e".repeat(32)}`;

test("the bytes are those that viem writes", () => {
  const terms = { token: TOKEN, amountAtoms: 7n, owner: OWNER, ownerChain: 5n, segmentId: 1, accountId: 9 };
  for (const data of ["0x", "0x01", `0x${"ab".repeat(33)}`] as const)
    expect(depositData({ ...terms, data })).toBe(encodeFunctionData(depositCall({ ...terms, vault: VAULT, data })));
  const args: [Address, bigint] = [VAULT, 2n ** 256n - 1n];
  expect(approveData(...args)).toBe(encodeFunctionData({ abi: erc20Abi, functionName: "approve", args }));
  const allowance = encodeFunctionData({ abi: erc20Abi, functionName: "allowance", args: [OWNER, VAULT] });
  expect(allowanceData(OWNER, VAULT)).toBe(allowance);
  expect(balanceData(OWNER)).toBe(encodeFunctionData({ abi: erc20Abi, functionName: "balanceOf", args: [OWNER] }));
});

const place = { assetId: 1, token: TOKEN, leastAtoms: "5" };
const spec = { vaultId: 3, chainId: 31_337, vault: VAULT };
const house = {
  vaults: [
    { row: { spec, isGated: false, isRewritten: false }, exit: null as object | null, assets: [{ row: place }] },
  ],
  segment: { status: "open", settlementAssetId: 2, collaterals: [{ assetId: 1, capAtoms: "100", heldAtoms: "90" }] },
  account: { owner: OWNER, ownerChain: 0, segmentId: 1 },
};
const clientOf = ({ vaults, segment, account }: typeof house): NovateClient =>
  ({
    vaults: async () => ({ vaults }),
    segment: async () => segment,
    account: async () => account,
  }) as unknown as NovateClient; // what a deposit asks

interface Chain {
  readonly chainId: number;
  readonly balance: bigint;
  readonly allowance: bigint;
  /** Contracts that refuse what is sent to them. */
  readonly refuses: readonly Hex[];
}
const chain: Chain = { chainId: 31_337, balance: 50n, allowance: 0n, refuses: [] };

/** A wallet, and what it was asked to send. */
function walletOf({ chainId, balance, allowance, refuses }: Chain) {
  const sent: { to: Hex; data: Hex }[] = [];
  const answers: Record<string, (...params: never[]) => unknown> = {
    eth_requestAccounts: () => [OWNER.toUpperCase().replace("0X", "0x")],
    eth_chainId: () => `0x${chainId.toString(16)}`,
    eth_call: ({ data }: { data: Hex }) =>
      `0x${(data === balanceData(OWNER) ? balance : allowance).toString(16).padStart(64, "0")}`,
    eth_sendTransaction: ({ to, data }: { to: Hex; data: Hex }) => {
      sent.push({ to, data });
      return HASH;
    },
    eth_getTransactionReceipt: () => ({
      status: refuses.includes(sent.at(-1)!.to) ? "0x0" : "0x1",
      blockNumber: "0x10",
    }),
  };
  const provider: Eip1193Provider = {
    request: async ({ method, params = [] }) => answers[method]!(...(params as never[])),
  };
  return { provider, sent };
}

const request = { assetId: 1, amountAtoms: 7n, segmentId: 1 };
const paying = depositData({ token: TOKEN, amountAtoms: 7n, owner: OWNER, segmentId: 1 });
const result = { hash: HASH, blockNumber: 16n, chainId: 31_337, vaultId: 3, vault: VAULT };

describe("one call", () => {
  test.each([
    [0n, [approveData(VAULT, 7n)]],
    [6n, [approveData(VAULT, 0n), approveData(VAULT, 7n)]],
    [7n, []],
  ])("with %s approved before, approves what lacks and pays", async (allowance, approvals) => {
    const { provider, sent } = walletOf({ ...chain, allowance });
    const paid = await deposit({ client: clientOf(house), payer: await injectedPayer(provider) }, request);
    expect(paid).toEqual({ accepted: true, result });
    const expected = [...approvals.map((data) => ({ to: TOKEN, data })), { to: VAULT, data: paying }];
    expect(sent).toEqual(expected);
  });

  test("through viem's clients alike", async () => {
    const sent: unknown[] = [];
    const account = { address: OWNER };
    const wallet = {
      account,
      async sendTransaction(one: never) {
        sent.push(one);
        return HASH;
      },
    };
    const reader = {
      getChainId: async () => 31_337,
      call: async () => ({ data: `0x${"f".padStart(64, "0")}` as const }),
      waitForTransactionReceipt: async () => ({ status: "success", blockNumber: 16n }),
    };
    const payer = viemPayer({ wallet, reader });
    expect(await deposit({ client: clientOf(house), payer }, request)).toEqual({ accepted: true, result });
    expect(sent).toEqual([{ to: VAULT, data: paying, account, chain: null }]);
  });
});

const vault = house.vaults[0]!;
const closed = { ...vault, exit: {} };
const gated = { ...vault, row: { ...vault.row, isGated: true } };
const { segment, account } = house;
const other = address("b1");

describe("before a wallet is asked for anything", () => {
  test.each([
    ["AssetNotLocated", { assetId: 9 }, {}, {}],
    ["VaultClosed", {}, { vaults: [closed] }, {}],
    ["VaultClosed", {}, { vaults: [gated] }, {}],
    ["AmountTooLow", { amountAtoms: 4n }, {}, {}],
    ["AmountTooLow", { amountAtoms: 0n, accountId: 1 }, {}, {}],
    ["SegmentClosed", {}, { segment: { ...segment, status: "windingUp" } }, {}],
    ["AssetNotTaken", {}, { segment: { ...segment, collaterals: [] } }, {}],
    ["CapExceeded", { amountAtoms: 11n }, {}, {}],
    ["AccountMismatch", { accountId: 1 }, { account: { ...account, owner: other } }, {}],
    ["AccountMismatch", { accountId: 1 }, { account: { ...account, segmentId: 2 } }, {}],
    ["ChainMismatch", {}, {}, { chainId: 1 }],
    ["BalanceTooLow", {}, {}, { balance: 6n }],
  ])("%s %o %o %o", async (code, asked, ofHouse, ofChain) => {
    const { provider, sent } = walletOf({ ...chain, ...ofChain });
    const client = clientOf({ ...house, ...ofHouse });
    const paid = await deposit({ client, payer: await injectedPayer(provider) }, { ...request, ...asked });
    expect(paid).toMatchObject({ accepted: false, refusal: { code } });
    expect(sent).toEqual([]);
  });

  test("an account that stands takes less than the least, and the settlement asset has no cap", async () => {
    const { provider } = walletOf(chain);
    const settled = { ...house, segment: { ...segment, settlementAssetId: 1, collaterals: [] } };
    const payer = await injectedPayer(provider);
    expect(
      await deposit({ client: clientOf(house), payer }, { ...request, amountAtoms: 1n, accountId: 1 }),
    ).toMatchObject({
      accepted: true,
    });
    expect(await deposit({ client: clientOf(settled), payer }, { ...request, amountAtoms: 50n })).toMatchObject({
      accepted: true,
    });
  });
});

describe("what goes wrong on the way", () => {
  const attempt = async (payer: Payer) => deposit({ client: clientOf(house), payer }, request);

  test("a contract that refuses is named by its step", async () => {
    for (const [step, refuses] of [["approve", [TOKEN]] as const, ["deposit", [VAULT]] as const]) {
      const { provider } = walletOf({ ...chain, refuses });
      const refusal = { code: "TransactionReverted", data: { step, hash: HASH } };
      expect(await attempt(await injectedPayer(provider))).toEqual({ accepted: false, refusal });
    }
  });

  test("a wallet that declines is a failure, and so is one without a token there", async () => {
    const { provider } = walletOf(chain);
    const payer = await injectedPayer(provider);
    const declines: Eip1193Provider = {
      request: async (call) =>
        call.method === "eth_sendTransaction" ? Promise.reject(new Error("no")) : provider.request(call),
    };
    await expect(attempt(await injectedPayer(declines))).rejects.toMatchObject({ code: "SignatureDeclined" });
    await expect(attempt({ ...payer, read: async () => "0x" })).rejects.toMatchObject({ code: "Unreachable" });
    await expect(injectedPayer(provider, { address: other })).rejects.toMatchObject({ code: "SignatureDeclined" });
    expect(() => viemPayer({ wallet: { account: undefined } as never, reader: {} as never })).toThrow(/account/);
  });
});
