/**
 * A house with vaults on two chains that lives in memory: its engine strikes checkpoints, attestors sign them, relayers bring them, and
 * every account's leaf of each stays at hand. It goes on after its vaults were left on a copy of the chains.
 *
 * @module
 */
import { type LocalChain, type LocalChainOptions, vaultCalls } from "@novate/chains";
import { bytesToHex, encode, type Hex, InboxKey, InboxKind, KeyScope } from "@novate/codec";
import { type ClaimsTree, Engine, exitHeadOf } from "@novate/engine";
import { ExitBook } from "@novate/evm";
import {
  assetIdOf,
  type Crew,
  createCrew,
  createCustody,
  createEngineHost,
  createScene,
  cutTape,
  loadTape,
  type ReplayHost,
  type ReplayVault,
  runReplay,
  type Scene,
  SEGMENT_ID,
  startVaults,
} from "@novate/lab";
import { Admission } from "@novate/node";
import { atoms, MINUTE_MS, SECOND_MS } from "@novate/num";
import { createOwnerKey, deriveSecret, type OwnerKey } from "@novate/sdk";
import { asSender } from "./impersonate.fixture.ts";
import { type Play, withJumps } from "./leavableHouse.fixture.ts";

const EPOCH_MS = 10 * MINUTE_MS;
const COIN = 100_000_000n;

/** A contract that owns an account: nobody has its key. Its own call is the only one that asks anything for it. */
export interface ContractOwner {
  readonly address: Hex;
  readonly vault: ReplayVault;
  /** Whom it named to be paid anywhere; null: nobody, so that it is paid on its own chain alone. */
  readonly named: OwnerKey | null;
}

export class MemoryHouse {
  readonly scene: Scene;
  readonly vaults: readonly ReplayVault[];
  readonly contracts: readonly ContractOwner[];
  readonly engine: Engine;
  readonly #host: ReplayHost;
  readonly #crew: Crew;
  readonly #custody: ReturnType<typeof createCustody>;
  readonly #trees = new Map<number, ClaimsTree>();
  readonly #books = new Map<number, ExitBook>();
  #nowMs = 0;

  private constructor(scene: Scene, vaults: readonly ReplayVault[], crew: Crew) {
    this.scene = scene;
    this.vaults = vaults;
    this.engine = Engine.create(scene.genesis).engine;
    const inner = createEngineHost(this.engine, new Admission({ threads: 0 }));
    this.#host = {
      read: (query) => inner.read(query),
      apply: async (timeMs, transactions) => {
        const result = await inner.apply(timeMs, transactions);
        for (const event of result.events)
          if (event.type === "CheckpointStruck")
            this.#trees.set(event.checkpoint.epoch, this.engine.house.derived.claims.tree);
        return result;
      },
    };
    this.#crew = crew;
    this.#custody = createCustody({ scene, host: this.#host, vaults, crew });
    const [first, second] = vaults as [ReplayVault, ReplayVault];
    this.contracts = [
      { address: `0x${"c1".repeat(20)}`, vault: first, named: null },
      { address: `0x${"c2".repeat(20)}`, vault: second, named: createOwnerKey(deriveSecret("exit", "named")) },
    ];
  }

  static async start(
    play: Play,
    start: (options: LocalChainOptions) => Promise<LocalChain>,
    seed: number,
  ): Promise<MemoryHouse> {
    const tape = withJumps(cutTape(await loadTape("2025-10-10"), play.window), play);
    const scene = createScene({ seed, tape, counts: play.counts, isVaulted: true });
    const vaults = await startVaults(scene, scene.validators!, start);
    const crew = await createCrew(vaults, scene.validators!, scene.sender, () => {});
    const house = new MemoryHouse(scene, vaults, crew);
    const custody = { ...house.#custody, close: () => Promise.resolve() };
    await runReplay(scene, house.#host, () => {}, undefined, custody);
    house.#nowMs = scene.tape.steps.at(-1)!.timeMs + 2 * SECOND_MS;
    await house.#openContracts();
    return house;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** What a member has of a token of the plan. */
  balanceOf(accountId: number, symbol: string): bigint {
    const assetId = assetIdOf(this.scene.plan, symbol);
    const { balances } = this.engine.state.accounts.get(accountId)!;
    return balances.find((one) => one.assetId === assetId)?.amountAtoms ?? 0n;
  }

  /** A member pays in; the house hears of it with the next epoch. */
  deposit(place: number, symbol: string, amountAtoms: bigint): void {
    const { all } = this.scene.members;
    this.#custody.deposit(all[place % all.length]!, symbol, amountAtoms);
  }

  /** A member asks for some of what it has; whether the house takes it. */
  async withdraw(place: number, vault: ReplayVault, symbol: string, amountAtoms: bigint): Promise<boolean> {
    const { members, sender, plan } = this.scene;
    const { accountId, owner } = members.all[place % members.all.length]!;
    const asked = { accountId, assetId: assetIdOf(plan, symbol), amountAtoms: atoms(amountAtoms) };
    const goes = { chainId: vault.plan.chainId, recipient: owner.address };
    this.#nowMs += SECOND_MS;
    const command = { type: "WithdrawCollateral", ...asked, ...goes } as const;
    const { receipts } = await this.#host.apply(this.#nowMs, [sender.sign(owner, command, this.#nowMs)]);
    return receipts[0]!.refusal === null;
  }

  /** The next epoch, struck, signed and brought to each vault; chains come along. */
  async nextEpoch(): Promise<ExitBook> {
    const last = this.scene.tape.steps.at(-1)!;
    const untilMs = (Math.floor(this.#nowMs / EPOCH_MS) + 1) * EPOCH_MS + 2 * SECOND_MS;
    while (this.#nowMs < untilMs) {
      this.#nowMs = Math.min(untilMs, this.#nowMs + 2 * MINUTE_MS);
      await this.#host.apply(this.#nowMs, this.scene.publishers.publish({ ...last, timeMs: this.#nowMs }));
    }
    await this.#settle();
    const newest = [...this.engine.state.checkpoints.values()].at(-1)!;
    if (!newest.isSigned) throw new Error(`checkpoint ${newest.epoch} is not signed`);
    for (const epoch of this.#trees.keys()) this.#remember(epoch);
    return this.book(newest.epoch);
  }

  /** Everybody's leaves of a signed epoch. */
  book(epoch: number): ExitBook {
    const book = this.#books.get(epoch);
    if (book === undefined) throw new Error(`no book of epoch ${epoch}`);
    return book;
  }

  async stop(): Promise<void> {
    await this.#crew.stop();
    await Promise.all(this.vaults.map(({ chain }) => chain.stop()));
  }

  #remember(epoch: number): void {
    const row = this.engine.state.checkpoints.get(epoch);
    if (row === undefined || !row.isSigned || this.#books.has(epoch)) return;
    const { houseId, state } = this.engine;
    const validators = state.validators.values().next().value ?? null;
    const rows = { house: houseId, validators, rotations: state.rotations.values(), outbox: state.outbox.values() };
    const book = new ExitBook(exitHeadOf(rows, row)!, this.#trees.get(epoch)!);
    const fault = book.fault();
    if (fault !== null) throw new Error(`epoch ${epoch}: ${fault}`);
    this.#books.set(epoch, book);
  }

  async #settle(): Promise<void> {
    await this.#custody.settle(this.#nowMs + 1, (timeMs, transactions) => {
      this.#nowMs = timeMs;
      return this.#host.apply(timeMs, transactions);
    });
  }

  /** Contracts are paid for, by whomever, at both vaults; one of them says who is paid for it anywhere. */
  async #openContracts(): Promise<void> {
    const idOf = ({ address }: ContractOwner): number =>
      [...this.engine.state.accounts.values()].find(({ owner }) => owner === address)?.accountId ?? 0;
    for (let round = 0; round < 2; round++) {
      for (const contract of this.contracts) {
        const target = {
          ownerChain: BigInt(contract.vault.plan.chainId),
          owner: contract.address,
          segmentId: SEGMENT_ID,
          accountId: idOf(contract),
        };
        for (const { plan, where, payer } of round === 0 ? [contract.vault] : this.vaults)
          for (const symbol of plan.assets) {
            const token = where.tokens.get(symbol)!;
            await payer.send(
              vaultCalls.fund(token, where.vault, [target], [symbol === "USDC" ? 9_000n * 1_000_000n : COIN]),
            );
          }
        if (round === 0 || contract.named === null) continue;
        const key = { scheme: contract.named.signer.scheme, key: contract.named.signer.key };
        const limits = {
          tradeNotionalAtoms: atoms(0n),
          totalNotionalAtoms: atoms(0n),
          venueIds: [],
          reduceOnly: false,
        };
        const data = bytesToHex(
          encode(InboxKey, { key, scopes: KeyScope.exit, ...limits, validUntilMs: this.#nowMs + 10 ** 10 }),
        );
        const call = vaultCalls.request(contract.vault.where.vault, InboxKind.key, target, data);
        await asSender(contract.vault.chain, contract.address, call);
      }
      await this.nextEpoch();
    }
  }
}
