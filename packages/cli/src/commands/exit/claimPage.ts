/**
 * What vaults owe an account, for programs and for people.
 *
 * @module
 */
import type { ExitKit } from "@novate/codec";
import { payoutsOf } from "@novate/sdk";
import { grouped, instant } from "../../terminal/figures.ts";
import { factLines, tableLines } from "../../terminal/table.ts";
import type { AmountText } from "./tokenNames.ts";

export const claimOf = (kit: ExitKit, isPinned: boolean) => {
  const { house, accountId, checkpoint, signatures, signers } = kit;
  return {
    house,
    accountId,
    epoch: checkpoint.epoch,
    timeMs: checkpoint.timeMs,
    setHash: checkpoint.setHash,
    isPinned,
    signatures: `${signatures.length} of ${signers.words.length}`,
    payouts: payoutsOf(kit).map(({ nonce, amountAtoms, ...payout }) => ({
      ...payout,
      nonce: nonce === null ? null : nonce.toString(),
      amountAtoms: amountAtoms.toString(),
    })),
  };
};

type Claim = ReturnType<typeof claimOf>;

/** A record a payment. */
export const claimRecords = (claims: readonly Claim[]) =>
  claims.flatMap(({ payouts, ...claim }) => payouts.map((payout) => ({ ...claim, ...payout })));

export function claimPage({ payouts, ...claim }: Claim, amountText: AmountText): string {
  const facts = factLines([
    ["account", `${claim.accountId} of house ${claim.house}`],
    ["epoch", `${grouped(claim.epoch)}, ${instant(claim.timeMs)} UTC`],
    ["set", `${claim.setHash}, ${claim.signatures} keys signed`],
  ]);
  if (payouts.length === 0) return `${facts}owed         nothing\n`;
  const table = tableLines(
    [
      ["CHAIN", "right"],
      ["VAULT", "left"],
      ["FOR", "left"],
      ["TOKEN", "left"],
      ["AMOUNT", "right"],
      ["PAID TO", "left"],
    ],
    payouts.map(({ chainId, vault, assetId, nonce, token, amountAtoms, recipient }) => [
      String(chainId),
      vault,
      nonce === null ? `claim on asset ${assetId}` : `withdrawal, payment ${nonce}`,
      token,
      amountText(amountAtoms, { chainId, token }),
      recipient ?? "nobody on this chain",
    ]),
  );
  return `${facts}\n${table}`;
}
