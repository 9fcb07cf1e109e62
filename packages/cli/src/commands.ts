/**
 * Every command, in the order in which help lists them. A new one is a file in `commands/` and an entry here.
 *
 * Only the one that is asked for is loaded: all of them are half of the repository.
 *
 * @module
 */
import type { ListedCommand } from "./shared/command.ts";

export const commands: readonly ListedCommand[] = [
  {
    name: "start",
    says: "Run a solo clearing node on the wall clock.",
    load: async () => (await import("./commands/start.ts")).addStart,
  },
  {
    name: "dev",
    says: "Start a house to play with: prices move, accounts have money, every key is told.",
    load: async () => (await import("./commands/dev.ts")).addDev,
  },
  {
    name: "mock",
    says: "A whole house for a venue's own tests: seeded, in a folder that goes with it, with a clock that tests turn.",
    load: async () => (await import("./commands/mock.ts")).addMock,
  },
  {
    name: "genesis",
    says: "Found a house by hand: write a commented file, check it, print what it founds.",
    load: async () => (await import("./commands/genesis.ts")).addGenesis,
  },
  {
    name: "demo",
    says: "Clear a recorded crash with a whole node, then keep it up for questions.",
    load: async () => (await import("./commands/demo.ts")).addDemo,
  },
  {
    name: "replay",
    says: "Clear a recorded day in memory and report. The same seed gives the same state root.",
    load: async () => (await import("./commands/replay.ts")).addReplay,
  },
  {
    name: "account",
    says: "Accounts, their ledgers, and opening one.",
    load: async () => (await import("./commands/account.ts")).addAccount,
  },
  {
    name: "market",
    says: "What is traded, and how each market stands.",
    load: async () => (await import("./commands/market.ts")).addMarket,
  },
  {
    name: "key",
    says: "Make a key, see who it signs for, sign what a node prepared.",
    load: async () => (await import("./commands/key.ts")).addKey,
  },
  {
    name: "tx",
    says: "Send a transaction; see what became of one.",
    load: async () => (await import("./commands/tx.ts")).addTx,
  },
  {
    name: "publish",
    says: "Say prices as a publisher, once or again and again: what a house's markets open with.",
    load: async () => (await import("./commands/publish.ts")).addPublish,
  },
  {
    name: "deposit",
    says: "Pay into the vault where an asset lies. The house credits it when validators have seen it.",
    load: async () => (await import("./commands/deposit.ts")).addDeposit,
  },
  {
    name: "withdraw",
    says: "Ask for a payment on the chain where the asset lies. Windows queue it, and never refuse it.",
    load: async () => (await import("./commands/withdraw.ts")).addWithdraw,
  },
  {
    name: "move",
    says: "Move a claim to another vault of its currency, against the cheapest offers; `offer list` shows them.",
    load: async () => (await import("./commands/move.ts")).addMove,
  },
  {
    name: "offer",
    says: "Stand ready for those who move claims between vaults; see who does.",
    load: async () => (await import("./commands/offer.ts")).addOffer,
  },
  {
    name: "chain",
    says: "Hold every vault against the ledger, to the atom, and tell what leads to an exit. Exit code 1 where something is wrong.",
    load: async () => (await import("./commands/chain.ts")).addChain,
  },
  {
    name: "attest",
    says: "Run a validator's attestor: it replays every block, vouches for chains, and signs checkpoints.",
    load: async () => (await import("./commands/attest.ts")).addAttest,
  },
  {
    name: "relay",
    says: "Carry proofs and payments between vaults and the house. It can delay, and nothing else.",
    load: async () => (await import("./commands/relay.ts")).addRelay,
  },
  {
    name: "rotate",
    says: "Sign for validators with keys kept offline: a step from set to set, a replacement, a sign of life.",
    load: async () => (await import("./commands/rotate.ts")).addRotate,
  },
  {
    name: "exit",
    says: "Leave by proof: how far vaults are, what they owe, paying it out, watching over it.",
    load: async () => (await import("./commands/exit.ts")).addExit,
  },
  {
    name: "margin",
    says: "What a portfolio would require, every number explained. No node is needed.",
    load: async () => (await import("./commands/margin.ts")).addMargin,
  },
  {
    name: "value",
    says: "What a product is worth in a market, with its Greeks.",
    load: async () => (await import("./commands/value.ts")).addValue,
  },
  {
    name: "backtest",
    says: "Judge margin methods by years of prices: coverage, its tests, cost, procyclicality. 2 if a history cannot be judged; the others are.",
    load: async () => (await import("./commands/backtest.ts")).addBacktest,
  },
  {
    name: "export",
    says: "Write out events, rows, an account's ledger, or a snapshot that proves itself.",
    load: async () => (await import("./commands/export.ts")).addExport,
  },
  {
    name: "config",
    says: "What settings are in force, and where each comes from: flag, environment, file or default.",
    load: async () => (await import("./commands/config.ts")).addConfig,
  },
  {
    name: "completion",
    says: "Print what a shell needs to complete command lines: bash, zsh or fish.",
    load: async () => (await import("./commands/completion.ts")).completionOf(commands),
  },
  {
    name: "doctor",
    says: "Check runtime, native code, data, disk and port; 1 if something is broken.",
    load: async () => (await import("./commands/doctor.ts")).addDoctor,
  },
];
