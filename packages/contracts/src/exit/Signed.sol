// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {HouseDomain} from "../house/HouseDomain.sol";

/// Everything that validators sign of one epoch, as a witness of a contradiction shows it.
struct Signed {
    uint64 height;
    uint64 timeMs;
    bytes32 previous;
    bytes32 stateRoot;
    bytes32 claimsRoot;
    bytes32 vaultsRoot;
}

library SignedDigest {
    /// What a set signed for this vault's house. The vault itself says which: the hall has no house of its own.
    function digest(Signed calldata one, bytes32 structType, uint64 epoch, bytes32 setHash)
        internal
        view
        returns (bytes32)
    {
        HouseDomain domain = HouseDomain(address(this));
        bytes32 structHash = keccak256(
            abi.encode(
                structType,
                domain.HOUSE(),
                epoch,
                one.height,
                one.timeMs,
                one.previous,
                one.stateRoot,
                one.claimsRoot,
                one.vaultsRoot,
                setHash
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain.DOMAIN_SEPARATOR(), structHash));
    }
}
