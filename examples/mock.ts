/**
 * A mock house as `npx novate mock` introduces it, and what a test does to it: turn its clock, say its prices, pay money in.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { createGovernor, createOwnerKey, type Hex, hexToBytes, mustAccept, type NovateClient } from "@novate/sdk";

export interface Mock {
  /** Its API. */
  readonly url: string;
  /** Where its clock, prices and faucet are. */
  readonly control: string;
  /** On which it pays out. */
  readonly custodyChainId: number;
  readonly accounts: readonly { readonly accountId: number; readonly secret: Hex }[];
  readonly venues: readonly { readonly venueId: number; readonly secret: Hex }[];
  /** Accounts that take over what members cannot hold, with their owners' keys. */
  readonly backstops: readonly { readonly accountId: number; readonly secret: Hex }[];
  readonly governors: readonly { readonly secret: Hex }[];
}

/** What `npx novate mock` wrote to the file that the program is given. */
export function readMock([file] = process.argv.slice(2)): Mock {
  if (file === undefined) throw new Error("name the file that novate mock writes its first line to");
  return JSON.parse(readFileSync(file, "utf8")) as Mock;
}

/** Ends the program where a mock had this day before: a second one would not be the first. */
export function stopIfUsed(isUsed: boolean): void {
  if (!isUsed) return;
  console.error("This mock has had this day already. Stop it, start it anew, and run the program again.");
  process.exit(1);
}

async function control(mock: Mock, path: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${mock.control}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Turns the clock, with prices on the way. */
export const turn = (mock: Mock, minutes: number): Promise<void> =>
  control(mock, "/dev/clock", { byMs: minutes * MINUTE_MS });

/** Says prices in dollars, such as `{ BTC: "95000" }`, and holds them there. */
export const sayPrices = (mock: Mock, dollars: Readonly<Record<string, string>>): Promise<void> =>
  control(mock, "/dev/prices", dollars);

/** Pays whole USDC in. */
export const payIn = (mock: Mock, accountId: number, usdc: number): Promise<void> =>
  control(mock, "/dev/fund", { accountId, amount: String(usdc) });

type Changes = Parameters<ReturnType<typeof createGovernor>["proposeBundle"]>[1];

/** One governor proposes, another approves, and two days go by: what a house takes before new risk comes in. */
export async function govern(mock: Mock, client: NovateClient, bundleId: number, changes: Changes): Promise<void> {
  const [one, other] = mock.governors.map(({ secret }) =>
    createGovernor({ client, key: createOwnerKey(hexToBytes(secret)) }),
  );
  const { bundle } = mustAccept(await one!.proposeBundle(bundleId, changes)).result;
  mustAccept(await other!.approveBundle(bundle));
  await turn(mock, (49 * HOUR_MS) / MINUTE_MS);
  const { rows } = await client.rows("bundles");
  if (rows.some((row) => row.bundleId === bundleId)) throw new Error(`bundle ${bundleId} still waits`);
}
