// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Checkpoint, OutboxRow, Section} from "../../src/checkpoints/Checkpoint.sol";
import {Accepted} from "../../src/checkpoints/CheckpointStore.sol";
import {Kept, Rate, ShownClaim} from "../../src/exit/Claim.sol";
import {Entry} from "../../src/exit/Entry.sol";
import {Signed} from "../../src/exit/Signed.sol";
import {EntryKind} from "../../src/inbox/Inbox.sol";
import {SetKind} from "../../src/sets/SignerSet.sol";
import {Coin} from "./Coins.sol";
import {Keys} from "./Keys.sol";
import {Orders} from "./Orders.sol";
import {Trees} from "./Trees.sol";
import {vm} from "./Vm.sol";

/// A house that writes down what everybody claims, and a ghost of the inbox: what somebody leaves with who has saved it all.
abstract contract ExitBook is Orders {
    using Keys for Keys.Keyring;

    bytes32[] internal claimLeaves;
    ShownClaim[] internal claims;
    OutboxRow[] internal rows;
    AssetRow[] internal assets;
    Rate[][] internal rates;
    /// Of every entry, in order.
    Entry[] internal entries;

    uint256 internal constant ONE = 1 << 64;

    /// Writes a claim down; its index is its account.
    function addClaim(address to, uint128 idle, uint128 gain, uint32 assetId, uint128 kept) internal returns (uint32 id) {
        id = uint32(claims.length);
        ShownClaim storage shown = claims.push();
        shown.claim.accountId = id;
        shown.claim.segmentId = 1;
        shown.claim.exitAddress = to;
        shown.claim.idle = idle;
        shown.claim.gain = gain;
        if (kept > 0) shown.kept.push(Kept(assetId, kept));
    }

    /// An asset whose rate pays a segment's claims in full, and half of its gains.
    function addAsset(address token, uint128 consumed, uint128 queued, uint128 claimTotal) internal {
        Rate[] storage own = rates.push();
        own.push(Rate(0, 7, ONE, ONE, ONE, ONE));
        own.push(Rate(1, ONE, ONE, ONE / 2, ONE, ONE));
        AssetRow storage row = assets.push();
        row.assetId = uint32(assets.length - 1);
        row.token = token;
        row.consumedCum = consumed;
        row.queuedCum[0] = queued;
        row.claimTotal = claimTotal;
        row.ratesHash = hashOfRates(row.assetId);
    }

    function hashOfRates(uint256 assetId) internal view returns (bytes32) {
        bytes memory words;
        for (uint256 n = 0; n < rates[assetId].length; ++n) {
            words = bytes.concat(words, abi.encode(rates[assetId][n]));
        }
        return keccak256(words);
    }

    function leafOfClaim(ShownClaim memory shown) internal pure returns (bytes32) {
        bytes memory kept;
        for (uint256 n = 0; n < shown.kept.length; ++n) {
            kept = bytes.concat(kept, abi.encode(shown.kept[n]));
        }
        return sha256(abi.encode(keccak256("novate.claim.v1"), shown.claim, keccak256(kept)));
    }

    function allClaimLeaves() internal view returns (bytes32[] memory leaves) {
        leaves = new bytes32[](claims.length);
        for (uint256 n = 0; n < claims.length; ++n) {
            leaves[n] = leafOfClaim(claims[n]);
        }
    }

    function allAssetLeaves() internal view returns (bytes32[] memory leaves) {
        leaves = new bytes32[](assets.length);
        for (uint256 n = 0; n < assets.length; ++n) {
            leaves[n] = Trees.assetLeaves(assets[n])[0];
        }
    }

    /// With its path under the claims as they stand.
    function shownClaim(uint256 accountId) internal view returns (ShownClaim memory shown) {
        shown = claims[accountId];
        shown.siblings = Trees.siblingsOf(allClaimLeaves(), accountId);
    }

    function rowPath(uint256 index) internal view returns (bytes32[] memory) {
        return Trees.siblingsOf(Trees.outboxLeaves(rows), index);
    }

    function assetPath(uint256 assetId) internal view returns (bytes32[] memory) {
        return Trees.siblingsOf(allAssetLeaves(), assetId);
    }

    function comeIn(address member, uint256 amount) internal returns (uint64 index) {
        return comeInOf(address(coin), member, amount);
    }

    /// Pays in and writes the entry down.
    function comeInOf(address token, address member, uint256 amount) internal returns (uint64 index) {
        index = vault.inboxCount();
        Coin(token).mint(member, amount);
        vm.prank(member);
        Coin(token).approve(address(vault), type(uint256).max);
        vm.prank(member);
        vault.deposit(token, amount, target(member), "");
        entries.push(
            Entry(
                index,
                uint256(EntryKind.deposit),
                uint64(block.timestamp),
                member,
                0,
                member,
                1,
                7,
                token,
                amount,
                keccak256("")
            )
        );
    }

    /// A forced request of a key, written down.
    function askFor(address member, EntryKind kind) internal returns (uint64 index) {
        vm.prank(member, member);
        index = vault.request(kind, target(member), hex"01");
        entries.push(
            Entry(
                index,
                uint256(kind),
                uint64(block.timestamp),
                member,
                0,
                member,
                1,
                7,
                address(0),
                0,
                keccak256(hex"01")
            )
        );
    }

    function leafOfEntry(Entry memory entry) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256("novate.inbox.leaf.v1"), entry));
    }

    /// The leaves of the chunk in which an entry stands.
    function chunkOf(uint256 index) internal view returns (bytes32[] memory leaves) {
        uint256 first = index & ~uint256(63);
        uint256 last = first + 64 < entries.length ? first + 64 : entries.length;
        leaves = new bytes32[](last - first);
        for (uint256 n = first; n < last; ++n) {
            leaves[n - first] = leafOfEntry(entries[n]);
        }
    }

    /// What the house says now, having heard `heard` entries.
    function sayAll(uint64 heard) internal view returns (Said memory) {
        return Said({
            inboxCount: heard,
            inboxAcc: keccak256("whatever it was"),
            outboxRoot: Trees.rootOf(Trees.outboxLeaves(rows), 32),
            assetsRoot: Trees.rootOf(allAssetLeaves(), 32)
        });
    }

    /// A checkpoint of a time that says the book; with more than two thirds of the hot set's signatures.
    function strikeAt(uint256 timeSec, uint64 heard) internal returns (uint32 number, Accepted memory accepted) {
        return strikeOf(timeSec, heard, Trees.rootOf(allClaimLeaves(), 32));
    }

    /// The same of another tree of claims, with all that came in.
    function strikeWith(bytes32 claimsRoot) internal returns (uint32 number, Accepted memory accepted) {
        return strikeOf(block.timestamp, vault.inboxCount(), claimsRoot);
    }

    function strikeOf(uint256 timeSec, uint64 heard, bytes32 claimsRoot)
        internal
        returns (uint32 number, Accepted memory accepted)
    {
        Said memory said = sayAll(heard);
        Checkpoint memory checkpoint = checkpointNow();
        checkpoint.timeMs = uint64(timeSec * 1_000);
        checkpoint.claimsRoot = claimsRoot;
        Section memory section = sectionOf(said);
        bytes32 digest = digestOf(checkpoint, section, hot.set);
        number = vault.accept(checkpoint, section, hot.set, hot.sign(digest, Keys.quorum(hot.keys.length)));
        accepted.epoch = checkpoint.timeMs / 600_000;
        accepted.digest = digest;
        accepted.roots.stateRoot = checkpoint.stateRoot;
        accepted.roots.claimsRoot = checkpoint.claimsRoot;
        accepted.roots.outboxRoot = said.outboxRoot;
        accepted.roots.assetsRoot = said.assetsRoot;
        accepted.inboxCount = heard;
        accepted.timeSec = uint64(block.timestamp);
        accepted.blockNumber = uint64(block.number);
    }

    function strike(uint64 heard) internal returns (uint32 number, Accepted memory accepted) {
        return strikeAt(block.timestamp, heard);
    }

    /// Accepted and in force.
    function enforceAll(uint64 heard) internal returns (Accepted memory accepted) {
        uint32 number;
        (number, accepted) = strike(heard);
        pass(30 minutes);
        vault.mature(number, accepted);
    }

    function listOf(Accepted memory one) internal pure returns (Accepted[] memory list) {
        list = new Accepted[](1);
        list[0] = one;
    }

    function noAssets() internal pure returns (AssetRow[] memory none) {}

    function noList() internal pure returns (Accepted[] memory list) {}

    /// Eight silent days, and the exit: `newest` is the last accepted checkpoint.
    function exitBySilence(Accepted[] memory pending) internal {
        pass(8 days);
        hall.requestExitForSilence();
        pass(2 days);
        hall.beginExit(pending);
    }

    /// Fixes what the token of an asset pays: a day later if it lacks some.
    function settle(uint256 assetId) internal {
        hall.settle(assets[assetId], assetPath(assetId));
        if (hall.settledOf(assets[assetId].token).owedAtoms != 0) return;
        pass(1 days);
        hall.settle(assets[assetId], assetPath(assetId));
    }

    function settleUnlisted(address token) internal {
        hall.settleUnlisted(token, noAssets());
        if (hall.settledOf(token).owedAtoms != 0) return;
        pass(1 days);
        hall.settleUnlisted(token, noAssets());
    }

    function claimFor(uint256 accountId, uint256 assetId) internal {
        hall.exitClaim(
            shownClaim(accountId), assets[assetId].token, rates[assetId], claims[accountId].claim.exitAddress
        );
    }

    function payRow(uint256 index) internal {
        hall.exitPayment(rows[index], rowPath(index), rows[index].recipient);
    }

    function refund(uint256 index) internal {
        hall.exitRefund(entries[index], chunkOf(index), entries[index].sender);
    }

    /// What the hot set signs of an epoch beside what it signed.
    function signedOf(uint64 timeMs, bytes32 claimsRoot) internal pure returns (Signed memory) {
        return Signed(77, timeMs, keccak256("previous"), keccak256("state"), claimsRoot, keccak256("vaults"));
    }

    function digestOfSigned(Signed memory one) internal view returns (bytes32) {
        return signable(
            keccak256(
                abi.encode(
                    CHECKPOINT_TYPE,
                    HOUSE,
                    one.timeMs / 600_000,
                    one.height,
                    one.timeMs,
                    one.previous,
                    one.stateRoot,
                    one.claimsRoot,
                    one.vaultsRoot,
                    hashOf(hot.set, SetKind.hot)
                )
            )
        );
    }

    function contradict(Signed memory first, Signed memory second) internal {
        uint256 count = Keys.quorum(hot.keys.length);
        hall.requestExitForContradiction(
            hot.set, first, hot.sign(digestOfSigned(first), count), second, hot.sign(digestOfSigned(second), count)
        );
    }
}
