/** Goal: logs of any span are read whole, and no more of them than it takes. Method: a source made by hand that refuses much at once. */
import { expect, test } from "vitest";
import { ChainError } from "../rpc/failure.ts";
import type { ChainLog, ChainSource } from "../source/source.ts";
import { allLogs, newestLogs } from "./logs.ts";

const NAME = "0x00";

/** A log in every seventh block; answers spans of so many blocks at most, and counts what it gives. */
function sourceOf(mostBlocks: number) {
  const told: number[] = [];
  const logs: ChainSource["logs"] = async (_address, _topic, fromBlock, toBlock) => {
    if (toBlock - fromBlock >= BigInt(mostBlocks)) throw new ChainError("RpcRefused", "limit exceeded");
    const found: ChainLog[] = [];
    for (let number = fromBlock; number <= toBlock; number++)
      if (number % 7n === 0n)
        found.push({
          ...{ address: NAME, topics: [], data: NAME, blockNumber: number },
          ...{ blockHash: NAME, transactionHash: NAME, logIndex: 0 },
        });
    told.push(found.length);
    return found;
  };
  return { source: { logs } as unknown as ChainSource, told };
}

const numbersOf = (logs: readonly ChainLog[]): bigint[] => logs.map(({ blockNumber }) => blockNumber);
const sevens = (from: bigint, to: bigint): bigint[] =>
  Array.from({ length: Number(to - from) + 1 }, (_, place) => from + BigInt(place)).filter((n) => n % 7n === 0n);

test.each([1, 3, 100, 5_000])("a source that answers %i blocks at once is asked in parts", async (most) => {
  const { source } = sourceOf(most);
  expect(numbersOf(await allLogs(source, NAME, NAME, 3n, 1_000n))).toEqual(sevens(3n, 1_000n));
  expect(await allLogs(source, NAME, NAME, 5n, 4n)).toEqual([]);
});

test("a source that refuses a single block is believed, and one that breaks down is not asked on", async () => {
  const refusing = { logs: async () => Promise.reject(new ChainError("RpcRefused", "no")) } as unknown as ChainSource;
  await expect(allLogs(refusing, NAME, NAME, 1n, 8n)).rejects.toMatchObject({ code: "RpcRefused" });
  let asked = 0;
  const gone = {
    logs: async () => {
      asked += 1;
      throw new ChainError("RpcUnreachable", "gone");
    },
  } as unknown as ChainSource;
  await expect(allLogs(gone, NAME, NAME, 1n, 8n)).rejects.toMatchObject({ code: "RpcUnreachable" });
  expect(asked).toBe(1);
});

test("the newest are found without those of years", async () => {
  const { source, told } = sourceOf(10_000);
  const isEnough = (logs: readonly ChainLog[]): boolean => logs.length >= 16;
  const found = await newestLogs(source, NAME, NAME, { fromBlock: 0n, toBlock: 10_000_000n, isEnough });
  expect(numbersOf(found)).toEqual(sevens(9_998_001n, 10_000_000n));
  expect(told).toHaveLength(1);
  const all = await newestLogs(source, NAME, NAME, { fromBlock: 10n, toBlock: 9_000n, isEnough: () => false });
  expect(numbersOf(all)).toEqual(sevens(10n, 9_000n));
});
