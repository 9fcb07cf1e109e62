/**
 * What each event of custody writes.
 *
 * @module
 */
import type { EventType } from "@novate/codec";
import { evolveClaimCountOpened, evolveClaimsForgotten, evolveClaimsFrozen } from "../checkpoint/advanceCount.ts";
import { evolveCheckpointSignatureAdded, evolveCheckpointSigned } from "../checkpoint/signCheckpoint.ts";
import { evolveCheckpointStruck, evolvePaymentForgotten } from "../checkpoint/strikeCheckpoint.ts";
import type { Evolve, Evolvers } from "../command/evolver.ts";
import { exitKey } from "../state/keys.ts";
import { evolveHeaderVoted } from "./attestHeader.ts";
import { evolveWithdrawalCancelled } from "./cancelWithdrawal.ts";
import { evolveWithdrawalPaid } from "./confirmWithdrawals.ts";
import { evolveDepositCredited } from "./creditDeposit.ts";
import { evolveVoidsForgotten } from "./forgetVoids.ts";
import { evolveWithdrawalGranted, evolveWithdrawalReleased } from "./grantWithdrawal.ts";
import { evolveChainContradicted, evolveHeaderAccepted } from "./headers.ts";
import { evolveInboxAdvanced, evolveInboxCredited, evolveInboxKept } from "./inbox.ts";
import { evolveClaimMoved } from "./moveClaim.ts";
import { evolveLiquidityOffered, evolveLiquidityWithdrawn } from "./offerLiquidity.ts";
import { evolveVaultExitShown } from "./proveExit.ts";
import { evolveHotSetShown } from "./proveHotSet.ts";
import { evolveAssetImpaired } from "./proveImpairment.ts";
import { evolveInboxRewritten } from "./proveRewrite.ts";
import { evolveQueueTurned } from "./queue.ts";
import { evolveValidatorsRotated } from "./rotateValidators.ts";
import { evolveInboxReturned } from "./sendBack.ts";
import { evolveRotationSigned } from "./signRotation.ts";
import { evolveWithdrawalsTakenBack } from "./takeBackAll.ts";
import { evolveInboxUnplaced, evolveUnplacedFound } from "./unplaced.ts";
import { evolveWithdrawalQueued } from "./withdrawCollateral.ts";

const evolveExitForgotten: Evolve<"ExitForgotten"> = (state, { accountId, assetId }) =>
  state.exits.delete(exitKey(accountId, assetId));

export const custodyEvolvers = {
  DepositCredited: evolveDepositCredited,
  WithdrawalQueued: evolveWithdrawalQueued,
  WithdrawalGranted: evolveWithdrawalGranted,
  WithdrawalReleased: evolveWithdrawalReleased,
  WithdrawalCancelled: evolveWithdrawalCancelled,
  WithdrawalsTakenBack: evolveWithdrawalsTakenBack,
  VoidsForgotten: evolveVoidsForgotten,
  QueueTurned: evolveQueueTurned,
  ClaimCountOpened: evolveClaimCountOpened,
  ClaimsFrozen: evolveClaimsFrozen,
  ClaimsForgotten: evolveClaimsForgotten,
  CheckpointStruck: evolveCheckpointStruck,
  CheckpointSignatureAdded: evolveCheckpointSignatureAdded,
  CheckpointSigned: evolveCheckpointSigned,
  PaymentForgotten: evolvePaymentForgotten,
  AssetImpaired: evolveAssetImpaired,
  LiquidityOffered: evolveLiquidityOffered,
  LiquidityWithdrawn: evolveLiquidityWithdrawn,
  ClaimMoved: evolveClaimMoved,
  WithdrawalPaid: evolveWithdrawalPaid,
  ExitForgotten: evolveExitForgotten,
  RotationSigned: evolveRotationSigned,
  ValidatorsRotated: evolveValidatorsRotated,
  HeaderVoted: evolveHeaderVoted,
  HeaderAccepted: evolveHeaderAccepted,
  ChainContradicted: evolveChainContradicted,
  InboxAdvanced: evolveInboxAdvanced,
  InboxRewritten: evolveInboxRewritten,
  HotSetShown: evolveHotSetShown,
  VaultExitShown: evolveVaultExitShown,
  InboxCredited: evolveInboxCredited,
  InboxKept: evolveInboxKept,
  InboxReturned: evolveInboxReturned,
  InboxUnplaced: evolveInboxUnplaced,
  UnplacedFound: evolveUnplacedFound,
} satisfies Partial<Evolvers<EventType>>;
