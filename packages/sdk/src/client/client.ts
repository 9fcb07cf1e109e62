/**
 * The typed client of a node.
 *
 * @module
 */
import type { Hex, Signer, TableName } from "@novate/codec";
import type { PortfolioAnswer, PortfolioDocument } from "@novate/whatif";
import type { Answers, ProofOf, RowPage } from "@novate/wire";
import { Http, type HttpOptions } from "./http.ts";
import { preparing } from "./preparing.ts";

/** Where a page begins (the `nextCursor` of the one before), and how much of it. */
export interface Page {
  readonly cursor?: string;
  readonly limit?: number;
}

const SCHEMES = ["eip712", "secp256k1", "ed25519"] as const;
const pageQuery = ({ cursor, limit }: Page) => ({ cursor, limit });

/**
 * Reads and writes of one node. Every method throws `NovateFailure` with a stable code.
 *
 * @example
 * const novate = createClient({ url: "http://127.0.0.1:4700" });
 * const { height, stateRoot } = await novate.status();
 * console.log(height, stateRoot); // 4821 0x5e…
 */
export function createClient(options: HttpOptions) {
  const http = new Http(options);
  return {
    /** Where the node is. */
    url: options.url,
    status: () => http.get<Answers["status"]>("/v1/status"),
    /** The house's clock, by which expiries are judged: of a demo that of its tape. */
    time: () => http.get<Answers["time"]>("/v1/time"),
    blocks: (page: Page = {}) => http.get<Answers["blocks"]>("/v1/blocks", pageQuery(page)),
    block: (height: number) => http.get<Answers["block"]>(`/v1/blocks/${height}`),

    /** Blocks from a height on, with the bytes that make them again: what whoever doubts the node replays. */
    blockBytes: (fromHeight: number, limit?: number) =>
      http.get<Answers["blockBytes"]>("/v1/blockbytes", { fromHeight, limit }),

    account: (accountId: number) => http.get<Answers["account"]>(`/v1/accounts/${accountId}`),
    /** An owner's accounts in order of opening; of a contract with the id of its chain. Addresses may be in the case of their checksum. */
    accounts: (owner: Hex, ownerChain = 0) =>
      http.get<Answers["accounts"]>("/v1/accounts", {
        owner: owner.toLowerCase(),
        ...(ownerChain > 0 && { ownerChain: `${ownerChain}` }),
      }),
    /** Every event that touched an account, newest first. */
    ledger: (accountId: number, page: Page = {}) =>
      http.get<Answers["events"]>(`/v1/accounts/${accountId}/ledger`, pageQuery(page)),

    /** An account's withdrawals under way, oldest first. */
    withdrawals: (accountId: number, page: Page = {}) =>
      http.get<Answers["withdrawals"]>(`/v1/accounts/${accountId}/withdrawals`, pageQuery(page)),
    /** Where a withdrawal stands, and the proof that its vault pays it by once the checkpoint is in force there. */
    withdrawal: (withdrawalId: number) => http.get<Answers["withdrawal"]>(`/v1/withdrawals/${withdrawalId}`),
    /** What vaults pay an account by when the house is gone: of the last signed checkpoint, or of another epoch. Check it with `verifyExitKit`, and save it. */
    exitKit: (accountId: number, epoch?: number) =>
      http.get<Answers["exitKit"]>(`/v1/accounts/${accountId}/exit`, { epoch }),
    /** All claims of a signed checkpoint, by account; the first page has what else it commits to. */
    exitClaims: (epoch: number | "signed", page: Page = {}) =>
      http.get<Answers["exitPage"]>(`/v1/exit/${epoch}`, pageQuery(page)),
    /** The vaults, what the ledger says of each, and how many keys open them. */
    vaults: () => http.get<Answers["vaults"]>("/v1/vaults"),
    /** One of them; `VaultUnknown` where there is none of the id. */
    vault: (vaultId: number) => http.get<Answers["vault"]>(`/v1/vaults/${vaultId}`),
    /** A checkpoint with its signatures and proofs: of an epoch, the newest, or the newest that is signed. */
    checkpoint: (epoch: number | "latest" | "signed") => http.get<Answers["checkpoint"]>(`/v1/checkpoints/${epoch}`),

    /** The margin calls that stand, by account; the channel `calls` of the stream tells of each as it is made or over. */
    calls: (page: Page = {}) => http.get<Answers["calls"]>("/v1/calls", pageQuery(page)),

    instruments: () => http.get<Answers["instruments"]>("/v1/instruments"),
    market: (instrumentId: number) => http.get<Answers["market"]>(`/v1/markets/${instrumentId}`),
    segment: (segmentId: number) => http.get<Answers["segment"]>(`/v1/segments/${segmentId}`),
    assets: () => http.get<Answers["assets"]>("/v1/assets"),
    events: (page: Page & { readonly type?: string } = {}) =>
      http.get<Answers["events"]>("/v1/events", { ...pageQuery(page), type: page.type }),
    rows: <T extends TableName>(table: T, page: Page = {}) =>
      http.get<RowPage<T>>(`/v1/tables/${table}`, pageQuery(page)),

    /** A row with its Merkle proof; check it with `verifyProof`. */
    proof: <T extends TableName>(table: T, key: string | number) =>
      http.get<ProofOf<T>>(`/v1/proofs/${table}/${encodeURIComponent(key)}`),

    ...preparing(http),
    /** Submits signed bytes and waits for their block. The same bytes always get the same answer: sending again is safe. */
    submit: (transaction: Uint8Array) => http.post<Answers["receipt"]>("/v1/transactions", transaction),
    transaction: (hash: Hex) => http.get<Answers["transaction"]>(`/v1/transactions/${hash}`),
    /** A nonce above every one that the signer has used. */
    nextNonce: async (signer: Signer): Promise<bigint> => {
      const scheme = SCHEMES[signer.scheme]!; // the codec admits these three
      return BigInt((await http.get<Answers["signer"]>(`/v1/signers/${scheme}/${signer.key}`)).nextNonce);
    },

    margin: {
      /** What positions would require at the node's last marks, explained. */
      simulateAtMarks: (request: Answers["simulate"]) =>
        http.post<Answers["simulation"]>("/v1/margin/simulate", request),
      /** What a document with a market of its own would require: the bytes of the SDK's own `margin.simulate`. */
      simulate: (document: PortfolioDocument) => http.post<PortfolioAnswer>("/v1/margin/simulate", document),
    },
  };
}

export type NovateClient = ReturnType<typeof createClient>;
