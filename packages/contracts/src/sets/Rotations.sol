// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {isShown} from "../house/Shown.sol";
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

    /// Sets that follow one another, the first that waits at `first`: each has its own delay, so none brought late holds up the rest.
    mapping(SetKind kind => Pending[]) private pendingSets;
    mapping(SetKind kind => uint256) private first;
    /// Hot sets that the cold keys put aside: a link to one, once signed, is to be had for ever.
    mapping(bytes32 hash => bool) public isDismissed;
    /// Hot sets that the cold keys replaced so far: a replacement counts once.
    uint64 public replacements;

    uint64 private immutable DELAY;

    event SetPending(SetKind indexed kind, bytes32 indexed hash, uint64 epoch);
    /// The whole call that brought steps to sets, where no transaction's input is that.
    event RotationBrought(SetKind indexed kind, bytes call);
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

    /// The set that follows next, and when it was proven; zeros without one.
    function pendingSet(SetKind kind) external view returns (bytes32 hash, uint64 provedAt) {
        Pending[] storage waiting = pendingSets[kind];
        if (first[kind] == waiting.length) return (0, 0);
        Pending storage next = waiting[first[kind]];
        return (next.hash, next.provedAt);
    }

    /// Takes links from the active set on; each one's set follows after the delay. Those that wait already are passed over.
    /// Anyone may bring them.
    function rotate(SetKind kind, Rotation[] calldata links) external {
        requireFresh(kind);
        Pending[] storage waiting = pendingSets[kind];
        uint256 known = waiting.length - first[kind];
        require(links.length > 0, NoRotation());
        if (links.length <= known) revert RotationPending(waiting[waiting.length - 1].hash);
        bytes32 hash = activeSet(kind);
        for (uint256 n = 0; n < links.length; ++n) {
            hash = follow(kind, links[n], hash);
            if (n >= known) {
                waiting.push(Pending(hash, uint64(block.timestamp)));
                emit SetPending(kind, hash, links[n].to.epoch);
                continue;
            }
            bytes32 other = waiting[first[kind] + n].hash;
            require(hash == other, RotationPending(other));
        }
        if (!isShown()) emit RotationBrought(kind, msg.data);
    }

    /// Makes the last set the active one whose delay is over. Anyone may.
    function activate(SetKind kind) external {
        Pending[] storage waiting = pendingSets[kind];
        uint256 next = first[kind];
        require(next < waiting.length, NoRotation());
        require(hasWaited(waiting[next].provedAt, DELAY), NotReady(waiting[next].hash));
        while (++next < waiting.length && hasWaited(waiting[next].provedAt, DELAY)) {}
        first[kind] = next;
        bytes32 hash = waiting[next - 1].hash;
        if (kind == SetKind.hot) VAULT.setHotSet(hash);
        else coldSet = hash;
        emit SetActive(kind, hash);
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
        isDismissed[activeSet(SetKind.hot)] = true;
        require(!isDismissed[hash], UnknownSet(hash));
        first[SetKind.hot] = pendingSets[SetKind.hot].length;
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
        require(!isDismissed[toHash], UnknownSet(toHash));
        bytes32 digest = digestOf(keccak256(abi.encode(ROTATION_TYPE, HOUSE, fromHash, toHash, link.to.epoch)));
        link.from.requireQuorum(digest, link.fromSignatures);
        link.to.requireQuorum(digest, link.toSignatures);
    }
}
