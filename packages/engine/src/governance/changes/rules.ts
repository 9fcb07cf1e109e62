/**
 * Every change's rule, by its type.
 *
 * @module
 */
import type { Change } from "@novate/codec";
import type { Fault } from "../../command/fault.ts";
import type { StateView, WritableState } from "../../state/state.ts";
import { createSegment } from "./createSegment.ts";
import { listAsset } from "./listAsset.ts";
import { listInstrument } from "./listInstrument.ts";
import { listUnderlying } from "./listUnderlying.ts";
import { listVault } from "./listVault.ts";
import { locateAsset } from "./locateAsset.ts";
import { registerFeed } from "./registerFeed.ts";
import { registerPublisher } from "./registerPublisher.ts";
import { registerVenue } from "./registerVenue.ts";
import { reopenChain } from "./reopenChain.ts";
import { replaceValidators } from "./replaceValidators.ts";
import type { ChangeRule } from "./rule.ts";
import { setCollateral } from "./setCollateral.ts";
import { setCreditPair } from "./setCreditPair.ts";
import { setCustodian } from "./setCustodian.ts";
import { setGovernor } from "./setGovernor.ts";
import { setParameters } from "./setParameters.ts";
import { setSurfaceWeight } from "./setSurfaceWeight.ts";
import { setTreasury } from "./setTreasury.ts";
import { settleInstrument } from "./settleInstrument.ts";
import { setValidators } from "./setValidators.ts";
import { windUpSegment } from "./windUpSegment.ts";

const rules: { readonly [T in Change["type"]]: ChangeRule<T> } = {
  ListAsset: listAsset,
  CreateSegment: createSegment,
  SetCollateral: setCollateral,
  RegisterFeed: registerFeed,
  RegisterPublisher: registerPublisher,
  ListUnderlying: listUnderlying,
  ListInstrument: listInstrument,
  RegisterVenue: registerVenue,
  SetCustodian: setCustodian,
  SetParameters: setParameters,
  SetGovernor: setGovernor,
  SetCreditPair: setCreditPair,
  SetSurfaceWeight: setSurfaceWeight,
  SettleInstrument: settleInstrument,
  SetValidators: setValidators,
  ListVault: listVault,
  LocateAsset: locateAsset,
  ReopenChain: reopenChain,
  ReplaceValidators: replaceValidators,
  SetTreasury: setTreasury,
  WindUpSegment: windUpSegment,
};

const ruleOf = (change: Change): ChangeRule<Change["type"]> => rules[change.type] as ChangeRule<Change["type"]>; // the table's key is the change's type

export const faultOfChange = (state: StateView, change: Change, timeMs: number): Fault | null =>
  ruleOf(change).faultOf(state, change, timeMs);

export const delayMsOf = (state: StateView, change: Change): number => ruleOf(change).delayMsOf(state, change);

/** Whether any of the changes may move what an account needs or has. */
export const moveRisk = (changes: readonly Change[]): boolean => changes.some((change) => ruleOf(change).movesRisk);

export const writeChange = (state: WritableState, change: Change, atMs: number): void =>
  ruleOf(change).write(state, change, atMs);
