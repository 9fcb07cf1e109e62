/**
 * What of the contracts is called here. `abi.test.ts` holds each line to the compiled contracts.
 *
 * @module
 */
import { parseAbi } from "viem";

const TARGET = "struct Target { uint64 ownerChain; address owner; uint16 segmentId; uint32 accountId; }";
const SIGNER_SET = "struct SignerSet { uint64 epoch; uint96 total; uint256[] words; }";
const SIGNATURES = "struct Signatures { uint256 signers; bytes compact; }";
const TERMS = "struct TokenTerms { address token; uint96 capAtoms; uint96 floorAtoms; }";

export const vaultAbi = parseAbi([
  TARGET,
  SIGNER_SET,
  SIGNATURES,
  "struct Checkpoint { uint64 height; uint64 timeMs; bytes32 previous; bytes32 stateRoot; bytes32 claimsRoot; }",
  "struct Section { uint64 inboxCount; bytes32 inboxAcc; bytes32 outboxRoot; bytes32 assetsRoot; uint256 index; bytes32[] siblings; }",
  "struct Roots { bytes32 stateRoot; bytes32 claimsRoot; bytes32 outboxRoot; bytes32 assetsRoot; }",
  "struct Accepted { uint64 epoch; bytes32 digest; Roots roots; uint64 inboxCount; uint64 timeSec; uint64 blockNumber; }",
  "struct AssetRow { uint32 assetId; address token; uint128 consumedCum; uint128[3] queuedCum; uint128 claimTotal; bytes32 ratesHash; }",
  "struct OutboxRow { uint64 nonce; address token; address recipient; uint96 amount; uint8 lane; uint128 cumulative; }",
  "function deposit(address token, uint256 amount, Target target, bytes data) returns (uint64 index)",
  "function request(uint8 kind, Target target, bytes data) returns (uint64 index)",
  "function accept(Checkpoint checkpoint, Section section, SignerSet set, Signatures signatures) returns (uint32 number)",
  "function resume()",
  "function mature(uint32 number, Accepted accepted)",
  "function advance(AssetRow row, uint256 index, bytes32[] siblings)",
  "function pay(OutboxRow row, uint256 index, bytes32[] siblings)",
  "function sync(address which)",
  "event Entered(uint64 indexed index, uint8 indexed kind, address indexed owner, uint64 ownerChain, address sender, uint16 segmentId, uint32 accountId, address token, uint256 amount, bytes data)",
  "event CheckpointAccepted(bytes32 digest)",
  "error EpochNotHigher(uint64 epoch, uint64 latest)",
  "error FromTheFuture(uint64 timeMs)",
  "error NotMature(uint64 timeSec, uint64 blockNumber)",
  "error NotAccepted(uint32 number)",
  "error AlreadyPaid(uint64 nonce)",
  "error NotYetAllowed(uint64 nonce)",
  "error NotInForce(bytes32 root)",
  "error IsStopped(uint256 endsAt)",
  "error QuorumMissing(uint256 signed, uint256 total)",
  "error UnknownSet(bytes32 hash)",
  "error CapReached(address token, uint256 capAtoms, uint256 heldAtoms)",
  "error NotListed(address token)",
]);

export const setsAbi = parseAbi([
  TERMS,
  SIGNER_SET,
  SIGNATURES,
  "struct Rotation { SignerSet from; Signatures fromSignatures; SignerSet to; Signatures toSignatures; }",
  "struct Timers { uint32 epoch; uint32 maturity; uint32 maturityBlocks; uint32 freshness; uint32 rotation; uint32 capRaise; uint32 guardianChange; uint32 stop; uint32 stopBudget; uint32 stopSpan; }",
  "struct Founding { bytes32 house; bytes32 hotSet; bytes32 coldSet; address[] guardians; TokenTerms[] terms; address wrappedCoin; address permit2; Timers timers; }",
  "constructor(Founding founding)",
  "function VAULT() view returns (address)",
  "function stop()",
  "function rotate(uint8 kind, Rotation[] links)",
  "function activate(uint8 kind)",
  "function replaceHot(SignerSet cold, Signatures coldSignatures, SignerSet to, Signatures toSignatures)",
  "function refresh(uint64 timeSec, SignerSet cold, Signatures signatures)",
  "function replacements() view returns (uint64)",
  "function activeSet(uint8 kind) view returns (bytes32)",
  "function pendingSet(uint8 kind) view returns (bytes32 hash, uint64 provedAt)",
  "error NoRotation()",
  "error RotationPending(bytes32 hash)",
  "error NotReady(bytes32 hash)",
  "error NotStopped()",
  "error WrongTime(uint64 timeSec)",
  "error ColdSetStale(uint64 signedAt)",
  "error UnknownSet(bytes32 hash)",
  "error QuorumMissing(uint256 signed, uint256 total)",
  "error NotAGuardian(address caller)",
  "error RightSpent()",
  "error BudgetSpent(uint256 spent)",
]);

export const tokenAbi = parseAbi([
  TARGET,
  "constructor(string name, string symbol, uint8 decimals)",
  "function mint(address to, uint256 amount)",
  "function fund(address vault, Target[] targets, uint256[] amounts)",
  "function approve(address spender, uint256 amount) returns (bool)",
  "function balanceOf(address owner) view returns (uint256)",
]);
