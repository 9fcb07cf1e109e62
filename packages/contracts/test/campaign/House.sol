// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Checkpoint, Lane, OutboxRow, Section} from "../../src/checkpoints/Checkpoint.sol";
import {Accepted} from "../../src/checkpoints/Checkpoints.sol";
import {Kept, ShownClaim} from "../../src/exit/Claim.sol";
import {Entry} from "../../src/exit/Entry.sol";
import {EntryKind, Target} from "../../src/inbox/Inbox.sol";
import {Keys} from "../support/Keys.sol";
import {OddCoin} from "../support/OddCoin.sol";
import {Orders} from "../support/Orders.sol";
import {Trees} from "../support/Trees.sol";
import {vm} from "../support/Vm.sol";

/// A house that says the truth to its vault, and what it knows of what the vault did: the other side of every invariant.
abstract contract House is Orders {
    /// What a house says of its tokens: queued by lane, heard of deposits, and what each of three members claims in kind.
    struct Books {
        uint128[3][2] queued;
        uint128[2] consumed;
        uint128[2] each;
    }

    /// A struck checkpoint that the vault took.
    struct Struck {
        uint32 number;
        Accepted accepted;
        /// Rows of the outbox then.
        uint256 rowCount;
        Books books;
    }

    /// A change of an allowed sum.
    struct Rise {
        uint256 timeSec;
        uint256 sum;
        /// An hour's limit then.
        uint256 limit;
    }

    /// A stop as it was: `resumedAt` is zero until somebody said that it is over.
    struct Span {
        uint256 startedAt;
        uint256 endsAt;
        uint256 resumedAt;
    }

    address[3] internal actors = [address(0xa1), address(0xa2), address(0xa3)];
    OddCoin internal odd;
    /// The coin and the odd one.
    address[2] internal listed;

    OutboxRow[] internal rows;
    uint128[3][2] internal queued;
    /// Deposits that the house heard, and payments it owes, never exceed one another.
    mapping(address token => uint256) internal owedAtoms;

    Struck[] internal struck;
    Struck internal inForce;
    mapping(uint256 number => bool) internal isVoid;
    /// Leaves of it that somebody asked for, by index, and how many of them nobody showed.
    mapping(uint256 number => mapping(uint256 index => bool)) internal isAsked;
    mapping(uint256 number => uint256) internal openAsked;

    // What happened, as the house counts it.
    mapping(address token => uint256) internal cameIn;
    mapping(address token => uint256) internal wentOut;
    mapping(address token => mapping(address recipient => uint256)) internal owedTo;
    mapping(uint64 nonce => uint256) internal timesPaid;
    mapping(address token => mapping(uint256 lane => uint256)) internal paidByLane;
    mapping(address token => mapping(uint256 lane => Rise[])) internal rises;
    Span[] internal stops;
    bytes32 internal acc;
    uint64 internal entries;
    Entry[] internal entered;
    uint256 internal lastAcceptedAt;
    uint64 internal lastEpoch;
    uint64 internal lastHeard;
    uint64 internal lastSetEpoch = 1;
    /// What must never happen, by name; empty when all is well.
    string internal broken;

    /// The clock is kept here: a call of a campaign is a transaction of its own, and its cheats end with it.
    uint256 internal timeSec;
    uint256 internal blockNumber;

    modifier timed() {
        vm.warp(timeSec);
        vm.roll(blockNumber);
        _;
    }

    function elapse(uint256 seconds_, uint256 blocks) internal {
        (timeSec, blockNumber) = (timeSec + seconds_, blockNumber + blocks);
        vm.warp(timeSec);
        vm.roll(blockNumber);
    }

    function breakWith(string memory what) internal {
        if (bytes(broken).length == 0) broken = what;
    }

    function enterGhost(EntryKind kind, address sender, Target memory to, address token, uint256 amount, bytes memory data)
        internal
    {
        bytes memory head =
            abi.encode(keccak256("novate.inbox.leaf.v1"), entries, kind, uint64(block.timestamp), sender, to.ownerChain);
        bytes memory tail = abi.encode(to.owner, to.segmentId, to.accountId, token, amount, keccak256(data));
        acc = keccak256(abi.encode(acc, keccak256(bytes.concat(head, tail))));
        entered.push(
            Entry(
                entries,
                uint256(kind),
                uint64(block.timestamp),
                sender,
                to.ownerChain,
                to.owner,
                to.segmentId,
                to.accountId,
                token,
                amount,
                keccak256(data)
            )
        );
        entries += 1;
    }

    /// Of a house that has heard so many entries.
    function booksAt(uint64 heard) internal view returns (Books memory books) {
        books.queued = queued;
        for (uint256 n = 0; n < heard && n < entered.length; ++n) {
            Entry storage one = entered[n];
            if (one.kind == uint256(EntryKind.deposit)) books.consumed[one.token == listed[0] ? 0 : 1] += uint128(one.amount);
        }
        for (uint256 which = 0; which < 2; ++which) {
            uint128 sum = queued[which][0] + queued[which][1] + queued[which][2];
            if (books.consumed[which] > sum) books.each[which] = (books.consumed[which] - sum) / 3;
        }
    }

    function claimOf(Books memory books, uint256 actor) internal view returns (ShownClaim memory shown) {
        shown.claim.accountId = uint32(actor);
        shown.claim.segmentId = 1;
        shown.claim.exitAddress = actors[actor];
        shown.kept = new Kept[](2);
        shown.kept[0] = Kept(0, books.each[0]);
        shown.kept[1] = Kept(1, books.each[1]);
    }

    function claimLeaves(Books memory books) internal view returns (bytes32[] memory leaves) {
        // The fourth is empty.
        leaves = new bytes32[](4);
        for (uint256 n = 0; n < 3; ++n) {
            ShownClaim memory shown = claimOf(books, n);
            bytes memory kept = abi.encode(shown.kept[0], shown.kept[1]);
            leaves[n] = sha256(abi.encode(keccak256("novate.claim.v1"), shown.claim, keccak256(kept)));
        }
    }

    function assetRow(uint256 which, Books memory books) internal view returns (AssetRow memory row) {
        row.assetId = uint32(which);
        row.token = listed[which];
        row.queuedCum = books.queued[which];
        row.consumedCum = books.consumed[which];
        row.claimTotal = 3 * books.each[which];
        row.ratesHash = keccak256("");
    }

    function assetLeaves(Books memory books) internal view returns (bytes32[] memory leaves) {
        leaves = new bytes32[](2);
        leaves[0] = Trees.assetLeaves(assetRow(0, books))[0];
        leaves[1] = Trees.assetLeaves(assetRow(1, books))[0];
    }

    function firstRows(uint256 count) internal view returns (OutboxRow[] memory first) {
        first = new OutboxRow[](count);
        for (uint256 n = 0; n < count; ++n) {
            first[n] = rows[n];
        }
    }

    function sayNow(uint64 heard) internal view returns (Said memory) {
        return Said({
            inboxCount: heard,
            inboxAcc: vault.inboxAcc(),
            outboxRoot: Trees.rootOf(Trees.outboxLeaves(firstRows(rows.length)), 32),
            assetsRoot: Trees.rootOf(assetLeaves(booksAt(heard)), 32)
        });
    }

    /// Paused seconds of the thirty days before now.
    function stoppedLately() internal view returns (uint256 sum) {
        uint256 from = block.timestamp > 30 days ? block.timestamp - 30 days : 0;
        for (uint256 n = 0; n < stops.length; ++n) {
            Span memory one = stops[n];
            // It ends by itself, whenever that is said.
            uint256 said = one.resumedAt == 0 ? block.timestamp : one.resumedAt;
            uint256 until = said < one.endsAt ? said : one.endsAt;
            uint256 since = one.startedAt > from ? one.startedAt : from;
            if (until > since) sum += until - since;
        }
    }
}
