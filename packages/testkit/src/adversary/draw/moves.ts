/**
 * Draws moves from the grammar: openings that most attacks begin with, and everything else.
 *
 * @module
 */
import type { Dice } from "../../dice.ts";
import type { Name, Own } from "../roles.ts";
import type { Amount, Move, Price, Size } from "../script.ts";
import {
  BTC,
  BTC_CALL,
  BTC_FEED,
  BTC_FUTURE,
  BTC_PERP,
  BTC_SPOT,
  ETH_FEED,
  ETH_PERP,
  FUND,
  NEAR_PUT,
  STRIKES,
  USDC,
} from "../world.ts";

const TRADERS: readonly Own[] = ["left", "right", "twin", "spare"];
const EVERYBODY: readonly Name[] = [
  ...TRADERS,
  "vulture",
  "backstop",
  "bull",
  "bear",
  "writer",
  "farmer",
  "saver",
  "maker",
];

export const price = (dice: Dice): Price => ({
  at: dice.weighted<Price["at"]>([
    [5, "honest"],
    [4, "mark"],
    [1, "index"],
    [3, "bandTop"],
    [3, "bandBottom"],
    [1, "nextTop"],
    [1, "nextBottom"],
    [1, "bankruptcy"],
    [0.3, "nothing"],
  ]),
  ticks: dice.weighted<Price["ticks"]>([
    [6, 0],
    [1, 1],
    [1, -1],
  ]),
});

export const size = (dice: Dice): Size =>
  dice.weighted<Size>([
    [2, "lot"],
    [2, "tenth"],
    [2, "third"],
    [6, "margin"],
    [1, "beyondMargin"],
    [5, "held"],
    [1, "heldHalf"],
  ]);

const amount = (dice: Dice): Amount =>
  dice.pick(["atom", "dollar", "tenth", "half", "free", "free", "freeAndOne", "hourShare", "hourShare", "all"]);
export const instrument = (dice: Dice): number =>
  dice.weighted([
    [6, BTC_PERP],
    [2, BTC_FUTURE],
    [2, BTC_CALL],
    [2, ETH_PERP],
    [2, BTC_SPOT],
    [1, NEAR_PUT],
    [1, dice.pick(STRIKES)],
  ]);

function trade(dice: Dice): Move {
  const [one, other] = dice.shuffle<Name>(TRADERS);
  const pair: readonly [Name, Name] = dice.chance(0.3) ? [one!, "maker"] : [one!, other!];
  const [buyer, seller] = dice.shuffle(pair);
  const isReducing = dice.chance(0.2);
  return {
    do: "trade",
    buyer: buyer!,
    seller: seller!,
    instrument: instrument(dice),
    price: price(dice),
    size: size(dice),
    isReducing,
  };
}

/** A name gives its twin all that it has left, at the worst price that a trade may have. */
function flee(dice: Dice): Move {
  const [buyer, seller] = dice.shuffle(["left", "right"] as const);
  const at = dice.pick(["bandBottom", "bandTop", "nextBottom", "nextTop"] as const);
  const terms = { instrument: dice.pick([BTC_PERP, BTC_PERP, BTC_FUTURE, ETH_PERP]), price: { at, ticks: 0 } } as const;
  const size = dice.pick(["held", "held", "heldHalf"] as const);
  return { do: "trade", buyer: buyer!, seller: seller!, ...terms, size, isReducing: false };
}

/** What was opened goes back at an edge of the band: whoever is broken then gives away what it has left. */
export const drawWayBack = (dice: Dice, { buyer, seller, ...opened }: Extract<Move, { do: "trade" }>): Move => ({
  ...opened,
  buyer: seller,
  seller: buyer,
  price: { at: dice.pick(["bandTop", "bandBottom"]), ticks: 0 },
  size: dice.pick(["held", "heldHalf"]),
});

/** What a publisher may say that is not so: of a price, or of volatility. */
export const drawLie = (dice: Dice): Move =>
  dice.chance(0.5)
    ? {
        do: "say",
        feedId: dice.pick([BTC_FEED, ETH_FEED]),
        lie: dice.pick(["bandTop", "bandBottom", "far", "copy", "early", "late"]),
      }
    : { do: "surface", lie: dice.pick(["triple", "third", "bent"]) };

const MAKERS: readonly (readonly [weight: number, make: (dice: Dice) => Move])[] = [
  [10, trade],
  [3, flee],
  [
    2,
    (dice) => ({
      do: "deposit",
      to: dice.chance(0.5) ? dice.pick(TRADERS) : dice.pick(EVERYBODY),
      assetId: dice.pick([USDC, BTC, FUND, FUND]),
      amount: dice.pick(["atom", "atom", "dollar", "much"]),
    }),
  ],
  [
    3,
    (dice) => ({
      do: "withdraw",
      from: dice.pick(TRADERS),
      assetId: dice.pick([USDC, USDC, BTC]),
      amount: amount(dice),
    }),
  ],
  [
    1,
    (dice) => ({
      do: "transfer",
      from: dice.pick(["left", "twin"]),
      to: dice.pick(["left", "twin"]),
      assetId: dice.pick([USDC, BTC]),
      amount: amount(dice),
    }),
  ],
  [0.4, (dice) => ({ do: "contribute", from: dice.pick(TRADERS), tranche: dice.pick([0, 1]), amount: amount(dice) })],
  [4, drawLie],
  [1, (dice) => ({ do: "refill", what: dice.pick(["voidOrder", "lastReport"]) })],
  [0.5, (dice) => ({ do: "propose", count: dice.pick(["one", "places"]) })],
  [0.4, (dice) => ({ do: "method", of: dice.pick(TRADERS), method: dice.pick([0, 1, 2]) })],
  [0.3, (dice) => ({ do: "open", count: dice.pick([1, 8]) })],
];

export const drawMove = (dice: Dice): Move => dice.weighted(MAKERS)(dice);

export const drawMoves = (dice: Dice): Move[] =>
  Array.from(
    {
      length: dice.weighted([
        [2, 0],
        [4, 1],
        [2, 2],
        [1, 3],
      ]),
    },
    () => drawMove(dice),
  );

/** Two own names take opposite sides, as large as margin admits: whatever moves then, one of them wins. */
export function drawOpening(dice: Dice): Move[] {
  if (dice.chance(0.4)) return drawMoves(dice);
  const [buyer, seller] = dice.shuffle(["left", "right"] as const);
  const at = dice.weighted<Price["at"]>([
    [6, "mark"],
    [1, "bandTop"],
    [1, "bandBottom"],
  ]);
  return [
    {
      do: "trade",
      buyer: buyer!,
      seller: seller!,
      instrument: instrument(dice),
      price: { at, ticks: 0 },
      size: "margin",
      isReducing: false,
    },
  ];
}

/** Specks of other assets in own accounts: whoever takes what it cannot price for a veto is shielded by them. */
export const drawSpecks = (dice: Dice): Move[] =>
  dice.chance(0.25)
    ? (["left", "right"] as const).map((to) => ({ do: "deposit", to, assetId: dice.pick([BTC, FUND]), amount: "atom" }))
    : [];
