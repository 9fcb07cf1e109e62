/**
 * Life beside vaults: entries of their inboxes, headers, proofs of what came in, was paid or is lacking; checkpoints and their
 * signatures; withdrawals from vaults, and those that are taken back.
 *
 * @module
 */
import {
  type AccountRow,
  bytesToHex,
  type Command,
  encode,
  type Hex,
  InboxKey,
  InboxKind,
  InboxWithdrawal,
  type OutboxRow,
  type VaultRow,
} from "@novate/codec";
import { paidWord, vaultSlots } from "@novate/evm";
import { atoms, HOUR_MS } from "@novate/num";
import type { Dice } from "../../dice.ts";
import { address, OWNERS, sessionSigner, toySignature, walletOf } from "../../world/cast.ts";
import { COLLATERAL } from "../../world/genesis.ts";
import { units } from "../../world/money.ts";
import type { Leaving } from "../../world/variety.ts";
import { PLACES, placeOf, VAULTS } from "../../world/vaults.ts";
import { type Block, Chain, hasPaid } from "../chain.ts";
import { Archive } from "../exits/archive.ts";
import { exitAsks } from "../exits/asks.ts";
import { Ending } from "../exits/ending.ts";
import { letOut } from "../exits/letOut.ts";
import type { Ask } from "../maker.ts";
import type { Memory } from "../memory.ts";
import { balanceOf, type Scene } from "../scene.ts";
import { moveClaim, offerLiquidity } from "./liquidity.ts";
import { gift, outflowOf } from "./money.ts";
import { founding, reopening, rotation, treasury } from "./validators.ts";

/** Payments in one proof. */
const MOST_PROVEN = 16;
const validator = (hot: Hex) => walletOf(hot);

/** Hot keys of the set that counts. */
export const hotsOf = (state: Scene["state"]): Hex[] => state.validators.get(0)!.members.map(({ hot }) => hot);

export class Vaults {
  readonly archive = new Archive();
  readonly #endings: ReadonlyMap<number, Ending>;
  #chains: ReadonlyMap<number, Chain> | null = null;

  constructor(dice: Dice, leaves: readonly Leaving[]) {
    this.#endings = new Map(leaves.map((plan) => [plan.vaultId, new Ending(dice.fork(`${plan.vaultId}`), plan)]));
  }

  /** What is said of vaults in a block; before there are any, governance lists them. */
  asks(scene: Scene, memory: Memory): Ask[] {
    if (scene.state.vaults.size === 0) return founding(scene, memory);
    this.#chains ??= new Map(VAULTS.map((spec) => [spec.vaultId, this.#chainOf(spec, scene.house)]));
    const asks: Ask[] = [];
    for (const [vaultId, chain] of this.#chains) {
      const row = scene.state.vaults.get(vaultId)!; // all are listed at once
      this.#live(scene, chain);
      asks.push(...this.#headers(scene, chain, row), ...this.#proofs(scene, chain, row));
    }
    if (scene.dice.chance(0.5)) asks.push(...withdrawal(scene));
    for (const maker of [offerLiquidity, moveClaim]) {
      const ask = scene.dice.chance(0.4) ? maker(scene, memory) : null;
      if (ask !== null) asks.push(ask);
    }
    if (this.#endings.size > 0) asks.push(...treasury(scene, memory));
    return [...asks, ...signatures(scene), ...reopening(scene, memory), ...rotation(scene, memory)];
  }

  #chainOf(spec: (typeof VAULTS)[number], house: Hex): Chain {
    const chain = chainOf(spec, house);
    chain.ending = this.#endings.get(spec.vaultId) ?? null;
    return chain;
  }

  /** What somebody proves of what the house has accepted. */
  #proofs(scene: Scene, chain: Chain, row: VaultRow): Ask[] {
    const { ending } = chain;
    const { archive } = this;
    const known = knownOf(scene, chain);
    const leaving = ending === null ? [] : exitAsks(scene, { chain, ending, archive }, known);
    const relayed = leaving.map((command) => ({ command, signer: validator(scene.dice.pick(hotsOf(scene.state))) }));
    return [...proofs(scene, chain, row, known), ...relayed];
  }

  /** What happens on the chain itself. */
  #live(scene: Scene, chain: Chain): void {
    const { dice, state } = scene;
    chain.ending?.live(chain, state, this.archive);
    if (chain.isInExit) return;
    if (chain.ending !== null && dice.chance(0.05)) letOut(scene, chain);
    const isYoung = chain.entries < 24;
    if (dice.chance(isYoung ? 1 : 0.4)) for (let count = dice.int(1, 3); count > 0; count--) enter(scene, chain);
    if (dice.chance(0.3))
      for (const row of state.outbox.values())
        if (row.vaultId === chain.spec.vaultId && row.payment !== null && dice.chance(0.6))
          if (chain.ending?.mayPay(row) ?? true) chain.pay(row);
    const { next, hotHash } = state.validators.get(0)!;
    if (next === null) chain.signedBy(hotHash);
    else if (next.completeAtMs > 0 && dice.chance(0.1)) chain.signedBy(next.hotHash);
    if (!dice.chance(0.02)) return;
    const { token } = dice.pick(PLACES.filter(({ vaultId }) => vaultId === chain.spec.vaultId));
    const isShort = dice.chance(0.3);
    const isFrozen = !isShort && dice.chance(0.2);
    const shortfall = isShort ? (chain.heldOf(token) * BigInt(dice.int(1, 40))) / 1_000n : 0n;
    chain.impair(token, shortfall, isFrozen ? BigInt(Math.floor(scene.timeMs / 1_000)) : 0n);
  }

  /** A block that most validators attest; now and then one of them says something else. */
  #headers({ dice, timeMs, state }: Scene, chain: Chain, { headerNumber, isGated }: VaultRow): Ask[] {
    if (isGated || !dice.chance(0.35)) return [];
    const header = chain.mine(headerNumber, Math.floor(timeMs / 1_000));
    return hotsOf(state)
      .filter(() => dice.chance(0.93))
      .map((hot) => {
        const command = dice.chance(0.01) ? { ...header, stateRoot: header.blockHash } : header;
        return { command, signer: validator(hot) };
      });
  }
}

const chainOf = (spec: (typeof VAULTS)[number], house: Hex): Chain =>
  new Chain(
    spec,
    house,
    PLACES.filter(({ vaultId }) => vaultId === spec.vaultId).map(({ token }) => token),
  );

/** An entry of an inbox: money for an account, rarely for nobody or a stranger; or what an owner asks for. */
function enter(scene: Scene, chain: Chain): void {
  const { dice } = scene;
  const mine = PLACES.filter(({ vaultId }) => vaultId === chain.spec.vaultId);
  const candidates = [scene.trader(), scene.trader(), scene.trader()].filter((account) => account !== undefined);
  candidates.sort((left, right) => Number(scene.cashOf(left) - scene.cashOf(right)));
  const account = dice.chance(0.15) ? scene.state.accounts.get(dice.int(1, 4)) : candidates[0];
  if (account === undefined || dice.chance(0.04)) {
    newcomer(scene, chain);
    return;
  }
  const { owner, ownerChain, segmentId, accountId } = account;
  const whose = { owner, ownerChain: BigInt(ownerChain), segmentId, accountId, sender: owner };
  if (dice.chance(0.12)) {
    request(scene, chain, account);
    return;
  }
  const { assetId, amountAtoms } = gift(scene, account);
  const place = mine.find((each) => each.assetId === assetId) ?? dice.pick(mine);
  const sender = dice.chance(0.1) ? address(0x300 + dice.int(0, 3)) : owner;
  const spoilt = dice.weighted([
    [40, {}],
    [1, { accountId: 4_000 }],
    [1, { segmentId: 9 }],
    [1, { owner: address(0x300) }],
    [1, { amountAtoms: atoms(0n) }],
    [1, { amountAtoms: atoms(1n) }],
    [0.5, { amountAtoms: atoms(2n ** 90n) }],
  ]);
  const entry = { ...whose, sender, token: place.token, amountAtoms, ...spoilt };
  // A chain has no more of a token than there is.
  if (entry.amountAtoms < 2n ** 95n) chain.enter(entry);
}

/** Whoever has no account yet: a key's owner, or a contract of the chain. */
function newcomer({ dice, state }: Scene, chain: Chain): void {
  const { token } = dice.pick(PLACES.filter(({ vaultId }) => vaultId === chain.spec.vaultId));
  const isContract = dice.chance(0.1);
  if (state.accounts.size > 30 && !dice.chance(0.1)) return;
  const owner = isContract ? address(0x200 + dice.int(0, 3)) : dice.pick(OWNERS);
  const ownerChain = BigInt(isContract ? dice.pick([chain.spec.chainId, 77]) : 0);
  const amountAtoms = dice.pick([units(5_000), atoms(1n), atoms(10n ** 8n)]);
  const data = dice.chance(0.3) ? keyOf(dice.int(1, 24)) : "0x";
  chain.enter({ owner, ownerChain, accountId: 0, segmentId: 1, token, amountAtoms, data });
}

const keyOf = (n: number): Hex =>
  bytesToHex(
    encode(InboxKey, {
      key: sessionSigner(n),
      scopes: 7,
      tradeNotionalAtoms: units(100_000),
      totalNotionalAtoms: units(1_000_000),
      venueIds: [],
      reduceOnly: false,
      validUntilMs: 1_760_054_400_000 + 6 * HOUR_MS,
    }),
  );

function request(scene: Scene, chain: Chain, account: AccountRow): void {
  const { dice } = scene;
  const { owner, ownerChain, segmentId, accountId } = account;
  const kind = dice.weighted([
    [6, InboxKind.withdraw],
    [2, InboxKind.key],
    [0.3, InboxKind.windDown],
    [0.2, 9],
  ]);
  const place = dice.pick(PLACES.filter(({ vaultId }) => vaultId === chain.spec.vaultId));
  const amountAtoms = atoms((balanceOf(account, place.assetId) * BigInt(dice.int(0, 110))) / 100n);
  const { chainId } = chain.spec;
  const asked = () => encode(InboxWithdrawal, { assetId: place.assetId, amountAtoms, chainId, recipient: owner });
  const data =
    kind === InboxKind.withdraw ? bytesToHex(asked()) : kind === InboxKind.key ? keyOf(dice.int(1, 24)) : "0x";
  const sender = dice.chance(0.03) ? address(0x300) : owner;
  const nothing = { token: address(0), amountAtoms: atoms(0n) };
  chain.enter({ kind, owner, ownerChain: BigInt(ownerChain), segmentId, accountId, sender, data, ...nothing });
}

/** Blocks that the house has accepted, the newest first; rarely another. */
const knownOf = ({ dice, state }: Scene, chain: Chain): Block[] =>
  chain.blocks.filter(({ header }) => {
    const accepted = state.headers.get(`${header.chainId}/${header.number}`);
    return accepted?.stateRoot === header.stateRoot || dice.chance(0.02);
  });

/** What is proven of one of them. */
// wide: the scene, whose chain it is, and what the house has of both
function proofs(scene: Scene, chain: Chain, row: VaultRow, known: readonly Block[]): Ask[] {
  const { dice, state } = scene;
  const [block] = dice.chance(0.1) ? [...known].reverse() : known;
  if (block === undefined || row.isGated) return [];
  const says: Command[] = [];
  const first = Number(row.inboxCount);
  if (dice.chance(0.7) && block.entries > first)
    says.push(block.prove(first, Math.min(block.entries, (Math.floor(first / 64) + 1) * 64)));
  if (dice.chance(0.4)) says.push(...payments(scene, chain, block));
  if (dice.chance(0.15)) says.push(impairment(scene, chain, block));
  if (state.validators.get(0)!.next !== null && dice.chance(0.2)) says.push(block.signers());
  return says.map((command) => ({ command, signer: validator(dice.pick(hotsOf(state))) }));
}

const placeOfBlock = ({ header: { number, stateRoot }, accountProof }: Block, { spec }: Chain) => ({
  accountId: 0,
  vaultId: spec.vaultId,
  vault: spec.vault,
  number,
  stateRoot,
  accountProof,
});

function payments({ dice, state }: Scene, chain: Chain, block: Block): Command[] {
  const released = [...state.outbox.values()]
    .filter((row) => row.vaultId === chain.spec.vaultId && row.payment !== null && row.paidHeight === 0)
    .filter((row) => hasPaid(block, row) || dice.chance(0.01))
    .slice(0, MOST_PROVEN);
  if (released.length === 0) return [];
  const numbers = [...new Set(released.map(({ payment }) => paidWord(payment!.nonce)))];
  const words = numbers.map((word) => ({ word, nodes: block.show(vaultSlots.paid(word)) }));
  const withdrawalIds = released.map(({ withdrawalId }) => withdrawalId);
  return [{ type: "ProvePayment", ...placeOfBlock(block, chain), words, withdrawalIds }];
}

function impairment({ dice }: Scene, chain: Chain, block: Block): Command {
  const { assetId, token } = dice.pick(PLACES.filter(({ vaultId }) => vaultId === chain.spec.vaultId));
  const heldProof = block.show(vaultSlots.tokenHeld(token));
  const healthProof = block.show(vaultSlots.tokenHealth(token));
  return { type: "ProveImpairment", ...placeOfBlock(block, chain), assetId, token, heldProof, healthProof };
}

/** Signatures of checkpoints, most of them true; said again at times. */
function signatures({ dice, state }: Scene): Ask[] {
  const open = [...state.checkpoints.values()].filter(({ isSigned }) => !isSigned || dice.chance(0.01)).slice(-3);
  return open.flatMap(({ epoch, digest }) =>
    hotsOf(state)
      .filter(() => dice.chance(0.2))
      .map((key) => {
        const signature = toySignature(digest, walletOf(dice.chance(0.02) ? address(1) : key));
        const command = { type: "SignCheckpoint", epoch, digest, key, signature } as const;
        return { command, signer: validator(key) };
      }),
  );
}

/** Somebody takes money out of a vault, or takes a withdrawal back that waits; now and then of another chain or another's. */
function withdrawal(scene: Scene): Ask[] {
  const { dice, state } = scene;
  const waiting = [...state.outbox.values()].filter(({ accountId, payment }) => accountId !== 0 && payment === null);
  if (waiting.length > 0 && dice.chance(0.25)) return [cancellation(scene, dice.pick(waiting))];
  const account = dice.chance(0.05) ? state.accounts.get(dice.int(1, 4)) : scene.trader();
  if (account === undefined) return [];
  const assetId = dice.pick(COLLATERAL[account.segmentId]!);
  const vaultId = placeOf(assetId)?.vaultId ?? 1;
  const { chainId } = VAULTS.find((spec) => spec.vaultId === vaultId)!;
  const { accountId } = account;
  const amountAtoms = outflowOf(scene, account, assetId);
  const recipient = dice.chance(0.02) ? address(0) : account.owner;
  const command = { type: "WithdrawCollateral", accountId, assetId, amountAtoms, chainId, recipient } as const;
  return [{ command, signer: scene.signerFor(account) }];
}

function cancellation(scene: Scene, { withdrawalId, accountId }: OutboxRow): Ask {
  const account = scene.state.accounts.get(accountId)!; // whoever withdrew stays
  return { command: { type: "CancelWithdrawal", accountId, withdrawalId }, signer: scene.signerFor(account) };
}
