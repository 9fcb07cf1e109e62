// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Lane, OutboxRow, Section} from "../src/checkpoints/Checkpoint.sol";
import {EntryKind, Target} from "../src/inbox/Inbox.sol";
import {SetKind} from "../src/sets/SignerSet.sol";
import {Sha256Tree} from "../src/trees/Sha256Tree.sol";
import {Asserts} from "./support/Asserts.sol";
import {Json, Jsons} from "./support/Json.sol";
import {Keys} from "./support/Keys.sol";
import {SharedBytes} from "./support/SharedBytes.sol";
import {vm} from "./support/Vm.sol";

/// The cheat codes that only this file needs.
interface EtchVm {
    function etch(address target, bytes calldata code) external;
}

EtchVm constant etchVm = EtchVm(address(vm));

/// The vectors that TypeScript reads too, through the vault's own functions.
contract VectorsTest is Asserts {
    /// Runs a constructor where another address is said to be.
    function etchAt(address where, bytes memory creation) internal {
        etchVm.etch(where, creation);
        (bool isMade, bytes memory code) = where.call("");
        isTrue(isMade, "constructor");
        etchVm.etch(where, code);
    }

    function voice(address where, bytes32 house) internal returns (SharedBytes) {
        etchAt(where, abi.encodePacked(type(SharedBytes).creationCode, abi.encode(house)));
        return SharedBytes(where);
    }

    // Leaves: a proof of no sibling at index 0 shows a leaf alone.

    function climbed(bytes32 leaf, uint256 depth) internal returns (bytes32) {
        return new SharedBytes(bytes32(uint256(1))).climb(leaf, 0, new bytes32[](0), depth);
    }

    function test_outboxLeavesAreTypeScripts() public {
        Json memory json = Jsons.open("leaves.json");
        SharedBytes shared = new SharedBytes(bytes32(uint256(1)));
        uint256 count;
        for (string memory path = ".outbox[0]"; json.has(path); path = Jsons.item(".outbox", ++count)) {
            Lane lane = json.isText(string.concat(path, ".lane"), "main")
                ? Lane.main
                : json.isText(string.concat(path, ".lane"), "small") ? Lane.small : Lane.sentBack;
            OutboxRow memory row = OutboxRow({
                nonce: uint64(json.number(string.concat(path, ".nonce"))),
                token: json.account(string.concat(path, ".token")),
                recipient: json.account(string.concat(path, ".recipient")),
                amount: uint96(json.number(string.concat(path, ".amount"))),
                lane: lane,
                cumulative: uint128(json.number(string.concat(path, ".cumulative")))
            });
            bytes32 root = shared.outboxRoot(row, 0, new bytes32[](0));
            equal(root, climbed(json.word(string.concat(path, ".leaf")), 32), path);
            equal(row.nonce & type(uint32).max, json.number(string.concat(path, ".index")), path);
        }
        equal(count, 12, "rows");
    }

    function test_assetLeavesAreTypeScripts() public {
        Json memory json = Jsons.open("leaves.json");
        SharedBytes shared = new SharedBytes(bytes32(uint256(1)));
        uint256 count;
        for (string memory path = ".assets[0]"; json.has(path); path = Jsons.item(".assets", ++count)) {
            AssetRow memory row;
            row.assetId = uint32(json.number(string.concat(path, ".assetId")));
            row.token = json.account(string.concat(path, ".token"));
            row.consumedCum = uint128(json.number(string.concat(path, ".consumedCum")));
            row.queuedCum[0] = uint128(json.number(string.concat(path, ".queuedCum.main")));
            row.queuedCum[1] = uint128(json.number(string.concat(path, ".queuedCum.small")));
            row.queuedCum[2] = uint128(json.number(string.concat(path, ".queuedCum.sentBack")));
            row.claimTotal = uint128(json.number(string.concat(path, ".claimTotal")));
            row.ratesHash = json.word(string.concat(path, ".ratesHash"));
            bytes32 root = shared.assetsRoot(row, 0, new bytes32[](0));
            equal(root, climbed(json.word(string.concat(path, ".leaf")), 32), path);
        }
        equal(count, 6, "rows");
    }

    function test_sectionLeavesAreTypeScripts() public {
        Json memory json = Jsons.open("leaves.json");
        uint256 count;
        for (string memory path = ".sections[0]"; json.has(path); path = Jsons.item(".sections", ++count)) {
            vm.chainId(json.number(string.concat(path, ".chainId")));
            SharedBytes shared = voice(json.account(string.concat(path, ".vault")), bytes32(uint256(1)));
            Section memory section;
            section.inboxCount = uint64(json.number(string.concat(path, ".inboxCount")));
            section.inboxAcc = json.word(string.concat(path, ".inboxAcc"));
            section.outboxRoot = json.word(string.concat(path, ".outboxRoot"));
            section.assetsRoot = json.word(string.concat(path, ".assetsRoot"));
            equal(shared.vaultsRoot(section), climbed(json.word(string.concat(path, ".leaf")), 8), path);
        }
        equal(count, 6, "sections");
    }

    function test_proofsShowWhatTypeScriptSays() public {
        Json memory json = Jsons.open("proofs.json");
        SharedBytes shared = new SharedBytes(bytes32(uint256(1)));
        (uint256 count, uint256 refused) = (0, 0);
        for (string memory path = ".cases[0]"; json.has(path); path = Jsons.item(".cases", ++count)) {
            bytes memory call = abi.encodeCall(
                shared.climb,
                (
                    json.word(string.concat(path, ".leaf")),
                    json.number(string.concat(path, ".index")),
                    json.words(string.concat(path, ".siblings")),
                    json.number(string.concat(path, ".depth"))
                )
            );
            (bool isShown, bytes memory answer) = address(shared).staticcall(call);
            if (isShown) {
                equal(abi.decode(answer, (bytes32)), json.word(string.concat(path, ".root")), path);
            } else {
                bytes4 why = bytes4(answer);
                isTrue(why == Sha256Tree.NoSuchLeaf.selector || why == Sha256Tree.ProofTooLong.selector, path);
                isTrue(json.isText(string.concat(path, ".root"), "null"), path);
                ++refused;
            }
        }
        isTrue(count > refused && refused == 4, "cases");
    }

    function checkSet(Json memory json, string memory path, SetKind kind) internal {
        SharedBytes shared = new SharedBytes(bytes32(uint256(1)));
        Keys.Keyring memory own = json.ring(path);
        shared.checkSet(own.set);
        equal(shared.setHash(own.set, json.word(".house"), kind), json.word(string.concat(path, ".hash")), path);
        for (uint256 n = 0; n < own.keys.length; ++n) {
            equal(own.set.words[n] >> 96, uint256(uint160(vm.addr(own.keys[n]))), path);
        }
    }

    function test_setsHashAsInTypeScript() public {
        Json memory json = Jsons.open("sets.json");
        checkSet(json, ".hot", SetKind.hot);
        checkSet(json, ".cold", SetKind.cold);
        checkSet(json, ".next", SetKind.hot);
        checkSet(json, ".large", SetKind.cold);
    }

    function test_quorumsAreMoreThanTwoThirds() public view {
        Json memory json = Jsons.open("sets.json");
        uint256 count;
        for (string memory path = ".quorums[0]"; json.has(path); path = Jsons.item(".quorums", ++count)) {
            uint256 power = json.number(string.concat(path, ".signed"));
            bool isQuorum = 3 * power > 2 * json.number(string.concat(path, ".total"));
            isTrue(isQuorum == json.isTrue(string.concat(path, ".isQuorum")), path);
        }
        equal(count, 8, "quorums");
    }

    function test_inboxIsTypeScripts() public {
        Json memory json = Jsons.open("inbox.json");
        vm.chainId(json.number(".chainId"));
        SharedBytes shared = voice(json.account(".vault"), json.word(".house"));
        equal(shared.INBOX_START(), json.word(".start"), "start");
        uint256 count;
        for (string memory path = ".entries[0]"; json.has(path); path = Jsons.item(".entries", ++count)) {
            SharedBytes.Entry[] memory one = new SharedBytes.Entry[](1);
            one[0] = SharedBytes.Entry({
                kind: EntryKind(json.number(string.concat(path, ".kind"))),
                target: Target({
                    ownerChain: uint64(json.number(string.concat(path, ".ownerChain"))),
                    owner: json.account(string.concat(path, ".owner")),
                    segmentId: uint16(json.number(string.concat(path, ".segmentId"))),
                    accountId: uint32(json.number(string.concat(path, ".accountId")))
                }),
                token: json.account(string.concat(path, ".token")),
                amount: json.number(string.concat(path, ".amount")),
                data: json.content(string.concat(path, ".data"))
            });
            vm.warp(json.number(string.concat(path, ".timeSec")));
            vm.prank(json.account(string.concat(path, ".sender")));
            equal(shared.enterAll(one)[0], json.word(string.concat(path, ".acc")), path);
        }
        equal(count, 66, "entries");
    }
}
