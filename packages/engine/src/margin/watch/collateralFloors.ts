/**
 * How far collateral may fall before a certificate that counts on it ends (MARG-088).
 *
 * Each asset of a segment has a floor, a part of its value after haircut. Certificates count the asset at its floor, so
 * they stand until the value is below it, whatever moved it: a price, a haircut, or a price that is missing. The floor
 * follows the value up, which only ends certificates sooner, and comes down when those that count on it are taken away.
 *
 * @module
 */
import type { AccountRow } from "@novate/codec";
import { atoms, divDown, mulPpmDown, ppm } from "@novate/num";
import { balanceValueAtoms } from "../../collateral/value.ts";
import { collateralKey } from "../../state/keys.ts";
import { houseOf, mustGet, type StateView } from "../../state/state.ts";
import type { Key } from "../../state/table.ts";

/** The value of so many atoms stands for that of all amounts: rounding down keeps it on the safe side. */
const SAMPLE_ATOMS = atoms(10n ** 18n);
/** A floor is nine tenths of the value: what a bad day may take without anybody being looked at again. */
const FLOOR = ppm(900_000n);

interface Floor {
  /** Settlement atoms that {@link SAMPLE_ATOMS} are counted at. */
  valueAtoms: bigint;
  /** Accounts whose certificates count on it, and some that do so no more. */
  readonly accounts: Set<number>;
}

export class CollateralFloors {
  readonly #floors = new Map<Key, Floor>();

  /** Holds every asset against its floor; returns the accounts whose certificates end. Work: the listed collaterals. */
  advance(state: StateView): number[] {
    const { timeMs } = houseOf(state);
    const ended: number[] = [];
    for (const { spec } of state.collaterals.values()) {
      const { segmentId, assetId } = spec;
      const valueAtoms = balanceValueAtoms(state, mustGet(state.segments, segmentId), assetId, SAMPLE_ATOMS, timeMs);
      const floor = this.#floorOf(collateralKey(segmentId, assetId));
      const below = mulPpmDown(valueAtoms, FLOOR);
      if (valueAtoms < floor.valueAtoms) {
        ended.push(...floor.accounts);
        floor.accounts.clear();
        floor.valueAtoms = below;
      } else if (below > floor.valueAtoms) floor.valueAtoms = below;
    }
    return ended;
  }

  /** The least that these balances, all of zero or more, are worth while the account's certificate stands. */
  countOn({ accountId, segmentId }: AccountRow, balances: AccountRow["balances"]): bigint {
    let sum = 0n;
    for (const { assetId, amountAtoms } of balances) {
      const floor = this.#floorOf(collateralKey(segmentId, assetId));
      floor.accounts.add(accountId);
      sum += divDown(amountAtoms * floor.valueAtoms, SAMPLE_ATOMS);
    }
    return sum;
  }

  #floorOf(key: Key): Floor {
    let floor = this.#floors.get(key);
    if (floor === undefined) {
      floor = { valueAtoms: 0n, accounts: new Set() };
      this.#floors.set(key, floor);
    }
    return floor;
  }
}
