/**
 * What a program does with the packed SDK: clears a trade of its own, checks a proof, follows a stream, computes a margin.
 *
 * It is compiled and run where nothing of this repository is; here it is checked like any other source.
 *
 * @module
 */
import { createMember, createSender, createVenue, mustAccept } from "@novate/sdk/actions";
import { createClient, type NovateClient, paginate } from "@novate/sdk/client";
import { Side } from "@novate/sdk/constants";
import { margin } from "@novate/sdk/margin";
import { verifyProof } from "@novate/sdk/proof";
import { createEd25519Key, createOwnerKey, deriveSecret, type Hex } from "@novate/sdk/signing";
import { type Socket, Stream } from "@novate/sdk/stream";

/** Throws where anything is not as it should be. `connect`: for platforms without a WebSocket. Gives what another run compares. */
export async function consume(url: string, label: string, connect?: (url: string) => Socket): Promise<string> {
  const novate = createClient({ url });
  const [buyer, seller] = [await funded(novate, `${label}, buyer`), await funded(novate, `${label}, seller`)];
  const terms = { venueId: 1, instrumentId: 1, lots: 10n, limitPriceTicks: 1_000_000n, maxFeePpm: 1_000n };
  const venueKey = createEd25519Key(deriveSecret("live market", "venue"));
  const venue = createVenue({ client: novate, key: venueKey, venueId: 1 });
  const reported = await venue.reportTrades([
    {
      instrumentId: 1,
      priceTicks: 1_000_000n,
      lots: 10n,
      buyer: await buyer.member.signOrder({ ...terms, accountId: buyer.accountId, side: Side.buy }),
      seller: await seller.member.signOrder({ ...terms, accountId: seller.accountId, side: Side.sell }),
      serial: anyNumber(),
    },
  ]);
  const cleared = mustAccept(reported);
  must(cleared.result.clearedCount === 1, `the trade is refused: ${JSON.stringify(cleared.result.trades)}`);
  const { positions } = await novate.account(buyer.accountId);
  must(positions[0]?.lots === "10", "the position is not there");

  const { proof, stateRoot } = await novate.proof("accounts", buyer.accountId);
  const proven = verifyProof("accounts", stateRoot, proof);
  must(proven.ok && proven.row.owner === buyer.owner, "the account is not proven");
  must(!verifyProof("accounts", await venue.house(), proof).ok, "a proof holds under another root");

  const height = await new Promise<number>((resolve, reject) => {
    const stream = new Stream({ url, onFailure: reject, ...(connect && { connect }) });
    stream.subscribe("status", ({ data }) => {
      stream.close();
      resolve(data.height);
    });
  });
  must(height >= cleared.receipt.height, "the stream is behind");
  for await (const { event } of paginate(novate.events, { type: "PositionNovated" }))
    if (event.type === "PositionNovated" && event.buyer.accountId === buyer.accountId)
      return JSON.stringify(margin.simulate(PORTFOLIO));
  throw new Error("no event tells of the trade");
}

/** A member with an account and money in it. */
async function funded(novate: NovateClient, label: string) {
  const key = createOwnerKey(deriveSecret("pack check", label));
  const member = createMember({ client: novate, key });
  const { accountId } = mustAccept(await member.openAccount({ segmentId: 1 })).result;
  const custodian = createSender({ client: novate, key: createOwnerKey(deriveSecret("live market", "custodian")) });
  const credit = { chainId: 1, depositIndex: anyNumber(), accountId, assetId: 1, amountAtoms: 200_000_000_000n };
  mustAccept(await custodian.send({ type: "CreditDeposit", ...credit }));
  const owner: Hex = key.address;
  return { member, accountId, owner };
}

const anyNumber = (): bigint => BigInt(Math.floor(Math.random() * Number.MAX_SAFE_INTEGER));

function must(isTrue: boolean, message: string): asserts isTrue {
  if (!isTrue) throw new Error(message);
}

const PORTFOLIO = {
  profile: "standard",
  method: "cross",
  timeMs: 1_760_000_000_000,
  equityAtoms: "15000000000",
  underlyings: [
    {
      underlyingId: 1,
      spot: 60_000,
      volAnnual: 0.6,
      forwards: [],
      surface: null,
      depth: { deltaAtoms: 1e12, vegaAtoms: 0 },
    },
  ],
  instruments: [{ instrumentId: 10, underlyingId: 1, kind: "perpetual", atomsPerPoint: 1000 }],
  positions: [{ instrumentId: 10, lots: 1000 }],
};
