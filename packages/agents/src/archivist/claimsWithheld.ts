/**
 * A reason to challenge a checkpoint while it is pending.
 *
 * @module
 */

/** The leaves of a signed checkpoint are not those that it was signed with, or not to be had. */
export class ClaimsWithheld extends Error {
  override readonly name = "ClaimsWithheld";

  constructor(epoch: number) {
    super(`ClaimsWithheld: what is told of epoch ${epoch} does not hash to the root that was signed`);
  }
}
