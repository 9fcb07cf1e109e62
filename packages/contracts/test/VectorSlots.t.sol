// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AssetRow, Lane, OutboxRow, Roots} from "../src/checkpoints/Checkpoint.sol";
import {Accepted} from "../src/checkpoints/CheckpointStore.sol";
import {Tree} from "../src/exit/Availability.sol";
import {Kept, ShownClaim} from "../src/exit/Claim.sol";
import {Json, Jsons} from "./support/Json.sol";
import {ExitBook} from "./support/ExitBook.sol";
import {Trees} from "./support/Trees.sol";
import {vm} from "./support/Vm.sol";

/// What a vault holds stands in the slots that TypeScript names, packed as it reads them.
contract VectorSlotsTest is ExitBook {
    uint256 internal constant PAID = 1_000;

    Json internal json;

    function setUp() public {
        json = Jsons.open("slots.json");
        found(4);
        isTrue(address(coin) == json.account(".token"), "the token stands elsewhere");
        for (uint256 n = 0; n < 65; ++n) {
            comeIn(MEMBER, 1_000_000);
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

    function test_exitsStandWhereTypeScriptReadsThem() public {
        equal(stored("exit"), 0, "none");
        addAsset(address(coin), 64_000_000, 0, 64_000_000);
        ShownClaim memory shown;
        shown.claim.accountId = uint32(json.number(".nonce"));
        shown.claim.exitAddress = MEMBER;
        shown.kept = new Kept[](1);
        shown.kept[0] = Kept(0, 9);
        shown.siblings = new bytes32[](9);
        claims.push();
        pass(10 minutes);
        strike(64);
        pass(10 minutes);
        (uint32 number, Accepted memory accepted) = strikeOf(
            block.timestamp, 64, Trees.climb(leafOfClaim(shown), shown.claim.accountId, shown.siblings, 32)
        );
        vm.deal(address(this), BOND);
        hall.challenge{value: BOND}(number, accepted, Tree.assets, 0);
        equal(stored("openChallenges"), 1, "open");
        hall.answerAsset(number, accepted, assets[0], rates[0], assetPath(0), address(0xfee1));
        equal(stored("openChallenges"), 0, "none open");
        pass(8 days);
        hall.requestExitForSilence();
        (uint256 requestedAt, uint256 blockNumber) = (block.timestamp, block.number);
        uint256 word = 1 | 1 << 8 | requestedAt << 16 | (requestedAt + 2 days) << 80 | blockNumber << 208;
        equal(stored("exit"), word, "requested");
        pass(2 days);
        hall.beginExit(listOf(accepted));
        word = 2 | 1 << 8 | requestedAt << 16 | block.timestamp << 80 | uint256(accepted.epoch) << 144 | blockNumber << 208;
        equal(stored("exit"), word, "in exit");
        vm.prank(address(vault));
        coin.transfer(address(0xdead), 1_000_000);
        settle(0);
        equal(stored("exitSettled"), uint256(64_000_000) | 65_000_000 << 96, "settled");
        equal(stored("exitRates"), uint256(assets[0].ratesHash), "rates");
        hall.exitClaim(shown, address(coin), rates[0], MEMBER);
        equal(stored("exitClaimed"), 1 << (json.number(".nonce") & 0xff), "claimed");
        refund(64);
        equal(stored("exitRefunded"), 1 << 64, "paid back");
        equal(stored("stop"), type(uint64).max, "for good");
    }
}
