// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ClearingVault} from "../ClearingVault.sol";
import {HouseDomain} from "../house/HouseDomain.sol";
import {Timers} from "../house/Timers.sol";
import {SetKind, Signatures, SignerSet} from "./SignerSet.sol";

/// Checks what more than two thirds of a set signed about this vault. Orders of the hot set count once, in their turn.
abstract contract SignedOrders is HouseDomain {
    ClearingVault public immutable VAULT;

    /// Number of the next order.
    uint64 public orderNumber;
    bytes32 internal coldSet;
    /// When the cold set last said that it is there; seconds since 1970.
    uint64 public coldSignedAt;

    uint64 private immutable FRESHNESS;

    error UnknownSet(bytes32 hash);
    error ColdSetStale(uint64 signedAt);

    constructor(ClearingVault vault, bytes32 firstCold, Timers memory timers) {
        require(firstCold != 0, UnknownSet(0));
        VAULT = vault;
        (coldSet, coldSignedAt) = (firstCold, uint64(block.timestamp));
        FRESHNESS = timers.freshness;
    }

    /// The set whose signatures count now.
    function activeSet(SetKind kind) public view returns (bytes32) {
        return kind == SetKind.hot ? VAULT.hotSet() : coldSet;
    }

    /// Refuses unless the active set of a kind signed `content`, which hashes what the struct of `structType` says.
    function requireSigned(
        SetKind kind,
        bytes32 structType,
        uint256 number,
        bytes32 content,
        SignerSet calldata set,
        Signatures calldata signatures
    ) internal view {
        bytes32 hash = set.hash(HOUSE, kind);
        require(hash == activeSet(kind), UnknownSet(hash));
        requireFresh(kind);
        set.requireQuorum(
            digestOf(keccak256(abi.encode(structType, HOUSE, block.chainid, VAULT, number, content))), signatures
        );
    }

    /// Refuses once a set has not signed for long: its keys may be anybody's by now.
    function requireFresh(SetKind kind) internal view {
        VAULT.requireOpen();
        if (kind == SetKind.hot) return VAULT.requireFresh();
        require(block.timestamp <= coldSignedAt + FRESHNESS, ColdSetStale(coldSignedAt));
    }

    /// Takes the next order of the hot set.
    function takeOrder(
        bytes32 structType,
        bytes32 content,
        SignerSet calldata set,
        Signatures calldata signatures
    ) internal {
        requireSigned(SetKind.hot, structType, orderNumber, content, set, signatures);
        orderNumber += 1;
    }

    /// Whether what began at a time has waited for `delay` since then and since the vault's last resumption.
    function hasWaited(uint64 startedAt, uint64 delay) internal view returns (bool) {
        VAULT.requireOpen();
        (uint64 timeSec,) = VAULT.agedFrom(startedAt, 0);
        return VAULT.stopEndsAt() == 0 && block.timestamp >= timeSec + delay;
    }
}
