export { createArchivist } from "./archivist/archivist.ts";
export { createAttestor } from "./attestor/attestor.ts";
export { openEpochMemory } from "./attestor/epochMemory.ts";
export { createBookkeeper } from "./bookkeeper/bookkeeper.ts";
export type { Anchor } from "./custody/anchor.ts";
export { askHouse } from "./custody/askHouse.ts";
export type { Duty, OnDoubt } from "./custody/duty.ts";
export { type Follower, followHouse } from "./custody/followHouse.ts";
export { type CustodyRows, custodyRowsOf, newestHeader } from "./custody/rows.ts";
export { runDuties } from "./custody/runDuties.ts";
export { createExitAlarms } from "./exit/alarms.ts";
export { createAnswerer } from "./exit/answerer.ts";
export type { BookArchive } from "./exit/archive.ts";
export { setsOfMost } from "./exit/firstUse.ts";
export { isLeft, type LeaveOptions, leave, vaultsOf } from "./exit/leave.ts";
export { exitMetrics } from "./exit/metrics.ts";
export { lookAhead, type VaultOutlook } from "./exit/outlook.ts";
export { kitsPaidBy } from "./exit/paidBy.ts";
export type { ExitPlace } from "./exit/place.ts";
export { type ExitSign, signText, timeText } from "./exit/signs.ts";
export { sparing } from "./exit/sparing.ts";
export type { ExitDeed, ExitPlaceOf, ExitStanding, ExitStep } from "./exit/step.ts";
export { ExitWatch } from "./exit/watch.ts";
export { type KeeperOptions, startKeeper } from "./keeper/keeper.ts";
export { type Means, spareOf, type TopUpPolicy, topUp } from "./keeper/topUp.ts";
export {
  type ObservationPolicy,
  type Observed,
  observePrint,
  type PublishedFeed,
  type SourceMemory,
  STANDARD_POLICY,
} from "./publisher/observe.ts";
export type { Print } from "./publisher/print.ts";
export {
  STANDARD_VOLATILITY,
  surfaceSlices,
  trackVolatility,
  type VolatilityMemory,
  type VolatilityPolicy,
} from "./publisher/volatility.ts";
export { createRelayer } from "./relayer/relayer.ts";
export { clearingAnswerOf } from "./venues/answer.ts";
export type { DepthLevel } from "./venues/orderBook/bookSide.ts";
export {
  type BestPrices,
  type NewOrder,
  OrderBook,
  type OrderRefusal,
  type Submitted,
  type TimeInForce,
} from "./venues/orderBook/orderBook.ts";
export { OrderBookVenue, type VenueSubmitted } from "./venues/orderBook/orderBookVenue.ts";
export {
  type Awarded,
  type NewQuote,
  type NewRequest,
  type OpenRequest,
  type Quoted,
  type QuoteRefusal,
  type QuoteSide,
  type Requested,
  type RequestRefusal,
  RfqDesk,
} from "./venues/rfq/rfqDesk.ts";
export type { ClearingAnswer, Match, MatchedOrder, Side, Venue } from "./venues/types.ts";
export { vaultMetrics } from "./watcher/metrics.ts";
export { isSound, type Reconciled, reconcile } from "./watcher/reconcile.ts";
export type { Stranger } from "./watcher/strangers.ts";
export { createWatcher } from "./watcher/watcher.ts";
