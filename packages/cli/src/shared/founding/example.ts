/**
 * The example that `genesis init` writes: every field once, with its unit.
 *
 * @module
 */

/** Of its settlement asset. */
export const EXAMPLE_DECIMALS = 6;

export interface Example {
  readonly foundedMs: number;
  readonly expiryMs: number;
  /** Where the secrets of the keys lie. */
  readonly keysFolder: string;
  readonly governor: string;
  readonly backstop: string;
  readonly venue: string;
  readonly publisher: string;
  readonly custodian: string;
}

const utc = (ms: number): string => new Date(ms).toISOString().replace(".000Z", "Z");

// A contract's name says its day: 29JAN27.
const dayName = (ms: number): string => {
  const [, day, month, year] = new Date(ms).toUTCString().split(" ");
  return `${day}${month!.toUpperCase()}${year!.slice(2)}`; // four words and a time
};

// long: one text
export const exampleText = ({ foundedMs, expiryMs, keysFolder, ...keys }: Example): string => `\
# How a house begins. Check it: novate genesis check FILE. Start it: novate start --genesis FILE.
# Amounts are decimals in whole units (1.5 is one and a half), never in atoms; a comment names the unit.
# Shares have a percent sign. Durations are 30s, 15m, 8h, 7d. Instants are in UTC.
# Rules of margin, prices and cycles are as standard: novate genesis init --parameters shows them, for a section parameters.
# Secrets of the keys below lie in ${keysFolder}; only public halves stand here.

version: 1                     # of this format
name: My house                 # tells houses apart that are founded alike
founded: ${utc(foundedMs)}  # before any contract expires

# Who may change rules, and how many of them must agree: more than half if approvals is left out.
governors:
  - address: "${keys.governor}"
approvals: 1

# What profit and loss is paid in. Prices outside lowest and highest (dollars) count as none.
settlement:
  asset: USDC
  decimals: ${EXAMPLE_DECIMALS}                  # of the token on its chain
  lowest: 0.5                  # dollars
  highest: 2                   # dollars
  houseCapital: 25000          # USDC; the house's own, lost before members' money; may be left out

# Who signs prices. A price counts while it is younger than maxAge and so many publishers (sources) agree.
# One source sets every price alone: good enough to try things out, and for nothing else.
publishers:
  - name: prices-1
    key: ${keys.publisher}
    weight: 1                  # against other publishers; 1 if left out
prices:
  sources: 1
  maxAge: 1m

# Attests what is deposited on chain 1. Without it nothing comes in until governors list a vault.
custodian: ${keys.custodian}

# What members may deposit besides the settlement asset. Each is priced as the underlying of its name.
collateral:
  - asset: BTC
    decimals: 8
    haircut: 10 %              # least part that does not count
    stressVolatility: 60 %     # a year, in bad times
    dailyVolume: 10000         # BTC; what could be sold in a day
    cap: 500                   # BTC; most that the house takes
    exitHorizon: 1h            # how long selling takes; 1d if left out
    accountShare: 25 %         # most of an account's collateral; 100 % if left out

# What contracts refer to.
underlyings:
  - symbol: BTC
    lowest: 100                # dollars
    highest: 10_000_000        # dollars
    volatility: 60 %           # a year, until the house has seen prices
    depth: 50_000_000          # USDC; could be sold within an hour at about one percent
    openInterestCap: 1_000_000_000 # USDC; a thousand times the depth if left out

# What is traded: kind is perpetual, future (expiry), call or put (expiry, strike), or spot.
markets:
  - symbol: BTC-PERP
    kind: perpetual
    underlying: BTC
    tick: 0.1                  # dollars; smallest step of the price
    lot: 0.001                 # BTC; smallest size
  - symbol: BTC-${dayName(expiryMs)}-100000-C
    kind: call
    underlying: BTC
    tick: 0.1                  # dollars
    lot: 0.001                 # BTC
    strike: 100000             # dollars; a multiple of the tick
    expiry: ${utc(expiryMs)}

# Who reports trades. The key signs reports.
venues:
  - name: My order book
    key: ${keys.venue}
    fee: 0.01 %                # of notional, each side; 0.01 % if left out, at most 1 %
    guarantee: 10000           # USDC; what the venue stands by its trades with; may be left out

# Who takes over what defaulted accounts leave, and with how much.
backstops:
  - owner: "${keys.backstop}"
    capital: 1_000_000         # USDC
`;
