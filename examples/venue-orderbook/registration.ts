/**
 * How a venue comes to be: governors register its key and its fee, and list the market that it asks for.
 *
 * @module
 */
import type { NovateClient, SigningKey } from "@novate/sdk";
import { govern, type Mock, turn } from "../mock.ts";
import type { Tariff } from "./blotter.ts";

export const VENUE_ID = 40;
export const INSTRUMENT_ID = 400;
export const SETTLEMENT_ASSET_ID = 1; // USDC
const UNDERLYING_ID = 1; // BTC, of which the house has a price

/** A lot of this market is worth five dollars at a hundred thousand: half of one of the house's own perpetual. */
export const TARIFF: Tariff = { tickValueAtoms: 5n, venueFeePpm: 120n, clearingFeePpm: 50n };

export async function isRegistered(client: NovateClient): Promise<boolean> {
  const { rows } = await client.rows("venues", { limit: 500 });
  return rows.some(({ spec }) => spec.venueId === VENUE_ID);
}

/** On a real house governors read what they sign for two days; here the clock is turned. */
export async function register(mock: Mock, client: NovateClient, { signer }: SigningKey): Promise<void> {
  const venue = { venueId: VENUE_ID, name: "Half-lot book", signer, feePpm: TARIFF.venueFeePpm };
  const contract = { instrumentId: INSTRUMENT_ID, underlyingId: UNDERLYING_ID, symbol: "BTC-HALF" };
  await govern(mock, client, 1, [
    { type: "RegisterVenue", ...venue, settlementAssetId: SETTLEMENT_ASSET_ID, isActive: true },
    {
      type: "ListInstrument",
      ...contract,
      tickFeedUnits: 10_000_000n, // a tick is 0.10 dollars
      tickValueAtoms: TARIFF.tickValueAtoms,
      terms: { type: "Perpetual", premiumFeedId: null },
    },
  ]);
  await turn(mock, 2); // a new market opens once it has a price
}
