// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Leaves, OutboxRow, Section} from "../../src/checkpoints/Checkpoint.sol";
import {HouseDomain} from "../../src/house/HouseDomain.sol";
import {EntryKind, Inbox, Target} from "../../src/inbox/Inbox.sol";
import {SetKind, Signatures, SignerSet} from "../../src/sets/SignerSet.sol";
import {Sha256Tree} from "../../src/trees/Sha256Tree.sol";

/// Opens the vault's own functions that make or check bytes, so that another voice can be held against them, many at a time.
contract SharedBytes is Inbox {
    struct Entry {
        EntryKind kind;
        Target target;
        address token;
        uint256 amount;
        bytes data;
    }

    constructor(bytes32 house) HouseDomain(house) {}

    /// Answers each call of this contract: what it returns, or why it refuses.
    function run(bytes[] calldata calls) external view returns (bytes[] memory answers) {
        answers = new bytes[](calls.length);
        for (uint256 n = 0; n < calls.length; ++n) {
            (, answers[n]) = address(this).staticcall(calls[n]);
        }
    }

    function vaultsRoot(Section calldata section) external view returns (bytes32) {
        return Leaves.vaultsRoot(section);
    }

    function outboxRoot(OutboxRow calldata row, uint256 index, bytes32[] calldata siblings)
        external
        view
        returns (bytes32)
    {
        return Leaves.outboxRoot(row, index, siblings);
    }

    function assetsRoot(AssetRow calldata row, uint256 index, bytes32[] calldata siblings)
        external
        view
        returns (bytes32)
    {
        return Leaves.assetsRoot(row, index, siblings);
    }

    function climb(bytes32 leaf, uint256 index, bytes32[] calldata siblings, uint256 depth)
        external
        view
        returns (bytes32)
    {
        return Sha256Tree.climb(leaf, index, siblings, depth);
    }

    function setHash(SignerSet calldata set, bytes32 house, SetKind kind) external pure returns (bytes32) {
        return set.hash(house, kind);
    }

    function checkSet(SignerSet calldata set) external pure {
        set.check();
    }

    function requireQuorum(SignerSet calldata set, bytes32 digest, Signatures calldata signatures) external view {
        set.requireQuorum(digest, signatures);
    }

    /// Takes entries, whatever they ask for, and says what the inbox commits to after each.
    function enterAll(Entry[] calldata entries) external returns (bytes32[] memory accs) {
        accs = new bytes32[](entries.length);
        for (uint256 n = 0; n < entries.length; ++n) {
            Entry calldata one = entries[n];
            enter(one.kind, one.target, msg.sender, one.token, one.amount, one.data);
            accs[n] = inboxAcc();
        }
    }
}
