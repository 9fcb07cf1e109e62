/**
 * Where a client keeps what it would leave with: a few texts by name.
 *
 * @module
 */

/** Names are parts of letters, digits and dashes, joined by slashes. */
export interface KitStorage {
  names(): Promise<readonly string[]>;
  /** The text of a name, or null where there is none. */
  read(name: string): Promise<string | null>;
  /** Resolves once it is kept: the whole text or the one before, whatever ends the program meanwhile. */
  write(name: string, text: string): Promise<void>;
  /** Forgets a name; nothing happens where there is none. */
  remove(name: string): Promise<void>;
}

/** Kept as long as the program runs. */
export function memoryStorage(): KitStorage {
  const texts = new Map<string, string>();
  return {
    names: async () => [...texts.keys()],
    read: async (name) => texts.get(name) ?? null,
    async write(name, text) {
      texts.set(name, text);
    },
    async remove(name) {
      texts.delete(name);
    },
  };
}

/** What a browser has as `localStorage`. */
export interface WebStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/**
 * Kept by a browser, under names that begin with `prefix`. `write` rejects with the browser's own error where it is full.
 *
 * @example
 * const shelf = new Map();
 * const localStorage = { // a browser has its own
 *   get length() { return shelf.size; },
 *   key: (index) => [...shelf.keys()][index] ?? null,
 *   getItem: (key) => shelf.get(key) ?? null,
 *   setItem: (key, value) => shelf.set(key, value),
 *   removeItem: (key) => shelf.delete(key),
 * };
 * const storage = webStorage(localStorage);
 * await storage.write("note", "kept");
 * console.log(await storage.read("note")); // kept
 */
export const webStorage = (storage: WebStorage, prefix = "novate/"): KitStorage => ({
  names: async () =>
    Array.from({ length: storage.length }, (_, index) => storage.key(index))
      .filter((key) => key?.startsWith(prefix) === true)
      .map((key) => key!.slice(prefix.length)), // by the filter
  read: async (name) => storage.getItem(prefix + name),
  write: async (name, text) => storage.setItem(prefix + name, text),
  remove: async (name) => storage.removeItem(prefix + name),
});
