/**
 * Digests against a founded vault and its sets: signatures over TypeScript's digests, checked by the contracts as deployed.
 *
 * @module
 */
import { bytesToHex, type Hex, keccak256 } from "@novate/codec";
import { addressWord, rearmDigest, uintWord } from "@novate/evm";
import { createRandom } from "@novate/stdx";
import { encodeCall, selectorOf } from "../abi.ts";
import { ACCOUNTS, type Anvil } from "../anvil.ts";
import { compileSupport } from "../compileSupport.ts";
import { drawUint } from "../draw.ts";
import { type Founding, foundVault, GUARDIAN, SETS_SELECTORS } from "../found.ts";
import { keyring, quorumOf, signBy } from "../keyring.ts";
import { setValue, signaturesValue } from "../values.ts";
import type { Comparison } from "./differential.ts";
import { drawSigned, type Standing } from "./signed.ts";

const BATCH = 100;
const TEN_DAYS = 864_000;

/** A token, and a Permit2 that may move the first account's. */
async function layOut(anvil: Anvil): Promise<{ coin: Hex; permit2: Hex }> {
  const from = ACCOUNTS[0]!;
  const frail = compileSupport("FrailCoin");
  const coin = await anvil.send({ from, data: frail.bytecode });
  const permit2 = await anvil.send({ from, data: compileSupport("TestPermit2").bytecode });
  const mint = encodeCall(selectorOf("mint(address,uint256)"), addressWord(from), uintWord(2n ** 128n));
  await anvil.send({ from, to: coin, data: mint });
  const approve = encodeCall(selectorOf("approve(address,uint256)"), addressWord(permit2), uintWord(2n ** 256n - 1n));
  await anvil.send({ from, to: coin, data: approve });
  return { coin, permit2 };
}

/** Founds a vault, stops it, and lets time pass: then every order has something to do. */
async function stand(anvil: Anvil, seed: number): Promise<Standing> {
  const house = bytesToHex(keccak256(new TextEncoder().encode(`house ${seed}`)));
  const { coin, permit2 } = await layOut(anvil);
  const founding: Founding = {
    house,
    hot: keyring(`hot ${seed}`, [1n, 2n, 2n ** 64n, 2n ** 64n, 2n ** 64n, 3n]),
    cold: keyring(`cold ${seed}`, [1n, 1n, 1n, 1n]),
    permit2,
    terms: [{ token: coin, capAtoms: 2n ** 96n - 1n, floorAtoms: 2n }],
  };
  const founded = await foundVault(anvil, founding);
  const timeOf = async (): Promise<bigint> =>
    BigInt((await anvil.ask<{ timestamp: Hex }>("eth_getBlockByNumber", "latest", false)).timestamp);
  const foundedSec = await timeOf();
  await anvil.send({ from: GUARDIAN, to: founded.sets, data: SETS_SELECTORS.get("stop")! });
  await anvil.ask("evm_increaseTime", TEN_DAYS);
  await anvil.ask("evm_mine");
  return {
    ...founding,
    ...founded,
    coin,
    permit2,
    chainId: BigInt(await anvil.ask<Hex>("eth_chainId")),
    foundedSec,
    timeSec: await timeOf(),
    orderNumber: 0n,
    stopEndsAt: BigInt(await anvil.call(founded.vault, selectorOf("stopEndsAt()"))),
  };
}

/** Takes a turn of the orders, so that the next has another number. */
async function takeTurn(anvil: Anvil, at: Standing): Promise<Standing> {
  const place = { chainId: at.chainId, vault: at.vault, number: at.orderNumber };
  const signed = signBy(at.hot, rearmDigest(at.house, place), quorumOf(at.hot));
  const data = encodeCall(SETS_SELECTORS.get("rearm")!, setValue(at.hot.set), signaturesValue(signed));
  await anvil.send({ from: ACCOUNTS[0]!, to: at.sets, data });
  return { ...at, orderNumber: at.orderNumber + 1n };
}

/** Runs at least `count` cases of a seed on a chain. */
export async function compareSigned(anvil: Anvil, count: number, seed: number): Promise<Comparison> {
  const random = createRandom(`signed ${seed}`);
  let home = await stand(anvil, seed);
  const asked: Record<string, number> = {};
  const differences: string[] = [];
  let [total, refusals] = [0, 0];
  for (; total < count; total += BATCH) {
    home = await takeTurn(anvil, home);
    const at = { ...home, chainId: drawUint(random, 52) + 1n };
    await anvil.ask("anvil_setChainId", Number(at.chainId));
    const cases = Array.from({ length: BATCH }, () => drawSigned(random, at));
    const answers = await anvil.callAll(cases.map(({ to, data }) => ({ from: ACCOUNTS[0]!, to, data })));
    await anvil.ask("anvil_setChainId", Number(home.chainId)); // it signs for no other
    for (const [index, { kind, data, isTrue, refusal }] of cases.entries()) {
      const answer = answers[index]!;
      asked[kind] = (asked[kind] ?? 0) + 1;
      if (!answer.ok) refusals++;
      const isSame = isTrue ? answer.ok : !answer.ok && answer.data.startsWith(refusal);
      if (!isSame) differences.push(`${kind} ${data}, ${isTrue ? "true" : "changed"}: ${answer.data}`);
    }
  }
  return { asked, refusals, differences };
}
