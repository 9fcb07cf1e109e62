/**
 * Settings in a file that people write: profiles by name, every fault of it with line and column.
 *
 * @module
 */
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from "yaml";
import { UsageError } from "../failure.ts";
import { Faults } from "../founding/place.ts";
import { SETTINGS, type Setting } from "./table.ts";

/** A value as a flag would have it, and where it stands, such as `config.yaml:4:10`. */
export interface Placed {
  readonly text: string;
  readonly place: string;
}

export interface Config {
  readonly file: string;
  /** Which profile is used unless another is asked for. */
  readonly profile: string | undefined;
  /** By profile, then by the setting's name. */
  readonly profiles: ReadonlyMap<string, ReadonlyMap<string, readonly Placed[]>>;
}

const SECRET = /^(0x)?[0-9a-f]{64}$/i;

/** Errors: `UsageError` `ConfigInvalid` with every fault. */
export function readConfig(file: string, text: string): Config {
  const reader = new Reader(file);
  const config = reader.config(text);
  const { found } = reader.faults;
  if (found.length === 0) return config;
  const lines = found.map(({ line, column, code, says }) => `\n  ${file}:${line}:${column} ${code}: ${says}`).join("");
  throw new UsageError("ConfigInvalid", `${file} cannot be used:${lines}`);
}

type Entry = readonly [name: string, value: Node | null, at: number];

class Reader {
  readonly faults = new Faults();
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  config(text: string): Config {
    // Every scalar stays text: a chain's id is no number, and no is no false.
    const options = { schema: "failsafe", lineCounter: this.faults.lines, prettyErrors: false } as const;
    const document = parseDocument(text, { ...options, logLevel: "silent" });
    for (const { pos, message } of [...document.errors, ...document.warnings])
      this.faults.tell(pos[0], "NotYaml", message);
    const entries = new Map(this.#entries(document.contents, "the file").map((entry) => [entry[0], entry]));
    for (const [name, , at] of entries.values())
      if (!["version", "profile", "profiles"].includes(name))
        this.faults.tell(at, "KeyUnknown", `${name} is none of version, profile, profiles`);
    const [, version, at] = entries.get("version") ?? ["", null, 0];
    if (this.#text(version) !== "1") this.faults.tell(at, "VersionUnknown", "version is 1");
    const profiles = this.#entries(entries.get("profiles")?.[1] ?? null, "profiles").map(
      ([name, value]) => [name, this.#settings(value, name)] as const,
    );
    return {
      file: this.#file,
      profile: this.#text(entries.get("profile")?.[1] ?? null) ?? undefined,
      profiles: new Map(profiles),
    };
  }

  #settings(node: Node | null, profile: string): Map<string, Placed[]> {
    const found = new Map<string, Placed[]>();
    for (const [name, value, at] of this.#entries(node, profile)) {
      const setting = SETTINGS.find((one) => one.name === name);
      if (setting === undefined)
        this.faults.tell(at, "SettingUnknown", `${name} is none of ${SETTINGS.map((one) => one.name).join(", ")}`);
      else found.set(name, this.#values(setting, value, at));
    }
    return found;
  }

  #values(setting: Setting, value: Node | null, at: number): Placed[] {
    if (setting.kind === "chains")
      return this.#entries(value, setting.name).flatMap(([chain, urls, from]) =>
        (isSeq(urls) ? (urls.items as Node[]) : [urls]).flatMap((url) => {
          const text = this.#text(url);
          if (text !== null && this.#isFalse(setting, text, url?.range?.[0] ?? from)) return [];
          if (text !== null) return [{ text: `${chain}=${text}`, place: this.#place(url?.range?.[0] ?? from) }];
          this.faults.tell(from, "NotText", `${chain} has an address, or a list of them`);
          return [];
        }),
      );
    const text = this.#text(value);
    const offset = value?.range?.[0] ?? at;
    if (text === null) this.faults.tell(offset, "NotText", `${setting.name} is one word`);
    else if (setting.kind === "path" && SECRET.test(text))
      this.faults.tell(offset, "SecretFound", `${setting.name} is the path of a file: no secret is kept here`);
    else if (!this.#isFalse(setting, text, offset))
      return [{ text: setting.kind === "path" ? this.#path(text) : text, place: this.#place(offset) }];
    return [];
  }

  #isFalse({ name, allows }: Setting, text: string, offset: number): boolean {
    const allowed = allows?.(text);
    if (allowed !== undefined)
      this.faults.tell(offset, "ValueInvalid", `${name} is ${allowed}, not ${JSON.stringify(text)}`);
    return allowed !== undefined;
  }

  /** Below home, or below the folder of this file. */
  #path(text: string): string {
    return text.startsWith("~/") ? join(homedir(), text.slice(2)) : resolve(dirname(this.#file), text);
  }

  #entries(node: Node | null, what: string): Entry[] {
    if (node === null || (isScalar(node) && this.#text(node) === null)) return [];
    if (isMap(node))
      return (node as YAMLMap<Node, Node | null>).items.map(({ key, value }) => [
        this.#text(key) ?? "",
        value,
        key.range?.[0] ?? 0,
      ]);
    this.faults.tell(node.range?.[0] ?? 0, "NotAMap", `${what} is names with values`);
    return [];
  }

  #text(node: Node | null): string | null {
    return isScalar(node) && String(node.value ?? "") !== "" ? String(node.value) : null;
  }

  #place(offset: number): string {
    const { line, col } = this.faults.lines.linePos(offset);
    return `${this.#file}:${line}:${col}`;
  }
}
