// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Lane, OutboxRow} from "../../src/checkpoints/Checkpoint.sol";
import {Accepted} from "../../src/checkpoints/CheckpointStore.sol";
import {EntryKind} from "../../src/inbox/Inbox.sol";
import {TokenTerms} from "../../src/tokens/Tokens.sol";
import {Coin} from "./Coins.sol";
import {ExitBook} from "./ExitBook.sol";
import {vm} from "./Vm.sol";

/// Everybody who is paid out of a vault: three members, two payments that wait, two deposits that came late.
abstract contract ExitPayees is ExitBook {

    address internal constant ANN = address(0xa1);
    address internal constant BEN = address(0xb2);
    address internal constant CAT = address(0xc3);
    address internal constant ROW_ONE = address(0xd1);
    address internal constant ROW_TWO = address(0xd2);
    address internal constant LATE = address(0xe1);
    address internal constant LATER = address(0xe2);
    address internal constant ELSEWHERE = address(0xee);
    address internal constant DEAD = address(0xdead);

    Coin internal spare;
    Accepted internal word;
    bytes32[] internal alone;

    function setUp() external {
        spare = new Coin();
        more.push(TokenTerms(address(spare), 1e15, 1_000));
        found(4);
        comeIn(MEMBER, 1_000_000);
        addClaim(ANN, 400_000, 0, 0, 0);
        // Half of a gain, rounded down.
        addClaim(BEN, 200_000, 100_001, 0, 0);
        addClaim(CAT, 0, 0, 0, 250_000);
        rows.push(OutboxRow(0, address(coin), DEAD, 1, Lane.small, 1));
        rows.push(OutboxRow(1, address(coin), ROW_ONE, 30_000, Lane.main, 30_000));
        rows.push(OutboxRow(2, address(coin), ROW_TWO, 20_000, Lane.main, 50_000));
        addAsset(address(coin), 1_000_000, 50_000, 900_000);
        assets[0].queuedCum[1] = 1;
        pass(10 minutes);
        word = enforceAll(1);
        comeIn(LATE, 5_000);
        askFor(LATE, EntryKind.withdraw);
        comeIn(LATER, 7_000);
    }

    function quit() internal {
        exitBySilence(listOf(word));
    }

    function seize(uint256 amount) internal {
        vm.prank(address(vault));
        coin.transfer(DEAD, amount);
    }

    function has(address who, uint256 amount) internal view {
        equal(coin.balanceOf(who), amount, "paid");
    }

    struct Expected {
        address who;
        uint256 amount;
    }

    function everything() internal pure returns (Expected[7] memory) {
        return [
            Expected(ANN, 400_000),
            Expected(BEN, 250_000),
            Expected(CAT, 250_000),
            Expected(ROW_ONE, 30_000),
            Expected(ROW_TWO, 20_000),
            Expected(LATE, 5_000),
            Expected(LATER, 7_000)
        ];
    }

    function payOne(uint256 which) internal {
        if (which < 3) claimFor(which, 0);
        else if (which < 5) payRow(which - 2);
        else refund(which == 5 ? 1 : 3);
    }
}
