// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, OutboxRow} from "../../src/checkpoints/Checkpoint.sol";

/// The house's trees once more, slowly: every level whole, empty subtrees computed on the way.
library Trees {
    function outboxLeaves(OutboxRow[] memory rows) internal pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](rows.length);
        for (uint256 n = 0; n < rows.length; ++n) {
            OutboxRow memory row = rows[n];
            leaves[n] = sha256(
                abi.encode(
                    keccak256("novate.outbox.v1"),
                    row.nonce,
                    row.token,
                    row.recipient,
                    row.amount,
                    row.lane,
                    row.cumulative
                )
            );
        }
    }

    function assetLeaves(AssetRow memory row) internal pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](1);
        leaves[0] = sha256(
            abi.encode(
                keccak256("novate.asset.v1"),
                row.assetId,
                row.token,
                row.consumedCum,
                row.queuedCum,
                row.claimTotal,
                row.ratesHash
            )
        );
    }

    function rootOf(bytes32[] memory leaves, uint256 depth) internal pure returns (bytes32) {
        bytes32[] memory none;
        return leaves.length == 0 ? climb(0, 0, none, depth) : climb(leaves[0], 0, siblingsOf(leaves, 0), depth);
    }

    /// Siblings of a leaf from the bottom up, as far as the tree is not empty.
    function siblingsOf(bytes32[] memory leaves, uint256 index) internal pure returns (bytes32[] memory siblings) {
        uint256 levels;
        while (1 << levels < leaves.length) ++levels;
        siblings = new bytes32[](levels);
        bytes32 empty;
        bytes32[] memory level = leaves;
        for (uint256 n = 0; n < levels; ++n) {
            uint256 other = index >> n ^ 1;
            siblings[n] = other < level.length ? level[other] : empty;
            bytes32[] memory above = new bytes32[]((level.length + 1) / 2);
            for (uint256 k = 0; k < above.length; ++k) {
                above[k] = pair(level[2 * k], 2 * k + 1 < level.length ? level[2 * k + 1] : empty);
            }
            (level, empty) = (above, pair(empty, empty));
        }
    }

    function climb(bytes32 leaf, uint256 index, bytes32[] memory siblings, uint256 depth)
        internal
        pure
        returns (bytes32 root)
    {
        root = leaf;
        bytes32 empty;
        for (uint256 n = 0; n < depth; ++n) {
            bytes32 sibling = n < siblings.length ? siblings[n] : empty;
            root = index >> n & 1 == 1 ? pair(sibling, root) : pair(root, sibling);
            empty = pair(empty, empty);
        }
    }

    function pair(bytes32 left, bytes32 right) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(left, right));
    }
}
