/**
 * What a program does with the packed SDK: reads, signs and sends, checks a proof, follows a stream, computes a margin.
 *
 * It is compiled and run where nothing of this repository is; here it is checked like any other source.
 *
 * @module
 */
import { createClient } from "@novate/sdk/client";
import { margin } from "@novate/sdk/margin";
import { verifyProof } from "@novate/sdk/proof";
import { createOwnerKey, deriveSecret, signTransaction } from "@novate/sdk/signing";
import { type Socket, Stream } from "@novate/sdk/stream";

/** Throws where anything is not as it should be. `connect`: for platforms without a WebSocket. Gives what another run compares. */
export async function consume(url: string, label: string, connect?: (url: string) => Socket): Promise<string> {
  const novate = createClient({ url });
  const key = createOwnerKey(deriveSecret("pack check", label));
  const { house, timeMs } = await novate.status();
  const nonce = await novate.nextNonce(key.signer);
  const command = { type: "OpenAccount", segmentId: 1, method: 1 } as const;
  const bytes = signTransaction({ house, signer: key.signer, nonce, expiresAtMs: timeMs + 60_000, command }, key);
  const receipt = await novate.submit(bytes);
  must(receipt.accepted, `the account was refused: ${receipt.refusal?.code}`);
  const [account] = (await novate.accounts(key.address)).accounts;
  must(account !== undefined, "the account is not there");

  const { proof, stateRoot } = await novate.proof("accounts", account.accountId);
  const proven = verifyProof("accounts", stateRoot, proof);
  must(proven.ok && proven.row.owner === key.address, "the account is not proven");
  must(!verifyProof("accounts", house, proof).ok, "a proof holds under another root");

  const height = await new Promise<number>((resolve, reject) => {
    const stream = new Stream({ url, onFailure: reject, ...(connect && { connect }) });
    stream.subscribe("status", ({ data }) => {
      stream.close();
      resolve(data.height);
    });
  });
  must(height >= receipt.height, "the stream is behind");
  return JSON.stringify(margin.simulate(PORTFOLIO));
}

function must(isTrue: boolean, message: string): asserts isTrue {
  if (!isTrue) throw new Error(message);
}

const PORTFOLIO = {
  profile: "standard",
  method: "cross",
  timeMs: 1_760_000_000_000,
  equityAtoms: "15000000000",
  underlyings: [
    {
      underlyingId: 1,
      spot: 60_000,
      volAnnual: 0.6,
      forwards: [],
      surface: null,
      depth: { deltaAtoms: 1e12, vegaAtoms: 0 },
    },
  ],
  instruments: [{ instrumentId: 10, underlyingId: 1, kind: "perpetual", atomsPerPoint: 1000 }],
  positions: [{ instrumentId: 10, lots: 1000 }],
};
