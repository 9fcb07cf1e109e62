// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// Where the vault keeps what its inbox commits to.
abstract contract InboxStored {
    bytes32 internal constant LEAF_TAG = keccak256("novate.inbox.leaf.v1");
    /// ERC-7201 of "novate.inbox".
    bytes32 private constant LAYOUT = 0xa05fd248079dfd56d40ba1abd56c10a50e4bcbf4a709e64af815ab028817ae00;
    /// Entry n ends in chunk n >> 6.
    uint256 internal constant CHUNK_BITS = 6;

    struct InboxStore {
        uint64 count;
        mapping(uint256 chunk => bytes32) acc;
    }

    function inboxStore() internal pure returns (InboxStore storage inbox) {
        assembly {
            inbox.slot := LAYOUT
        }
    }
}
