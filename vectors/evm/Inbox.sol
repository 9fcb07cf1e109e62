// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// The inbox of a vault and nothing else: the second voice of the golden numbers in this folder.
contract Inbox {
    bytes32 constant LEAF_TAG = keccak256("novate.inbox.leaf.v1");
    bytes32 constant START_TAG = keccak256("novate.inbox.start.v1");
    /// erc7201("novate.inbox")
    bytes32 constant LAYOUT = keccak256(abi.encode(uint256(keccak256("novate.inbox")) - 1)) & ~bytes32(uint256(0xff));

    struct Layout {
        uint64 count;
        bytes32 head;
        mapping(uint64 chunk => bytes32) acc;
        bytes32[] leaves;
    }

    event Entered(bytes32 leaf, bytes32 acc);

    function stored() private pure returns (Layout storage s) {
        bytes32 place = LAYOUT;
        assembly {
            s.slot := place
        }
    }

    function start(bytes32 house) external {
        stored().head = keccak256(abi.encode(START_TAG, house, block.chainid, this));
        emit Entered(0, stored().head);
    }

    struct Entry {
        uint8 kind;
        uint64 timeSec;
        address sender;
        uint64 ownerChain;
        address owner;
        uint16 segmentId;
        uint32 accountId;
        address token;
        uint256 amount;
        bytes data;
    }

    function enter(Entry calldata e) external {
        Layout storage s = stored();
        bytes32 leaf = keccak256(
            abi.encode(
                LEAF_TAG, s.count, e.kind, e.timeSec, e.sender, e.ownerChain, e.owner, e.segmentId, e.accountId, e.token,
                e.amount, keccak256(e.data)
            )
        );
        s.head = keccak256(abi.encodePacked(s.head, leaf));
        s.acc[s.count >> 6] = s.head;
        s.count += 1;
        s.leaves.push(leaf);
        emit Entered(leaf, s.head);
    }
}
