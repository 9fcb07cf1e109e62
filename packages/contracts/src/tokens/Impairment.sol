// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Tokens} from "./Tokens.sol";

/// Writes down what a token did to the vault, so that the house can read it by proof: a lower balance, or transfers that fail.
abstract contract Impairment is Tokens, ReentrancyGuardTransient {
    /// What a transfer may cost, and what must be left for the books: else a caller with little gas would freeze any token.
    uint256 private constant PROBE_GAS = 300_000;
    uint256 private constant BOOK_GAS = 100_000;

    event Synced(address indexed token, uint96 shortfallAtoms, uint64 frozenSince);

    error GasTooLow();

    /// Compares the token's books with the vault's, and tries to move one atom to itself. Anyone may.
    function sync(address which) external nonReentrant {
        Token storage token = tokenOf(which);
        require(token.isListed, NotListed(which));
        require(gasleft() > (PROBE_GAS + BOOK_GAS) * 64 / 63, GasTooLow());
        uint256 balance = IERC20(which).balanceOf(address(this));
        bool isFrozen = balance > 0 && !canMove(which);
        // Written in one go after the token's last word, so that whoever it calls reads what was there before.
        uint256 held = token.heldAtoms;
        token.shortfallAtoms = balance < held ? uint96(held - balance) : 0;
        if (!isFrozen) token.frozenSince = 0;
        else if (token.frozenSince == 0) token.frozenSince = uint64(block.timestamp);
        emit Synced(which, token.shortfallAtoms, token.frozenSince);
    }

    /// Whether one atom moves from the vault to itself. An answer of any length costs no more than a word.
    function canMove(address which) private returns (bool isDone) {
        bytes memory probe = abi.encodeCall(IERC20.transfer, (address(this), 1));
        assembly ("memory-safe") {
            isDone := call(PROBE_GAS, which, 0, add(probe, 32), mload(probe), 0, 32)
            isDone := and(isDone, or(iszero(returndatasize()), and(gt(returndatasize(), 31), eq(mload(0), 1))))
        }
    }
}
