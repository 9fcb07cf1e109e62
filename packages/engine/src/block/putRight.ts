/**
 * One field of a refused command put right, so that the rules behind that refusal can be asked as well.
 *
 * For answers to questions alone (`examine`): nothing that a block decides looks here.
 *
 * @module
 */
import {
  type Hex,
  type Refusal,
  type RefusalCode,
  SignatureScheme,
  type Signer,
  type Transaction,
} from "@novate/codec";
import { HOUR_MS } from "@novate/num";
import { ownerKey } from "../account/authority.ts";
import { houseOf, type StateView } from "../state/state.ts";

export type Asked = Pick<Transaction, "command" | "signer">;

/** Payloads are of many types: each rule knows those of its code. */
type Data = Readonly<Record<string, unknown>>;

/** A field, and a value by which no rule refuses it; undefined where none is known. */
interface Repair {
  readonly field: string;
  readonly value: unknown;
}

type Rule = (state: StateView, asked: Asked, data: Data) => Repair;

const eip712 = (address: Hex): Signer => ({ scheme: SignatureScheme.eip712, key: ownerKey(address) });
const NOBODY: Hex = `0x${"00".repeat(19)}01`;

const accountOf = (state: StateView, id: unknown) => state.accounts.get(id as number); // by the payload of an account
/** The owner's own signature; a contract has none. */
function ownersSigner(state: StateView, accountId: unknown): Signer | undefined {
  const account = accountOf(state, accountId);
  return account?.ownerChain === 0 ? eip712(account.owner) : undefined;
}

const SUBJECTS: Readonly<Record<string, (state: StateView, id: number) => Signer | undefined>> = {
  account: ownersSigner,
  custodian: (state, id) => state.custodians.get(id)?.signer,
  publisher: (state, id) => state.publishers.get(id)?.signer,
  venue: (state, id) => state.venues.get(id)?.spec.signer,
};

const byKey: Rule = (state, _, { accountId }) => ({ field: "signer", value: ownersSigner(state, accountId) });
/** What an amount is to be less than depends on all else: what is known is that the rest is looked at with the least. */
const amount: Rule = () => ({ field: "amountAtoms", value: 1n });

const RULES: Partial<Record<RefusalCode, Rule>> = {
  NotAuthorised: (state, _, { subject, subjectId }) => ({
    field: "signer",
    value: SUBJECTS[subject as string]?.(state, subjectId as number), // by the code's payload
  }),
  KeyExpired: byKey,
  ScopeMissing: byKey,
  OwnerRequired: () => ({ field: "signer", value: eip712(NOBODY) }),
  GovernorRequired(state) {
    const governor = [...state.governors.values()][0];
    return { field: "signer", value: governor && eip712(governor.owner) };
  },
  SegmentUnknown: (state) => ({ field: "segmentId", value: [...state.segments.values()][0]?.segmentId }),
  MarginMethodUnknown: () => ({ field: "method", value: 0 }),
  TrancheUnknown: () => ({ field: "tranche", value: 0 }),
  AmountNotPositive: amount,
  PaymentTooLarge: amount,
  BalanceTooLow: amount,
  HoldingsTooLow: amount,
  CollateralCapExceeded: amount,
  AmountTooSmall: () => ({ field: "amountAtoms", value: undefined }),
  RecipientNotOwner: (state, _, { accountId }) => ({ field: "recipient", value: accountOf(state, accountId)?.owner }),
  RecipientInvalid: (state, { command }) => ({
    field: "recipient",
    value: "accountId" in command ? accountOf(state, command.accountId)?.owner : undefined,
  }),
  CustodianUnknown: (state) => ({ field: "chainId", value: [...state.custodians.values()][0]?.chainId }),
  AssetElsewhere: (_, __, { chainId }) => ({ field: "chainId", value: chainId }),
  BundleExists: (state) => ({
    field: "bundleId",
    value: 1 + Math.max(0, ...[...state.bundles.values()].map((one) => one.bundleId)),
  }),
  ParameterEpochMismatch: (_, __, { expectedEpoch }) => ({ field: "parameterEpoch", value: expectedEpoch }),
  GrantInvalid: (state, { command }, { field }) => ({
    field: String(field),
    value: grantValue(state, String(field), "scopes" in command),
  }),
};

function grantValue(state: StateView, field: string, isKey: boolean): unknown {
  if (field === "validUntilMs") return houseOf(state).timeMs + HOUR_MS;
  if (field === "scopes") return isKey ? 1 : undefined;
  return field === "key" ? undefined : 1n;
}

/** The command's field that a refusal is about, `signer` for rights; null where it is about more than one. */
export const fieldOf = (state: StateView, asked: Asked, why: Refusal): string | null =>
  repairOf(state, asked, why)?.field ?? null;

/** The same with that field put right; null where nobody knows how. */
export function putRight(state: StateView, asked: Asked, why: Refusal): Asked | null {
  const repair = repairOf(state, asked, why);
  if (repair?.value === undefined) return null;
  const { field, value } = repair;
  if (field === "signer") return { ...asked, signer: value as Signer }; // by the rules above
  if (!Object.hasOwn(asked.command, field)) return null;
  return { ...asked, command: { ...asked.command, [field]: value } as Asked["command"] }; // a value of the field's type
}

const repairOf = (state: StateView, asked: Asked, { code, data }: Refusal): Repair | undefined =>
  RULES[code]?.(state, asked, data as unknown as Data);
