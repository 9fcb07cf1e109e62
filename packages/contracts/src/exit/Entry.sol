// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Inbox} from "../inbox/Inbox.sol";
import {InboxStored} from "../inbox/InboxStore.sol";

/// An entry of the inbox, as its leaf has it.
struct Entry {
    uint64 index;
    uint256 kind;
    uint64 timeSec;
    address sender;
    uint64 ownerChain;
    address owner;
    uint16 segmentId;
    uint32 accountId;
    address token;
    uint256 amount;
    bytes32 dataHash;
}

/// Shows that an entry came in: its chunk's leaves fold to what the inbox keeps of the chunk.
abstract contract Entries is InboxStored {
    error NoSuchEntry(uint64 index);

    /// Refuses an entry that never came in. `leaves` are all of its chunk, in order: 64 at most.
    function requireEntry(Entry calldata entry, bytes32[] calldata leaves) internal view {
        uint64 index = entry.index;
        uint256 chunk = index >> CHUNK_BITS;
        uint256 place = index & (1 << CHUNK_BITS) - 1;
        InboxStore storage inbox = inboxStore();
        bool isOne = index < inbox.count && place < leaves.length && leaves.length <= 1 << CHUNK_BITS
            && leaves[place] == keccak256(abi.encode(LEAF_TAG, entry));
        require(isOne, NoSuchEntry(index));
        bytes32 acc = chunk == 0 ? Inbox(address(this)).INBOX_START() : inbox.acc[chunk - 1];
        for (uint256 n = 0; n < leaves.length; ++n) {
            acc = keccak256(abi.encode(acc, leaves[n]));
        }
        require(acc == inbox.acc[chunk], NoSuchEntry(index));
    }
}
