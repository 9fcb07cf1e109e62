// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Sha256Tree} from "../trees/Sha256Tree.sol";

/// What validators sign of one epoch, but for what the vault knows: its house, the epoch of `timeMs`, the roots it computes.
struct Checkpoint {
    uint64 height;
    uint64 timeMs;
    /// Digest of the checkpoint before.
    bytes32 previous;
    bytes32 stateRoot;
    bytes32 claimsRoot;
}

/// What a checkpoint says of one vault, and where it stands under `vaultsRoot`.
struct Section {
    uint64 inboxCount;
    bytes32 inboxAcc;
    bytes32 outboxRoot;
    bytes32 assetsRoot;
    uint256 index;
    bytes32[] siblings;
}

/// The roots that payments are proven against.
struct Roots {
    bytes32 stateRoot;
    bytes32 claimsRoot;
    bytes32 outboxRoot;
    bytes32 assetsRoot;
}

/// Which payments wait for one another: each lane has a limit of its own.
enum Lane {
    main,
    small,
    sentBack
}

/// A payment that the house owes. `cumulative` is the sum of its lane up to and with it.
struct OutboxRow {
    uint64 nonce;
    address token;
    address recipient;
    uint96 amount;
    Lane lane;
    uint128 cumulative;
}

/// What the house says of one token of this vault. Lanes stand in their order.
struct AssetRow {
    uint32 assetId;
    address token;
    /// Of deposits, up to the section's `inboxCount`.
    uint128 consumedCum;
    uint128[3] queuedCum;
    uint128 claimTotal;
    /// Hash of what it owes each segment's members for cash and collateral (rates of the exit).
    bytes32 ratesHash;
}

library Leaves {
    bytes32 private constant SECTION_TAG = keccak256("novate.section.v1");
    bytes32 private constant OUTBOX_TAG = keccak256("novate.outbox.v1");
    bytes32 private constant ASSET_TAG = keccak256("novate.asset.v1");
    /// Vaults of one house: 256 at most.
    uint256 private constant VAULTS_DEPTH = 8;
    uint256 internal constant TABLE_DEPTH = 32;

    /// The root of all vaults' sections, if `section` is that of this vault on this chain.
    function vaultsRoot(Section calldata section) internal view returns (bytes32) {
        bytes32 tag = SECTION_TAG;
        bytes32 leaf;
        assembly ("memory-safe") {
            let input := mload(0x40)
            mstore(input, tag)
            mstore(add(input, 32), chainid())
            mstore(add(input, 64), address())
            // Its first four words: inboxCount, inboxAcc, outboxRoot, assetsRoot.
            calldatacopy(add(input, 96), section, 128)
            if iszero(staticcall(gas(), 2, input, 224, 0, 32)) { revert(0, 0) }
            leaf := mload(0)
        }
        return Sha256Tree.climb(leaf, section.index, section.siblings, VAULTS_DEPTH);
    }

    /// The root of the outbox that holds `row` at `index`.
    function outboxRoot(OutboxRow calldata row, uint256 index, bytes32[] calldata siblings)
        internal
        view
        returns (bytes32)
    {
        uint256 place;
        assembly ("memory-safe") {
            place := row
        }
        return Sha256Tree.climb(leafOf(OUTBOX_TAG, place, 6), index, siblings, TABLE_DEPTH);
    }

    /// The root of the assets that holds `row` at `index`.
    function assetsRoot(AssetRow calldata row, uint256 index, bytes32[] calldata siblings)
        internal
        view
        returns (bytes32)
    {
        uint256 place;
        assembly ("memory-safe") {
            place := row
        }
        return Sha256Tree.climb(leafOf(ASSET_TAG, place, 8), index, siblings, TABLE_DEPTH);
    }

    /// The root of the assets that are these rows and no others, ascending; and whether one of them is a token's.
    function assetsRootOf(AssetRow[] calldata rows, address token) internal view returns (bytes32, bool isListed) {
        (uint256 start, uint256 end, uint256 place) = (0, 0, 0);
        assembly ("memory-safe") {
            start := mload(0x40)
            // Of none: a tree with an empty leaf.
            calldatacopy(start, calldatasize(), 64)
            end := add(start, shl(6, or(rows.length, iszero(rows.length))))
            mstore(0x40, end)
            place := rows.offset
        }
        uint256 node = start;
        for (uint256 left = rows.length; left > 0; --left) {
            bytes32 leaf = leafOf(ASSET_TAG, place, 8);
            assembly ("memory-safe") {
                mstore(node, calldataload(place))
                mstore(add(node, 32), leaf)
                isListed := or(isListed, eq(calldataload(add(place, 32)), token))
                node := add(node, 64)
                place := add(place, 256)
            }
        }
        return (Sha256Tree.rootOf(start, end, TABLE_DEPTH), isListed);
    }

    /// `sha256(abi.encode(tag, row))` of a row of `words` words that calldata holds at `place`. Words out of range hash to
    /// leaves that no tree holds.
    function leafOf(bytes32 tag, uint256 place, uint256 words) private view returns (bytes32 leaf) {
        assembly ("memory-safe") {
            let input := mload(0x40)
            let length := shl(5, words)
            mstore(input, tag)
            calldatacopy(add(input, 32), place, length)
            if iszero(staticcall(gas(), 2, input, add(length, 32), 0, 32)) { revert(0, 0) }
            leaf := mload(0)
        }
    }
}
