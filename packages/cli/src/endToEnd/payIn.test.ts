/**
 * Goal: the SDK's `deposit` pays into a real vault, once a call, and into the account that it names.
 * Method: the compiled contracts on a chain of this process, a wallet before it (EIP-1193), a house by hand.
 */
import { createWriter, foundVault, readEntries, sendNow, startLocal, vaultCalls } from "@novate/chains";
import { type Hex, hexToBytes } from "@novate/codec";
import { hashText } from "@novate/evm";
import { deposit, type Eip1193Provider, injectedPayer, mustAccept, type NovateClient } from "@novate/sdk";
import { expect, test } from "vitest";

const START = 1_760_000_000;

test("a wallet pays in twice, and approves once what it has not approved", async () => {
  const chain = await startLocal["in-process"]({ chainId: 31_337n, timeSec: START });
  try {
    const { source, chainId } = chain;
    const writer = createWriter({ source, chainId, secret: hexToBytes(hashText("payer")) });
    const founding = {
      house: hashText("a house"),
      hotSet: hashText("hot"),
      coldSet: hashText("cold"),
      guardians: [writer.address],
    };
    const terms = { symbol: "USDC", decimals: 6, capAtoms: 10n ** 15n, floorAtoms: 10n ** 6n };
    const { vault, tokens } = await foundVault(chain, writer, founding, [terms], START);
    const token = tokens.get("USDC")!;
    let now = START + 60;
    await sendNow(chain, writer, vaultCalls.mint(token, writer.address, 100n), now++);

    const sent: Hex[] = [];
    const provider: Eip1193Provider = {
      async request({ method, params = [] }) {
        if (method === "eth_requestAccounts") return [writer.address];
        if (method !== "eth_sendTransaction") return source.rpc.request(method, params);
        const [{ to, data }] = params as [{ to: Hex; data: Hex }];
        sent.push(to);
        return (await sendNow(chain, writer, { to, data }, now++)).hash;
      },
    };
    const place = { row: { assetId: 1, token, leastAtoms: "5" } };
    const row = { spec: { vaultId: 1, chainId: Number(chainId), vault }, isGated: false, isRewritten: false };
    const client = {
      vaults: async () => ({ vaults: [{ row, exit: null, assets: [place] }] }),
      segment: async () => ({ status: "open", settlementAssetId: 1, collaterals: [] }),
    } as unknown as NovateClient; // what a deposit asks
    const payer = await injectedPayer(provider, { lookEveryMs: 10 });
    const request = { assetId: 1, amountAtoms: 30n, segmentId: 1 };
    const paid = mustAccept(await deposit({ client, payer }, request)).result;
    await sendNow(chain, writer, vaultCalls.approve(token, vault, 100n), now++);
    mustAccept(await deposit({ client, payer }, { ...request, amountAtoms: 40n }));
    expect(sent).toEqual([token, vault, vault]);
    const entries = await readEntries(source, vault, 0n, (await source.header("latest")).number);
    const common = {
      kind: 0,
      sender: writer.address,
      owner: writer.address,
      ownerChain: 0n,
      segmentId: 1,
      accountId: 0,
      token,
    };
    expect(entries).toMatchObject([
      { ...common, amount: 30n },
      { ...common, amount: 40n },
    ]);
    expect(paid).toMatchObject({ chainId: 31_337, vaultId: 1, vault });
    const more = await deposit({ client, payer }, { ...request, amountAtoms: 31n });
    expect(more.accepted ? null : more.refusal).toEqual({ code: "BalanceTooLow", data: { balanceAtoms: 30n } });
  } finally {
    await chain.stop();
  }
});
