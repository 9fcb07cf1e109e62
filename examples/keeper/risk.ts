/**
 * Who is close to default management, and what a backstop would need to take them over: the decision alone.
 *
 * @module
 */

/** An account as far as the keeper looks at it, in atoms of the settlement asset. */
export interface Watched {
  readonly accountId: number;
  /** Its equity, where prices hurt it most. */
  readonly equityAtoms: bigint;
  readonly initialAtoms: bigint;
  readonly maintenanceAtoms: bigint;
}

/** What the keeper holds to. */
export interface Policy {
  /** An account counts as close below so much of its maintenance margin, in hundredths: 150 is one and a half times. */
  readonly closePercent: bigint;
  /** What the backstop has to spare for each atom of initial margin of those who are close, in hundredths. */
  readonly coverPercent: bigint;
  /** What it never has less to spare than. */
  readonly leastAtoms: bigint;
}

export const isClose = ({ equityAtoms, maintenanceAtoms }: Watched, { closePercent }: Policy): boolean =>
  maintenanceAtoms > 0n && equityAtoms * 100n < maintenanceAtoms * closePercent;

/** What a backstop has beyond its own initial margin: it takes over no more than that carries (LIQ-006). */
const spareOf = ({ equityAtoms, initialAtoms }: Watched): bigint => equityAtoms - initialAtoms;

/** How much the reserve is to bring; 0 for nothing. */
export function wantedOf(backstop: Watched, reserve: Watched, others: readonly Watched[], policy: Policy): bigint {
  const margin = others.filter((one) => isClose(one, policy)).reduce((sum, one) => sum + one.initialAtoms, 0n);
  const cover = (margin * policy.coverPercent) / 100n;
  const target = cover > policy.leastAtoms ? cover : policy.leastAtoms;
  const missing = target - spareOf(backstop);
  const available = spareOf(reserve);
  const amount = missing < available ? missing : available;
  return amount > 0n ? amount : 0n;
}
