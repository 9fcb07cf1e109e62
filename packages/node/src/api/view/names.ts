/**
 * Names of the codes that rows hold.
 *
 * @module
 */
import { AccountRole, AccountStatus, InstrumentStatus, MarginMethod, MarketMode } from "@novate/codec";
import { assert } from "@novate/stdx";

function namesOf<N extends string>(codes: Readonly<Record<N, number>>): (code: number) => N {
  const names = new Map(Object.entries<number>(codes).map(([name, code]) => [code, name as N])); // keys of the record
  return (code) => {
    const name = names.get(code);
    assert(name !== undefined, `view: no name for code ${code}`);
    return name;
  };
}

export const roleName = namesOf(AccountRole);
export const accountStatusName = namesOf(AccountStatus);
export const instrumentStatusName = namesOf(InstrumentStatus);
export const methodName = namesOf(MarginMethod);
export const modeName = namesOf(MarketMode);
