// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Leaves} from "../checkpoints/Checkpoint.sol";
import {Sha256Tree} from "../trees/Sha256Tree.sol";

/// What an account claims of a house that closed, but for what is its own in kind. Parts are in settlement atoms of its segment.
struct Claim {
    uint32 accountId;
    uint32 segmentId;
    address exitAddress;
    /// The only chain on which that address is its owner's; zero: every one.
    uint64 exitChain;
    uint128 idle;
    uint128 holder;
    uint128 gain;
    uint128 junior;
    uint128 senior;
}

/// An amount of one asset that is an account's own.
struct Kept {
    uint32 assetId;
    uint128 amount;
}

/// A claim with all that its leaf says, and where it stands.
struct ShownClaim {
    Claim claim;
    /// Ascending by asset.
    Kept[] kept;
    bytes32[] siblings;
}

/// What an asset pays for an atom of a segment's claims, and what cuts left of each part: fractions, times 2^64.
struct Rate {
    uint32 segmentId;
    uint256 rate;
    uint256 holderKept;
    uint256 gainKept;
    uint256 juniorKept;
    uint256 seniorKept;
}

library Claims {
    bytes32 private constant CLAIM_TAG = keccak256("novate.claim.v1");
    uint256 private constant ONE_BITS = 64;

    /// The root of the claims in which an account has this one.
    function claimsRoot(ShownClaim calldata shown) internal view returns (bytes32) {
        bytes32 tag = CLAIM_TAG;
        bytes32 leaf;
        bytes32 keptHash = hashOf(shown.kept);
        Claim calldata claim = shown.claim;
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, tag)
            calldatacopy(add(input, 32), claim, 288)
            mstore(add(input, 320), keptHash)
            if iszero(staticcall(gas(), 2, input, 352, 0, 32)) { revert(0, 0) }
            leaf := mload(0)
        }
        return Sha256Tree.climb(leaf, claim.accountId, shown.siblings, Leaves.TABLE_DEPTH);
    }

    /// `keccak256` of all words of all amounts, two each.
    function hashOf(Kept[] calldata kept) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let input := mload(0x40)
            let length := shl(6, kept.length)
            calldatacopy(input, kept.offset, length)
            hash := keccak256(input, length)
        }
    }

    /// `keccak256` of all words of all rates, six each.
    function hashOf(Rate[] calldata rates) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let input := mload(0x40)
            let length := mul(192, rates.length)
            calldatacopy(input, rates.offset, length)
            hash := keccak256(input, length)
        }
    }

    /// Atoms of an asset that a claim is worth: what was kept of it, and its parts after the cuts at the rate of its segment.
    function atomsOf(ShownClaim calldata shown, uint32 assetId, Rate[] calldata rates)
        internal
        pure
        returns (uint256 amount)
    {
        Kept[] calldata kept = shown.kept;
        for (uint256 n = 0; n < kept.length; ++n) {
            if (kept[n].assetId != assetId) continue;
            amount = kept[n].amount;
            break;
        }
        for (uint256 n = 0; n < rates.length; ++n) {
            if (rates[n].segmentId != shown.claim.segmentId) continue;
            return amount + (owed(shown.claim, rates[n]) * rates[n].rate >> ONE_BITS);
        }
    }

    /// In settlement atoms; each part is rounded down on its own.
    function owed(Claim calldata claim, Rate calldata rate) private pure returns (uint256) {
        return claim.idle + (claim.holder * rate.holderKept >> ONE_BITS) + (claim.gain * rate.gainKept >> ONE_BITS)
            + (claim.junior * rate.juniorKept >> ONE_BITS) + (claim.senior * rate.seniorKept >> ONE_BITS);
    }
}
