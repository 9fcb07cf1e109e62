/**
 * The members of the day: each has a key and an account of its own, and signs what it wants.
 *
 * @module
 */
import {
  createMember,
  createOwnerKey,
  deriveSecret,
  mustAccept,
  type NovateClient,
  type Side,
  type SignedOrder,
} from "@novate/sdk";

export interface Trader {
  readonly name: string;
  readonly accountId: number;
  /** Its address: where its money goes. */
  readonly address: `0x${string}`;
  order(side: (typeof Side)[keyof typeof Side], lots: number, limitTicks: number | bigint): Promise<SignedOrder>;
  withdraw(amountAtoms: bigint, chainId: number): Promise<number>;
}

interface Market {
  readonly client: NovateClient;
  readonly venueId: number;
  readonly instrumentId: number;
}

const SEGMENT_ID = 1;
const USDC = 1;
const MAX_FEE_PPM = 500n;
const HOUR_MS = 3_600_000;

/** Opens an account for a trader with a key of its own. */
export async function join({ client, venueId, instrumentId }: Market, name: string): Promise<Trader> {
  const key = createOwnerKey(deriveSecret("venue example", name));
  const member = createMember({ client, key });
  const { accountId } = mustAccept(await member.openAccount({ segmentId: SEGMENT_ID })).result;
  return {
    name,
    accountId,
    address: key.address,
    async order(side, lots, limitTicks) {
      const { nowMs } = await client.time();
      const terms = { accountId, venueId, instrumentId, side, lots: BigInt(lots), limitPriceTicks: BigInt(limitTicks) };
      return member.signOrder({ ...terms, maxFeePpm: MAX_FEE_PPM, expiresAtMs: nowMs + HOUR_MS });
    },
    async withdraw(amountAtoms, chainId) {
      const asked = { accountId, assetId: USDC, amountAtoms, chainId, recipient: key.address };
      return mustAccept(await member.withdraw(asked)).result.withdrawalId;
    },
  };
}
