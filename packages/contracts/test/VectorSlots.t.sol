// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Lane, OutboxRow, Roots} from "../src/checkpoints/Checkpoint.sol";
import {Json, Jsons} from "./support/Json.sol";
import {TestVault} from "./support/TestVault.sol";
import {Trees} from "./support/Trees.sol";
import {vm} from "./support/Vm.sol";

/// What a vault holds stands in the slots that TypeScript names, packed as it reads them.
contract VectorSlotsTest is TestVault {
    uint256 internal constant PAID = 1_000;

    Json internal json;

    function setUp() public {
        json = Jsons.open("slots.json");
        found(4);
        isTrue(address(coin) == json.account(".token"), "the token stands elsewhere");
        for (uint256 n = 0; n < 65; ++n) {
            pay(MEMBER, 1_000_000);
        }
    }

    function stored(string memory name) internal view returns (uint256) {
        return uint256(vm.load(address(vault), json.word(string.concat(".slots.", name))));
    }

    function test_theInboxStandsWhereTypeScriptReadsIt() public view {
        equal(stored("inboxCount"), 65, "count");
        equal(stored("inboxChunk0"), uint256(vault.inboxChunk(0)), "first chunk");
        equal(stored("inboxChunk1"), uint256(vault.inboxAcc()), "second chunk");
    }

    function test_checkpointsStandWhereTypeScriptReadsThem() public {
        OutboxRow[] memory rows = new OutboxRow[](1);
        rows[0] = OutboxRow(uint64(json.number(".nonce")), address(coin), MEMBER, uint96(PAID), Lane.main, uint128(PAID));
        AssetRow memory asset = assetOf(uint128(PAID));
        Said memory said = saying(rows, asset);
        uint256 accepted = block.timestamp;
        enforce(said);
        (uint64 epoch, uint32 count, uint64 maturedEpoch, uint64 heardCount) = vault.checkpointState();
        equal(stored("checkpointHead"), uint256(epoch) | uint256(vault.lastSignedAt()) << 64 | uint256(count) << 128 | uint256(accepted) << 160, "head");
        equal(stored("checkpointInForce"), uint256(maturedEpoch) | uint256(heardCount) << 64, "in force");
        equal(stored("hotSet"), uint256(vault.hotSet()), "hot set");
        Roots memory roots = vault.rootsInForce();
        equal(stored("stateRoot"), uint256(roots.stateRoot), "state");
        equal(stored("claimsRoot"), uint256(roots.claimsRoot), "claims");
        equal(stored("outboxRoot"), uint256(said.outboxRoot), "outbox");
        equal(stored("assetsRoot"), uint256(said.assetsRoot), "assets");

        vault.advance(asset, 0, Trees.siblingsOf(Trees.assetLeaves(asset), 0));
        equal(stored("flowMain"), PAID, "allowed");
        vault.pay(rows[0], 0, Trees.siblingsOf(Trees.outboxLeaves(rows), 0));
        equal(stored("flowMain"), PAID | PAID << 128, "allowed and paid");
        equal(stored("flowSmall") | stored("flowSentBack"), 0, "other lanes");
        equal(stored("paid"), 1 << (json.number(".nonce") & 0xff), "bit");
    }

    function test_tokensStandWhereTypeScriptReadsThem() public {
        uint256 held = uint256(vault.heldAtoms(address(coin)));
        uint256 cap = vault.termsOf(address(coin)).capAtoms;
        equal(stored("tokenHeld"), held | cap << 96 | 1 << 192, "held");
        equal(stored("tokenHealth"), vault.termsOf(address(coin)).floorAtoms, "sound");
        vm.prank(address(vault));
        coin.transfer(MEMBER, 7);
        vault.sync(address(coin));
        equal(stored("tokenHealth"), uint256(vault.termsOf(address(coin)).floorAtoms) | 7 << 96, "lacking");
    }

    function test_stopsStandWhereTypeScriptReadsThem() public {
        vm.prank(GUARDIAN);
        sets.stop();
        uint256 endsAt = vault.stopEndsAt();
        equal(stored("stop"), endsAt, "stopped");
        vm.warp(endsAt);
        vault.resume();
        equal(stored("stop"), block.timestamp << 64 | block.number << 128, "resumed");
    }
}
