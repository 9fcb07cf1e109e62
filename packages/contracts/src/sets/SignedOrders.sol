// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ClearingVault} from "../ClearingVault.sol";
import {HouseDomain} from "../house/HouseDomain.sol";
import {SetKind, Signatures, SignerSet} from "./SignerSet.sol";

/// Checks what more than two thirds of a set signed about this vault. Orders of the hot set count once, in their turn.
abstract contract SignedOrders is HouseDomain {
    ClearingVault public immutable VAULT;

    /// Number of the next order.
    uint64 public orderNumber;
    bytes32 internal coldSet;

    error UnknownSet(bytes32 hash);

    constructor(ClearingVault vault, bytes32 firstCold) {
        require(firstCold != 0, UnknownSet(0));
        VAULT = vault;
        coldSet = firstCold;
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
        if (kind == SetKind.hot) VAULT.requireFresh();
        set.requireQuorum(
            digestOf(keccak256(abi.encode(structType, HOUSE, block.chainid, VAULT, number, content))), signatures
        );
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
        (uint64 timeSec,) = VAULT.agedFrom(startedAt, 0);
        return VAULT.stopEndsAt() == 0 && block.timestamp >= timeSec + delay;
    }
}
