/** Goal: a subscriber's data has the type of its channel, narrowed or not. Method: the compiler's word on some of each. */
import { expectTypeOf, test } from "vitest";
import type { Answers } from "./answers.ts";
import type { ChannelData } from "./channelData.ts";
import type { ChannelName } from "./stream/channel.ts";

test("each channel's data has a type of its own", () => {
  expectTypeOf<ChannelData<"trades:account:1">[number]["event"]["type"]>().toEqualTypeOf<
    "PositionNovated" | "DeliverySettled"
  >();
  expectTypeOf<ChannelData<"prices">["prices"][number]["markTicks"]>().toEqualTypeOf<string | null>();
  expectTypeOf<ChannelData<"risk:account:7">["safeAccountIds"]>().toEqualTypeOf<readonly number[]>();
  expectTypeOf<ChannelData<"withdrawals:account:7">["withdrawals"][number]["step"]>().toEqualTypeOf<
    "queued" | "released" | "inCheckpoint" | "paid"
  >();
  expectTypeOf<ChannelData<"limits:venue:1">["mandates"][number]["usedNotionalAtoms"]>().toEqualTypeOf<string>();
  expectTypeOf<ChannelData<"waterfall">["segments"][number]["skinAtoms"]>().toEqualTypeOf<string>();
  expectTypeOf<ChannelData<"calls:account:1">["calls"][number]["byMs"]>().toEqualTypeOf<number>();
  expectTypeOf<ChannelData<"market:1">>().toEqualTypeOf<Answers["market"]>();
  expectTypeOf<ChannelData<"account:1">>().toEqualTypeOf<Answers["account"]>();
  expectTypeOf<"blocks:account:1">().not.toExtend<ChannelName>();
});
