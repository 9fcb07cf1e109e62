// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Timers} from "../house/Timers.sol";
import {SetKind, Signatures, SignerSet} from "./SignerSet.sol";
import {SignedOrders} from "./SignedOrders.sol";

/// One step from a set to its successor, signed by more than two thirds of either.
struct Rotation {
    SignerSet from;
    Signatures fromSignatures;
    SignerSet to;
    Signatures toSignatures;
}

/// How sets follow one another: by links that both sides sign, after a delay; in an emergency by the cold keys.
abstract contract Rotations is SignedOrders {
    bytes32 private constant ROTATION_TYPE =
        keccak256("Rotation(bytes32 house,bytes32 fromHash,bytes32 toHash,uint64 toEpoch)");
    bytes32 private constant REPLACEMENT_TYPE =
        keccak256("Replacement(bytes32 house,uint256 chainId,address vault,uint256 number,bytes32 toHash)");

    bytes32 private constant REFRESH_TYPE = keccak256("Refresh(bytes32 house,bytes32 setHash,uint64 timeSec)");

    struct Pending {
        bytes32 hash;
        uint64 provedAt;
    }

    mapping(SetKind kind => Pending) private pendingSets;
    /// Hot sets that the cold keys replaced so far: a replacement counts once.
    uint64 public replacements;

    uint64 private immutable DELAY;

    event SetPending(SetKind indexed kind, bytes32 indexed hash, uint64 epoch);
    event SetActive(SetKind indexed kind, bytes32 indexed hash);
    event ColdSetRefreshed(uint64 timeSec);

    error NoRotation();
    error RotationPending(bytes32 hash);
    error NotReady(bytes32 hash);
    error EpochSkipped(uint64 from, uint64 to);
    error NotStopped();
    error WrongTime(uint64 timeSec);

    constructor(Timers memory timers) {
        DELAY = timers.rotation;
    }

    /// The set that follows, and when it was proven; zeros without one.
    function pendingSet(SetKind kind) external view returns (bytes32 hash, uint64 provedAt) {
        return (pendingSets[kind].hash, pendingSets[kind].provedAt);
    }

    /// Takes one or more links from the active set on; the last one's set follows after one delay. Anyone may bring them.
    function rotate(SetKind kind, Rotation[] calldata links) external {
        require(links.length > 0, NoRotation());
        requireFresh(kind);
        Pending storage pending = pendingSets[kind];
        require(pending.hash == 0, RotationPending(pending.hash));
        bytes32 hash = activeSet(kind);
        for (uint256 n = 0; n < links.length; ++n) {
            hash = follow(kind, links[n], hash);
        }
        (pending.hash, pending.provedAt) = (hash, uint64(block.timestamp));
        emit SetPending(kind, hash, links[links.length - 1].to.epoch);
    }

    /// Makes a set the active one whose delay is over. Anyone may.
    function activate(SetKind kind) external {
        Pending memory pending = pendingSets[kind];
        require(pending.hash != 0, NoRotation());
        require(hasWaited(pending.provedAt, DELAY), NotReady(pending.hash));
        delete pendingSets[kind];
        if (kind == SetKind.hot) VAULT.setHotSet(pending.hash);
        else coldSet = pending.hash;
        emit SetActive(kind, pending.hash);
    }

    /// Takes the cold set's word that it is there: one signature a week serves every vault. Anyone may bring it.
    function refresh(uint64 timeSec, SignerSet calldata cold, Signatures calldata signatures) external {
        bytes32 hash = cold.hash(HOUSE, SetKind.cold);
        require(hash == coldSet, UnknownSet(hash));
        requireFresh(SetKind.cold);
        require(timeSec > coldSignedAt && timeSec <= block.timestamp, WrongTime(timeSec));
        cold.requireQuorum(digestOf(keccak256(abi.encode(REFRESH_TYPE, HOUSE, hash, timeSec))), signatures);
        coldSignedAt = timeSec;
        emit ColdSetRefreshed(timeSec);
    }

    /// Puts another hot set in the place of one that is not trusted, while the vault is stopped: the cold keys say so.
    ///
    /// What the old set has begun is void: its accepted checkpoints, its successor, its orders. The vault goes on.
    function replaceHot(
        SignerSet calldata cold,
        Signatures calldata coldSignatures,
        SignerSet calldata to,
        Signatures calldata toSignatures
    ) external {
        require(VAULT.stopEndsAt() != 0, NotStopped());
        to.check();
        bytes32 hash = to.hash(HOUSE, SetKind.hot);
        requireSigned(SetKind.cold, REPLACEMENT_TYPE, replacements, hash, cold, coldSignatures);
        // Keys that cannot sign would lock the vault until its exit.
        to.requireQuorum(
            digestOf(keccak256(abi.encode(REPLACEMENT_TYPE, HOUSE, block.chainid, VAULT, replacements, hash))),
            toSignatures
        );
        replacements += 1;
        delete pendingSets[SetKind.hot];
        voidBegun();
        VAULT.voidAccepted();
        VAULT.setHotSet(hash);
        VAULT.resume();
        emit SetActive(SetKind.hot, hash);
    }

    /// Drops orders of the hot set that have not taken effect.
    function voidBegun() internal virtual;

    function follow(SetKind kind, Rotation calldata link, bytes32 fromHash) private view returns (bytes32 toHash) {
        bytes32 hash = link.from.hash(HOUSE, kind);
        require(hash == fromHash, UnknownSet(hash));
        require(link.to.epoch == link.from.epoch + 1, EpochSkipped(link.from.epoch, link.to.epoch));
        link.to.check();
        toHash = link.to.hash(HOUSE, kind);
        bytes32 digest = digestOf(keccak256(abi.encode(ROTATION_TYPE, HOUSE, fromHash, toHash, link.to.epoch)));
        link.from.requireQuorum(digest, link.fromSignatures);
        link.to.requireQuorum(digest, link.toSignatures);
    }
}
