/**
 * A vault's way into exit as its chain has it: the checkpoint in force, a request that may be cancelled, the exit, and all that it pays then.
 *
 * @module
 */
import { type ExitClaim, ExitPhase, type Hex, type InboxItem, InboxKind, type OutboxRow } from "@novate/codec";
import type { StateView } from "@novate/engine";
import { payableAtoms, uintWord, vaultSlots } from "@novate/evm";
import { check, checkEqual } from "../../auditor/failure.ts";
import type { Dice } from "../../dice.ts";
import type { Leaving } from "../../world/variety.ts";
import { PLACES } from "../../world/vaults.ts";
import type { Archive, Kept } from "./archive.ts";

/** The vault's books on its chain. */
interface Books {
  readonly spec: { readonly chainId: number };
  readonly items: readonly InboxItem[];
  heldOf(token: Hex): bigint;
  hasPaid(nonce: bigint): boolean;
}

/** What the vault pays of an asset: claims, and deposits by index. */
interface Pays {
  readonly claims: bigint;
  readonly refunds: readonly { readonly index: bigint; readonly amount: bigint }[];
}

export class Ending {
  readonly #dice: Dice;
  readonly #plan: Leaving;
  #phase: number = ExitPhase.none;
  #blocks = 0;
  #inForce: Kept | null = null;
  /** What is no root of claims, as stolen keys signed it. */
  #falseRoot: Hex | null = null;
  #falseCount = 0n;
  readonly #pays = new Map<number, Pays>();
  #isChecked = false;

  constructor(dice: Dice, plan: Leaving) {
    this.#dice = dice;
    this.#plan = plan;
  }

  get phase(): number {
    return this.#phase;
  }

  /** By which the vault pays. */
  get inForce(): Kept | null {
    return this.#inForce;
  }

  /** Before exit too a vault pays what the checkpoint in force has, and nothing else. */
  mayPay({ payment }: OutboxRow): boolean {
    const { vaultId } = this.#plan;
    const payments = this.#inForce?.head.payments ?? [];
    return payments.some((each) => each.vaultId === vaultId && each.nonce === payment?.nonce);
  }

  get heardCount(): bigint {
    const { vaultId } = this.#plan;
    return this.#inForce?.row.sections.find((section) => section.vaultId === vaultId)?.inboxCount ?? 0n;
  }

  /** A block of the house has gone by. */
  live(chain: Books, state: StateView, archive: Archive): void {
    this.#blocks += 1;
    const dice = this.#dice;
    if (this.#phase === ExitPhase.exit) {
      this.#checkBooked(state);
      return;
    }
    const newest = archive.signed(state).at(-1);
    const mayAccept = newest?.row.sections.some(({ vaultId }) => vaultId === this.#plan.vaultId);
    if (newest !== undefined && mayAccept && dice.chance(0.1)) this.#inForce = newest;
    if (this.#blocks < this.#plan.afterBlocks) return;
    if (this.#phase === ExitPhase.none) {
      if (dice.chance(0.2)) this.#phase = ExitPhase.requested;
    } else if (dice.chance(0.05)) this.#phase = ExitPhase.none;
    else if (dice.chance(this.#inForce === null ? 0.01 : 0.15)) this.#begin(chain);
  }

  /** Words of the vault's storage; null where nothing stands. */
  *words(): Iterable<readonly [Hex, Hex | null]> {
    yield [vaultSlots.exit, this.#phase === ExitPhase.none ? null : uintWord(BigInt(this.#phase))];
    const row = this.#inForce?.row;
    if (row === undefined) return;
    yield [vaultSlots.checkpointInForce, uintWord(BigInt(row.epoch) | ((this.heardCount + this.#falseCount) << 64n))];
    yield [vaultSlots.claimsRoot, this.#falseRoot ?? row.claimsRoot];
    const { assetsRoot } = row.sections.find(({ vaultId }) => vaultId === this.#plan.vaultId)!;
    yield [vaultSlots.assetsRoot, assetsRoot];
  }

  #begin(chain: Books): void {
    this.#phase = ExitPhase.exit;
    if (this.#plan.lie === "root") this.#falseRoot = this.#inForce?.row.stateRoot ?? null;
    if (this.#plan.lie === "count") this.#falseCount = 1n;
    for (const { assetId, token } of PLACES.filter(({ vaultId }) => vaultId === this.#plan.vaultId)) {
      const refunds = chain.items.flatMap((item, place) => {
        const isBack = item.kind === InboxKind.deposit && item.token === token && BigInt(place) >= this.heardCount;
        return isBack ? [{ index: BigInt(place), amount: item.amountAtoms as bigint }] : [];
      });
      const { chainId } = chain.spec;
      const isPaidHere = ({ exitChain }: ExitClaim) => exitChain === 0 || exitChain === chainId; // EXIT-048
      this.#pays.set(assetId, { claims: this.#claimsOn(assetId, isPaidHere), refunds });
      this.#checkHeld(chain, assetId, token);
    }
  }

  #claimsOn(assetId: number, isCounted: (claim: ExitClaim) => boolean): bigint {
    if (this.#inForce === null) return 0n;
    const { row, claims } = this.#inForce;
    const rates = row.assets.find((asset) => asset.assetId === assetId)?.rates ?? [];
    let sum = 0n;
    for (const claim of claims.claims) {
      const rate = rates.find(({ segmentId }) => segmentId === claim.segmentId);
      if (isCounted(claim)) sum += payableAtoms(claim, assetId, rate);
    }
    return sum;
  }

  /** EXIT-042, INV-036: of each token there is what the vault owes, so that everybody is paid in full. */
  #checkHeld(chain: Books, assetId: number, token: Hex): void {
    const claims = this.#claimsOn(assetId, () => true);
    const { refunds } = this.#pays.get(assetId)!;
    const open = (this.#inForce?.head.payments ?? []).filter(
      (payment) => payment.vaultId === this.#plan.vaultId && payment.token === token && !chain.hasPaid(payment.nonce),
    );
    const queued = open.reduce((sum, { amountAtoms }) => sum + amountAtoms, 0n);
    const back = refunds.reduce((sum, { amount }) => sum + amount, 0n);
    const [owed, held] = [claims + queued + back, chain.heldOf(token)];
    check("EXIT-042", owed <= held, () => `in exit the vault owes ${owed} of asset ${assetId}, and holds ${held}`);
  }

  /** EXIT-111, EXIT-112: once the book is full, what the house booked is what the vault pays, to the atom. */
  #checkBooked(state: StateView): void {
    const { vaultId } = this.#plan;
    const book = state.exitBooks.get(vaultId);
    if (this.#isChecked || book === undefined || book.nextAccountId <= book.lastAccountId || !book.isRefunded) return;
    if (state.vaultExits.get(vaultId)!.isForeign) return;
    this.#isChecked = true;
    const heard = state.vaults.get(vaultId)!.inboxCount;
    for (const [assetId, { claims, refunds }] of this.#pays) {
      const { claimsAtoms, refundsAtoms } = state.exitAssets.get(assetId)!; // shown before anything is booked
      checkEqual("EXIT-111", claimsAtoms, claims, `claims on asset ${assetId} that were booked`);
      const back = refunds.filter(({ index }) => index < heard).reduce((sum, { amount }) => sum + amount, 0n);
      checkEqual("EXIT-112", refundsAtoms, back, `deposits of asset ${assetId} that were booked back`);
    }
  }
}
