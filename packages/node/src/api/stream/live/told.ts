/**
 * What was told of each entry last, so that nobody is told it again.
 *
 * @module
 */

export class Told<K> {
  readonly #texts = new Map<K, string>();

  /** Those that are other than was told; they are told now. */
  news<E>(entries: Iterable<readonly [key: K, entry: E]>): E[] {
    const news: E[] = [];
    for (const [key, entry] of entries) {
      const text = JSON.stringify(entry);
      if (this.#texts.get(key) === text) continue;
      this.#texts.set(key, text);
      news.push(entry);
    }
    return news;
  }

  /** One newcomer was shown these: what others were not told yet is news to them still, even if it turns back. */
  shown<E>(entries: Iterable<readonly [key: K, entry: E]>): void {
    for (const [key, entry] of entries) if (this.#texts.get(key) !== JSON.stringify(entry)) this.#texts.delete(key);
  }

  /** What is gone is news when it comes again. */
  forget(keys: Iterable<K>): void {
    for (const key of keys) this.#texts.delete(key);
  }
}
