/**
 * What `rotate send` is told of where to send, and the step by its type.
 *
 * @module
 */
import type { KeyStep } from "@novate/sdk";
import type { RpcFlag } from "./chains.ts";
import type { KeyFlags } from "./keys.ts";
import type { RemoteFlags } from "./remote.ts";

export interface SendFlags extends RemoteFlags, KeyFlags {
  readonly rpc?: readonly RpcFlag[];
  readonly gasKey?: string;
}

export type StepOf<T extends KeyStep["type"]> = Extract<KeyStep, { type: T }>;
