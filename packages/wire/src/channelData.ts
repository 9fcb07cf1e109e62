/**
 * What each channel of the stream carries.
 *
 * @module
 */
import type { Answers } from "./answers.ts";
import type { ChannelName } from "./stream/channel.ts";

/** The newest header; of the genesis no more is known than where it stands. */
type Header = Pick<Answers["block"], "height" | "timeMs" | "stateRoot"> & Partial<Answers["blocks"]["blocks"][number]>;

/** `data` of a snapshot or delta. Logs (`blocks`, `events`) carry what is new, `calls` those made and over, the others the whole state. */
export type ChannelData<C extends ChannelName> = C extends "status"
  ? Answers["status"]
  : C extends "blocks"
    ? Header
    : C extends "events"
      ? Answers["events"]["events"]
      : C extends "calls"
        ? Answers["callsChanged"]
        : C extends `market:${number}`
          ? Answers["market"]
          : Answers["account"];
