/**
 * A house to play with: that for development, but with a custodian whose key is derived from a seed that everybody is told, as all are.
 *
 * Whoever reads the seed has every key of it. Its chain, its name and its founding are its own, so that nothing signed for it counts in
 * any other house.
 *
 * @module
 */
import { bytesToHex, type Change, type Hex } from "@novate/codec";
import { type Genesis, genesisOf, venue } from "@novate/engine";
import { DAY_MS } from "@novate/num";
import { createEd25519Key, deriveSecret, type OwnerKey, type SigningKey } from "@novate/sdk";
import { developmentPlan, FOUNDED_MS } from "./development.ts";
import { replayGenesis } from "./genesis.ts";
import { type HouseKeys, houseKeys, ownerOf } from "./keys.ts";
import { BOOK_VENUE_ID, DESK_VENUE_ID, type HousePlan, SETTLEMENT } from "./plan.ts";

/** Where its custodian says that money lies: the number that local chains of developers have, and no public one. */
const PLAY_CHAIN_ID = 31_337;
const TRADERS = ["trader/1", "trader/2", "trader/3", "trader/4"];
/** Trade by themselves: two against each other, and one with more than it can bear. */
const BOTS = ["bot/buyer", "bot/seller", "bot/bold"];
const BOTS_VENUE_ID = 3;

export interface Player {
  readonly name: string;
  readonly key: OwnerKey;
  readonly secret: Hex;
}

export interface PlayHouse {
  readonly plan: HousePlan;
  readonly keys: HouseKeys;
  readonly genesis: Genesis;
  readonly custodyChainId: number;
  /** Who are given accounts with money in them. */
  readonly traders: readonly Player[];
  /** Their keys are ed25519. */
  readonly venues: readonly { readonly venueId: number; readonly name: string; readonly secret: Hex }[];
  readonly governors: readonly Player[];
  /** Whose accounts, the first of the house, take over what others cannot hold. */
  readonly backstops: readonly Player[];
  readonly bots: {
    readonly players: readonly Player[];
    /** On which they trade, so that nobody else's day has trades of theirs. */
    readonly venueId: number;
    readonly venueKey: SigningKey;
  };
}

/** The same seed and founding give the same house. Futures and options expire from four days to eleven weeks after it. */
export function playHouse(seed: string, foundedMs: number = FOUNDED_MS): PlayHouse {
  const own = `dev house/${seed}`;
  const plan = perpetualsFirst(developmentPlan(foundedMs, { hasFuture: true, hasOptions: true }));
  const keys = houseKeys(own, plan);
  const secretOf = (label: string): Hex => bytesToHex(deriveSecret(own, label));
  const player = (name: string): Player => ({ name, key: ownerOf(own, name), secret: secretOf(`${name}/owner`) });
  const venueKey = createEd25519Key(deriveSecret(own, "venue/bots/session"));
  const { changes, ...founding } = replayGenesis(plan, keys);
  const bots = venue({
    venueId: BOTS_VENUE_ID,
    name: "Bots",
    signer: venueKey.signer,
    settlementAssetId: SETTLEMENT.assetId,
  });
  return {
    plan,
    keys,
    genesis: genesisOf({ ...founding, name: `Novate dev ${seed}`, changes: [...changes.map(ofPlay), bots] }),
    custodyChainId: PLAY_CHAIN_ID,
    traders: TRADERS.map(player),
    venues: [
      { venueId: BOOK_VENUE_ID, name: "order book", secret: secretOf("venue/book/session") },
      { venueId: DESK_VENUE_ID, name: "RFQ desk", secret: secretOf("venue/desk/session") },
    ],
    governors: keys.governors.map((_, index) => player(`governor/${index + 1}`)),
    backstops: keys.backstops.map((_, index) => player(`backstop/${index + 1}`)),
    bots: { players: BOTS.map(player), venueId: BOTS_VENUE_ID, venueKey },
  };
}

/** Perpetuals have the first ids, whatever else is listed. */
function perpetualsFirst(plan: HousePlan): HousePlan {
  const all = plan.underlyings.flatMap(({ contracts }) => contracts);
  const isPerpetual = ({ terms }: (typeof all)[number]): boolean => terms.type === "Perpetual";
  const order = [...all.filter(isPerpetual), ...all.filter((one) => !isPerpetual(one))];
  const underlyings = plan.underlyings.map((one) => ({
    ...one,
    contracts: one.contracts.map((contract) => ({ ...contract, instrumentId: order.indexOf(contract) + 1 })),
  }));
  return { ...plan, underlyings };
}

/** Prices may stand still for as long as somebody wants to see them still. */
const ofPlay = (change: Change): Change => {
  if (change.type === "RegisterFeed") return { ...change, heartbeatMs: 30 * DAY_MS };
  return change.type === "SetCustodian" ? { ...change, chainId: PLAY_CHAIN_ID } : change;
};
