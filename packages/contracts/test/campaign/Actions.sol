// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenTerms} from "../../src/tokens/Tokens.sol";
import {OddCoin} from "../support/OddCoin.sol";
import {vm} from "../support/Vm.sol";
import {ExitActions} from "./ExitActions.sol";

/// A vault with a sound and an odd token, and everything that may be done to it in any order.
contract Actions is ExitActions {
    constructor() {
        odd = new OddCoin();
        more.push(TokenTerms(address(odd), 1e15, 1_000));
        found(4);
        listed = [address(coin), address(odd)];
        (timeSec, blockNumber) = (block.timestamp, block.number);
        lastAcceptedAt = block.timestamp;
        acc = vault.inboxAcc();
        for (uint256 n = 0; n < 3; ++n) {
            coin.mint(actors[n], 1e30);
            odd.mint(actors[n], 1e30);
            vm.prank(actors[n]);
            coin.approve(address(vault), type(uint256).max);
            vm.prank(actors[n]);
            odd.approve(address(vault), type(uint256).max);
        }
        deposit(0, 0, 1_000_000);
        deposit(1, 1, 1_000_000);
    }
}
