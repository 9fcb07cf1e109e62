/**
 * Takes a validator's word about a block; more than two thirds make it a header that proofs are measured by (CSTD-020 … CSTD-024).
 *
 * @module
 */
import type { CommandOf, HeaderRow, HeaderVoteRow, Hex, Validator, VaultRow } from "@novate/codec";
import { MINUTE_MS, SECOND_MS } from "@novate/num";
import { powerOf, totalPower, validatorOf, validatorSet } from "../account/validators.ts";
import type { Decide } from "../command/context.ts";
import { accept, refuse } from "../command/decision.ts";
import type { Evolve } from "../command/evolver.ts";
import { headerKey, headerVoteKey } from "../state/keys.ts";
import type { StateView } from "../state/state.ts";
import { vaultsOn } from "./chains.ts";

/** What a chain's clock may be ahead of the house's. */
const CLOCK_SKEW_MS = MINUTE_MS;

/** Numbers that one validator may have a vote on at a time. */
const VOTES_KEPT = 4;

export const decideAttestHeader: Decide<"AttestHeader"> = (state, command, context) => {
  const { chainId, number, timeSec } = command;

  const validator = validatorOf(state, context.signer);
  if (validator === undefined) return refuse("ValidatorRequired", { signer: context.signer });
  const [vault] = vaultsOn(state, chainId);
  if (vault === undefined) return refuse("ChainUnknown", { chainId: BigInt(chainId) });
  if (vault.isGated) return refuse("ChainGated", { chainId });
  const { headerStride } = vault.spec;
  if (number === 0n || number % BigInt(headerStride) !== 0n)
    return refuse("HeaderOffStride", { chainId, number, headerStride });
  const header = headerOf(command);
  const accepted = state.headers.get(headerKey(chainId, number));
  if (accepted === undefined && !isNewer(vault, header))
    return refuse("HeaderTooOld", { chainId, number, newestNumber: vault.headerNumber });
  const latestMs = context.timeMs + CLOCK_SKEW_MS;
  // The first comparison keeps the second one's product exact.
  if (timeSec > latestMs || timeSec * SECOND_MS > latestMs)
    return refuse("HeaderFromFuture", { chainId, timeSec, latestMs });
  if (accepted !== undefined && isSame(accepted, header)) return accept();
  if (votesOf(state, chainId, validator.hot).some((vote) => isSame(vote, header))) return accept();

  // From here on the vote counts.
  const voted = { type: "HeaderVoted", validator: validator.hot, header } as const;
  const { members } = validatorSet(state)!; // the signer is one of them
  if (accepted === undefined) {
    const power = powerFor(state, chainId, members, validator, (vote) => isSame(vote, header));
    return 3n * power > 2n * totalPower(members) ? accept(voted, { type: "HeaderAccepted", header }) : accept(voted);
  }
  const against = (vote: HeaderRow) => vote.number === number && !isSame(vote, accepted);
  const isContradicted = 3n * powerFor(state, chainId, members, validator, against) > totalPower(members);
  return isContradicted ? accept(voted, { type: "ChainContradicted", accepted, contradiction: header }) : accept(voted);
};

const headerOf = ({ chainId, number, timeSec, blockHash, stateRoot }: CommandOf<"AttestHeader">): HeaderRow => ({
  chainId,
  number,
  timeSec,
  blockHash,
  stateRoot,
});

/** Numbers rise, and with them time; a vault's own time is the listing's before its chain's first header. */
const isNewer = ({ headerNumber, headerTimeMs }: VaultRow, { number, timeSec }: HeaderRow): boolean =>
  number > headerNumber && (headerNumber === 0n || timeSec >= headerTimeMs / SECOND_MS);

const isSame = (left: HeaderRow, right: HeaderRow): boolean =>
  left.number === right.number &&
  left.timeSec === right.timeSec &&
  left.blockHash === right.blockHash &&
  left.stateRoot === right.stateRoot;

const votesOf = (state: StateView, chainId: number, validator: Hex): readonly HeaderRow[] =>
  state.headerVotes.get(headerVoteKey(chainId, validator))?.votes ?? [];

/** Power behind votes of a kind, the voter's own of now among them. Work: the members' votes. */
const powerFor = (
  state: StateView,
  chainId: number,
  members: readonly Validator[],
  voter: Validator,
  isCounted: (vote: HeaderRow) => boolean,
): bigint => powerOf(members, ({ hot }) => hot === voter.hot || votesOf(state, chainId, hot).some(isCounted));

/** A validator that says another thing of a number takes its word back; of old numbers the last four stand. */
export const evolveHeaderVoted: Evolve<"HeaderVoted"> = (state, { validator, header }) => {
  const { chainId, number } = header;
  const others = votesOf(state, chainId, validator).filter((vote) => vote.number !== number);
  const row: HeaderVoteRow = { chainId, validator, votes: [...others, header].slice(-VOTES_KEPT) };
  state.headerVotes.put(row);
};
