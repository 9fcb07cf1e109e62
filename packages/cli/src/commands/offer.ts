/**
 * `novate offer`: stands ready to give claims on one vault for claims on another, takes that back, and shows who does.
 *
 * @module
 */
import { atoms, ppm } from "@novate/num";
import type { RowPage } from "@novate/wire";
import { type AmountText, amountText, atomsOf } from "../shared/amounts.ts";
import type { AddCommand } from "../shared/command.ts";
import { addKitFlags, type KitFlags } from "../shared/kits.ts";
import { addRemoteFlags, clientOf, idNumber, type RemoteFlags } from "../shared/remote.ts";
import { sendAsked } from "../shared/sendAsked.ts";
import { printAnswer, type Units } from "../shared/units.ts";
import { wholeNumber } from "../shared/values.ts";
import { addWriteFlags, type WriteFlags } from "../shared/writeFlags.ts";
import { grouped } from "../terminal/figures.ts";
import type { Io } from "../terminal/io.ts";
import { tableLines } from "../terminal/table.ts";

interface PairFlags extends WriteFlags, KitFlags {
  readonly account: number;
  readonly from: number;
  readonly to: number;
}

interface Flags extends PairFlags {
  readonly stock: AmountText;
  readonly target: AmountText;
  readonly base: number;
  readonly slope: number;
}

const partNumber = wholeNumber(0, 1_000_000);

export const addOffer: AddCommand = (program, io) => {
  const offer = program.command("offer");
  const add = (name: string) =>
    addKitFlags(addWriteFlags(offer.command(name)))
      .requiredOption("--account <id>", "whose claims; one without positions", idNumber)
      .requiredOption("--from <asset>", "which asset is taken", idNumber)
      .requiredOption("--to <asset>", "which asset is given", idNumber);
  add("make")
    .description(
      "Offer so much, or change the offer. It takes base + slope · max(0, 1 − stock / target)² of each atom.",
    )
    .requiredOption("--stock <amount>", "how much is given at most: atoms, or such as 12.5USDC", amountText)
    .requiredOption("--target <amount>", "from which stock on the base alone is asked", amountText)
    .option("--base <ppm>", "millionths asked of each atom", partNumber, 100)
    .option("--slope <ppm>", "millionths more for the last atom of the stock", partNumber, 0)
    .action(async (flags: Flags) => {
      const client = clientOf(flags);
      const stockAtoms = await atomsOf(client, flags.stock, flags.to);
      const targetAtoms = await atomsOf(client, flags.target, flags.to);
      const sums = { stockAtoms, targetAtoms };
      const price = { basePpm: ppm(BigInt(flags.base)), slopePpm: ppm(BigInt(flags.slope)) };
      await sendAsked({ type: "OfferLiquidity", ...pairOf(flags), ...sums, ...price }, flags, io);
    });
  add("withdraw")
    .description("Take the offer back.")
    .action((flags: PairFlags) => {
      const nothing = { stockAtoms: atoms(0n), targetAtoms: atoms(0n), basePpm: ppm(0n), slopePpm: ppm(0n) };
      return sendAsked({ type: "OfferLiquidity", ...pairOf(flags), ...nothing }, flags, io);
    });
  addRemoteFlags(offer.command("list"))
    .description("Who offers what, and for how much.")
    .action((flags: RemoteFlags) => list(flags, io));
};

const pairOf = ({ account, from, to }: PairFlags) => ({ accountId: account, fromAssetId: from, toAssetId: to });

async function list(flags: RemoteFlags, io: Io): Promise<void> {
  const client = clientOf(flags);
  const { rows } = await client.rows("liquidity");
  await printAnswer(client, { rows }, flags, io, { page: offersPage, records: offerRecords });
}

const offerRecords = ({ rows }: { readonly rows: Rows }) =>
  rows.flatMap(({ offers, ...pair }) => offers.map((offer) => ({ ...pair, ...offer })));

type Rows = RowPage<"liquidity">["rows"];

export const offersPage = ({ rows }: { readonly rows: Rows }, units: Units): string =>
  rows.length === 0
    ? "no offer\n"
    : tableLines(
        [
          ["SEGMENT", "right"],
          ["TAKES", "right"],
          ["GIVES", "right"],
          ["ACCOUNT", "right"],
          ["STOCK", "right"],
          ["TARGET", "right"],
          ["BASE (ppm)", "right"],
          ["SLOPE (ppm)", "right"],
        ],
        rows.flatMap(({ segmentId, fromAssetId, toAssetId, offers }) =>
          offers.map((offer) => [
            ...[segmentId, fromAssetId, toAssetId, offer.accountId].map(String),
            ...[offer.stockAtoms, offer.targetAtoms].map((atoms) => units.money(atoms, toAssetId)),
            ...[offer.basePpm, offer.slopePpm].map(grouped),
          ]),
        ),
      );
