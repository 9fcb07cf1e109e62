/**
 * The adversary's moves as signed commands, in the house as it stands.
 *
 * @module
 */
import type { Change, Command, InstrumentRow } from "@novate/codec";
import { Side } from "@novate/codec";
import { atoms, ppm } from "@novate/num";
import { custodianSigner, walletOf } from "../../world/cast.ts";
import { GOVERNORS, HONEST_VENUE, idOf, isOwn, OWN_VENUE, ownerOf, signerOf, venueKey } from "../roles.ts";
import type { Move, MoveKind, Step } from "../script.ts";
import type { Scene } from "../stage/scene.ts";
import type { Ask } from "../stage/sealed.ts";
import { BTC, SEGMENT, USDC } from "../world.ts";
import { amountOf, honestTicks, lotsOf, priceTicksOf } from "./relations.ts";
import { reportOf, tradeOf } from "./trades.ts";

type Maker<K extends MoveKind> = (stage: Scene, move: Extract<Move, { do: K }>, timeMs: number) => readonly Ask[];
type Makers = { readonly [K in MoveKind]: Maker<K> };

/** What a deposit of much is, in atoms of the asset. */
const MUCH: Readonly<Record<number, bigint>> = { [USDC]: 20_000_000_000n, [BTC]: 40_000_000n };

/** Places for bundles that one governor has. */
const PLACES = 32;

const makers: Makers = {
  trade(stage, move, timeMs) {
    const instrument = stage.state.instruments.get(move.instrument)!;
    const size = lotsOf(stage, move, instrument);
    if (size <= 0n) return [];
    const isHonest = !isOwn(move.buyer) || !isOwn(move.seller);
    const priceTicks = isHonest
      ? makersTicks(stage, move, instrument, timeMs)
      : priceTicksOf(stage, move.price, instrument, move.seller, timeMs);
    const venueId = isHonest ? HONEST_VENUE : OWN_VENUE;
    const { buyer, seller, isReducing } = move;
    const deal = { venueId, buyer, seller, instrumentId: move.instrument, priceTicks, size, isReducing };
    const ask = reportOf(venueId, [tradeOf(stage.memory, deal, timeMs)]);
    if (!isHonest) stage.memory.lastReport = ask.command;
    return [ask];
  },
  deposit({ memory }, { to, assetId, amount }) {
    const amountAtoms = atoms(
      amount === "atom" ? 1n : amount === "dollar" ? 1_000_000n : (MUCH[assetId] ?? 100_000_000_000n),
    );
    const command = {
      type: "CreditDeposit",
      chainId: 1,
      depositIndex: memory.nextDeposit++,
      accountId: idOf(to),
      assetId,
      amountAtoms,
    } as const;
    return [{ command, signer: custodianSigner(1) }];
  },
  withdraw(stage, { from, assetId, amount }) {
    const account = stage.state.accounts.get(idOf(from))!;
    const amountAtoms = atoms(amountOf(stage, account, assetId, amount));
    return own(from, {
      type: "WithdrawCollateral",
      accountId: idOf(from),
      assetId,
      amountAtoms,
      chainId: 1,
      recipient: ownerOf(from),
    });
  },
  transfer(stage, { from, to, assetId, amount }) {
    const amountAtoms = atoms(amountOf(stage, stage.state.accounts.get(idOf(from))!, assetId, amount));
    return own(from, {
      type: "TransferCollateral",
      sourceAccountId: idOf(from),
      targetAccountId: idOf(to),
      assetId,
      amountAtoms,
    });
  },
  contribute(stage, { from, tranche, amount }) {
    const amountAtoms = atoms(amountOf(stage, stage.state.accounts.get(idOf(from))!, USDC, amount));
    return own(from, { type: "ContributeDefaultFund", accountId: idOf(from), tranche, amountAtoms });
  },
  say: () => [],
  surface: () => [],
  refill: ({ memory, state }, { what }, timeMs) => {
    if (what === "lastReport")
      return memory.lastReport === null ? [] : [{ command: memory.lastReport, signer: venueKey(OWN_VENUE) }];
    const { voided } = memory;
    if (voided === null) return [];
    const { instrumentId, side, lots: size, limitPriceTicks, venueId } = voided.order;
    const [buyer, seller] = side === Side.buy ? (["bull", "right"] as const) : (["right", "bull"] as const);
    const trade = tradeOf(memory, { venueId, buyer, seller, instrumentId, priceTicks: limitPriceTicks, size }, timeMs);
    if (!state.accounts.has(idOf("right"))) return [];
    return [reportOf(venueId, [{ ...trade, ...(side === Side.buy ? { buyer: voided } : { seller: voided }) }])];
  },
  propose({ memory, state }, { count }) {
    const length = count === "one" ? 1 : PLACES + 1;
    const { parameterEpoch } = state.house.get(0)!;
    const { parameters } = state.segments.get(SEGMENT)!;
    const { clearing } = parameters;
    const harsher: Change = {
      type: "SetParameters",
      segmentId: SEGMENT,
      parameters: {
        ...parameters,
        clearing: { ...clearing, maxNegativeCashAtoms: atoms(0n), withdrawalHourPpm: ppm(2_500n) },
      },
    };
    return Array.from({ length }, () => ({
      command: { type: "ProposeBundle", bundleId: memory.nextBundle++, parameterEpoch, changes: [harsher] },
      signer: walletOf(GOVERNORS.at(-1)!),
    }));
  },
  method: (_, { of, method }) => own(of, { type: "SetMarginMethod", accountId: idOf(of), method: method as 0 | 1 | 2 }),
  open: (_, { count }) =>
    Array.from({ length: count }, () => own("right", { type: "OpenAccount", segmentId: SEGMENT, method: 1 })).flat(),
};

const own = (name: Parameters<typeof signerOf>[0], command: Command): Ask[] => [{ command, signer: signerOf(name) }];

/** A maker trades at the true price, rounded its way. */
const makersTicks = (
  stage: Scene,
  { buyer }: Extract<Move, { do: "trade" }>,
  instrument: InstrumentRow,
  timeMs: number,
): bigint => honestTicks(stage, instrument, timeMs) + (isOwn(buyer) ? 1n : -1n);

/** The step's commands. */
export function asksOf(stage: Scene, { moves }: Step, timeMs: number): Ask[] {
  const asks: Ask[] = [];
  for (const move of moves) asks.push(...(makers[move.do] as Maker<MoveKind>)(stage, move, timeMs));
  return asks;
}
