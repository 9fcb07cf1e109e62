/**
 * A keeper: follows the house block by block, sees who comes close to default management, and brings its backstop what it needs to take them
 * over. Its reward is the discount at which the house closes them out to it.
 *
 * @module
 */
import { createMember, mustAccept, type NovateClient, type OwnerKey, paginate, Stream } from "@novate/sdk";
import { isClose, type Policy, type Watched, wantedOf } from "./risk.ts";

interface Options {
  readonly client: NovateClient;
  /** Owns both accounts. */
  readonly key: OwnerKey;
  readonly backstopAccountId: number;
  readonly reserveAccountId: number;
  readonly settlementAssetId: number;
  readonly policy: Policy;
  /** Told of each thing that it sees or does. */
  readonly onNews: (news: string) => void;
}

/** Starts it; the answer ends it. It looks at every block, but never twice at once: a block that comes meanwhile is looked at after. */
export function startKeeper(options: Options): () => Promise<void> {
  const { client, onNews } = options;
  const keeper = createMember(options);
  const close = new Set<number>();
  let isWanted = false;
  let work: Promise<void> | null = null;

  const look = async (): Promise<void> => {
    while (isWanted) {
      isWanted = false;
      await act().catch((failure: unknown) => onNews(`it fails, and looks again at the next block: ${failure}`));
    }
    work = null;
  };

  const act = async (): Promise<void> => {
    const { backstopAccountId, reserveAccountId, settlementAssetId: assetId, policy } = options;
    const others = await membersOf(client, [backstopAccountId, reserveAccountId]);
    for (const one of others) {
      const { accountId } = one;
      if (isClose(one, policy) && !close.has(accountId)) onNews(`account ${accountId} is close`);
      if (isClose(one, policy)) close.add(accountId);
      else close.delete(accountId);
    }
    const [backstop, reserve] = await Promise.all(
      [backstopAccountId, reserveAccountId].map((id) => watched(client, id)),
    );
    const amountAtoms = wantedOf(backstop!, reserve!, others, policy); // two were asked for
    if (amountAtoms === 0n) return;
    const accounts = { sourceAccountId: reserveAccountId, targetAccountId: backstopAccountId };
    mustAccept(await keeper.transfer({ ...accounts, assetId, amountAtoms }));
    onNews(`the backstop has ${amountAtoms} atoms more`);
  };

  const stream = new Stream({ url: client.url, onFailure: ({ message }) => onNews(message) });
  stream.subscribe("status", () => {
    isWanted = true;
    work ??= look();
  });
  return async () => {
    stream.close();
    await work;
  };
}

async function watched(client: NovateClient, accountId: number): Promise<Watched> {
  const { health } = await client.account(accountId);
  const [equity, initial, maintenance] = [health.initialEquityAtoms, health.initialAtoms, health.maintenanceAtoms];
  return {
    accountId,
    equityAtoms: BigInt(equity),
    initialAtoms: BigInt(initial),
    maintenanceAtoms: BigInt(maintenance),
  };
}

/** Everybody with a position, but for the keeper's own accounts. */
async function membersOf(client: NovateClient, own: readonly number[]): Promise<readonly Watched[]> {
  const ids: number[] = [];
  for await (const row of paginate((page) => client.rows("accounts", page), { limit: 500 }))
    if (row.positions.length > 0 && !own.includes(row.accountId)) ids.push(row.accountId);
  return Promise.all(ids.map((id) => watched(client, id)));
}
