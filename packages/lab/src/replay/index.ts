/**
 * Crises played again: a tape, a population, a house.
 *
 * @module
 */
export { type ReplayVault, type StartChain, startVaults } from "./custody/chains.ts";
export { type Crew, createCrew } from "./custody/crew.ts";
export { createCustody, listingOf } from "./custody/custody.ts";
export { type CustodyReport, withCustody } from "./custody/vaultedReplay.ts";
export { createEngineHost, type Preparer } from "./host/engineHost.ts";
export type { ReplayHost } from "./host/host.ts";
export { createResumingHost } from "./host/resumingHost.ts";
export { createSoloHost, createTapeClock, type TapeClock } from "./host/soloHost.ts";
export { DEVELOPMENT_SEED, developmentGenesis, developmentPlan, FOUNDED_MS } from "./house/development.ts";
export { type HouseKeys, hotSecretOf, houseKeys } from "./house/keys.ts";
export { assetIdOf, SEGMENT_ID } from "./house/plan.ts";
export { type Player, type PlayHouse, playHouse } from "./house/playHouse.ts";
export { type MarketPulse, type Pulse, readPulse } from "./pulse.ts";
export { type ReplayOptions, replayTape } from "./replayTape.ts";
export { clock, money, price } from "./report/format.ts";
export { reportToJson } from "./report/json.ts";
export { reportToPage } from "./report/page.ts";
export { createReport, type ReplayReport } from "./report/report.ts";
export { type BlockListener, type Custody, runReplay } from "./runReplay.ts";
export { createScene, type Scene, type SceneOptions } from "./scene.ts";
export { createTally, type Tally } from "./tally/tally.ts";
export { cutTape, type Window } from "./window.ts";
