// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {HouseDomain} from "../house/HouseDomain.sol";
import {StopStored} from "../vault/StopStore.sol";
import {InboxStored} from "./InboxStore.sol";

/// What an entry asks the house to do.
enum EntryKind {
    deposit,
    key,
    withdraw,
    windDown
}

/// Whose account an entry names.
struct Target {
    /// 0 for a key, which is the same on every chain; the chain's id for a contract, since elsewhere its address may be a stranger's.
    uint64 ownerChain;
    address owner;
    uint16 segmentId;
    uint32 accountId;
}

/// What came in, in order: a chain of hashes of which one storage proof shows up to 64 entries.
///
/// The engine proves `count` and `acc` and hears entries one after the other: it skips none and hears none twice.
abstract contract Inbox is HouseDomain, InboxStored, StopStored {
    bytes32 private constant START_TAG = keccak256("novate.inbox.start.v1");
    uint256 private constant MOST_DATA_BYTES = 1_024;

    /// What an empty inbox commits to.
    bytes32 public immutable INBOX_START;

    event Entered(
        uint64 indexed index,
        EntryKind indexed kind,
        address indexed owner,
        uint64 ownerChain,
        address sender,
        uint16 segmentId,
        uint32 accountId,
        address token,
        uint256 amount,
        bytes data
    );

    error NotTheOwner(address owner, uint64 ownerChain);
    error WrongOwnerChain(uint64 ownerChain);
    error ZeroOwner();
    error DataTooLong(uint256 length);
    error NotARequest();

    constructor() {
        INBOX_START = keccak256(abi.encode(START_TAG, HOUSE, block.chainid, this));
    }

    /// Entries so far.
    function inboxCount() public view returns (uint64) {
        return inboxStore().count;
    }

    /// What the inbox commits to after all of its entries.
    function inboxAcc() public view returns (bytes32) {
        InboxStore storage inbox = inboxStore();
        return headOf(inbox, inbox.count);
    }

    /// What the inbox commits to at the end of a chunk, or so far in the last one.
    function inboxChunk(uint256 chunk) external view returns (bytes32) {
        return inboxStore().acc[chunk];
    }

    /// Asks the house for something that it must serve in bounded time. Only the owner may; `data` says what.
    function request(EntryKind kind, Target calldata target, bytes calldata data)
        external
        beforeExit
        returns (uint64 index)
    {
        require(kind != EntryKind.deposit, NotARequest());
        requireOwner(target);
        return enter(kind, target, msg.sender, address(0), 0, data);
    }

    /// A key acts for itself in its own transaction; a contract acts on its own chain alone.
    function requireOwner(Target calldata target) internal view {
        require(msg.sender == target.owner, NotTheOwner(target.owner, target.ownerChain));
        if (target.ownerChain == 0) {
            // A contract may stand at the address that is somebody's key or wallet elsewhere: only an origin is surely the key.
            // solhint-disable-next-line avoid-tx-origin
            require(msg.sender == tx.origin, NotTheOwner(target.owner, target.ownerChain));
        } else {
            require(target.ownerChain == block.chainid, WrongOwnerChain(target.ownerChain));
        }
    }

    /// `sender` asks or has paid: what the house may not credit goes back there.
    function enter(
        EntryKind kind,
        Target calldata target,
        address sender,
        address token,
        uint256 amount,
        bytes calldata data
    ) internal returns (uint64 index) {
        require(target.owner != address(0), ZeroOwner());
        require(data.length <= MOST_DATA_BYTES, DataTooLong(data.length));
        InboxStore storage inbox = inboxStore();
        index = inbox.count;
        bytes32 leaf = leafOf(index, kind, sender, token, amount, keccak256(data), target);
        inbox.acc[index >> CHUNK_BITS] = keccak256(abi.encode(headOf(inbox, index), leaf));
        inbox.count = index + 1;
        emit Entered(
            index,
            kind,
            target.owner,
            target.ownerChain,
            sender,
            target.segmentId,
            target.accountId,
            token,
            amount,
            data
        );
    }

    function leafOf(
        uint64 index,
        EntryKind kind,
        address sender,
        address token,
        uint256 amount,
        bytes32 dataHash,
        Target calldata target
    ) private view returns (bytes32) {
        return keccak256(
            abi.encode(
                LEAF_TAG,
                index,
                kind,
                uint64(block.timestamp),
                sender,
                target.ownerChain,
                target.owner,
                target.segmentId,
                target.accountId,
                token,
                amount,
                dataHash
            )
        );
    }

    function headOf(InboxStore storage inbox, uint64 count) private view returns (bytes32) {
        return count == 0 ? INBOX_START : inbox.acc[(count - 1) >> CHUNK_BITS];
    }
}
