/**
 * Floors of every package, the lowest first: a folder of `src` imports from lower floors only, and not from another on its own.
 * A file directly in `src` may have a floor as well; those not named here stand on the top.
 *
 * @module
 */

/** Names on one floor are separated by spaces. */
export const FLOORS: Readonly<Record<string, readonly string[]>> = {
  stdx: [],
  num: ["units.ts", "rounding.ts", "float"],
  codec: ["hex.ts hash.ts keccak", "field", "eip712 merkle encode.ts", "schema"],
  evm: ["result.ts word.ts", "rlp", "trie header abi", "vault", "exit"],
  risk: ["profile black check", "surface", "scenario", "book forecast haircut", "explain watch", "kernel", "wasm"],
  engine: [
    "state",
    "ledger",
    "claims",
    "derived gate",
    "command",
    "account instrument prepare",
    "oracle",
    "collateral",
    "novation",
    "checkpoint settlement margin",
    "custody",
    "exit",
    "defaults governance calls",
    "windUp",
    "registry",
    "block",
  ],
  node: ["failures.ts bytes.ts", "admission store margin", "chain", "consensus exit", "snapshot", "metrics", "api"],
  sdk: ["client margin constants.ts", "signing", "vault actions", "proof stream", "exit"],
  contracts: ["artifacts"],
  chains: ["rpc abi", "source", "account", "vault", "exit local"],
  agents: ["keeper publisher venues custody", "archivist attestor bookkeeper exit relayer watcher"],
  wire: ["json.ts", "stream", "schema"],
  products: ["numeric curve quote", "calibrate exotic", "product", "reference"],
  peers: ["caseFile core", "derive drift dydx paradex span vega"],
  whatif: ["health"],
  backtest: ["history", "method statistic", "run", "report"],
  lab: ["tape", "population", "replay"],
  cli: ["terminal", "shared", "commands"],
};
