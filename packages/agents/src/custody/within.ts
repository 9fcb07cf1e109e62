/**
 * How long an agent waits for what a source makes of a look.
 *
 * Each of its answers has a limit of its own; one that refuses every span of blocks but a single one, or takes nine seconds an answer, has
 * as many questions asked as it likes.
 *
 * @module
 */
import { ChainError } from "@novate/chains";

/** The answer of `work`, or a rejection with `RpcTimeout` after so long; what it still does then is nobody's. */
export async function within<T>(mostMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const tooLong = (): void => reject(new ChainError("RpcTimeout", `a look took more than ${mostMs} ms`));
    timer = setTimeout(tooLong, mostMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
