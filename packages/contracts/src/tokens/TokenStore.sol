// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// Where the vault keeps what it holds of each token by its own books, and how it sends some.
abstract contract TokenStored {
    using SafeERC20 for IERC20;

    /// ERC-7201 of "novate.tokens".
    bytes32 private constant LAYOUT = 0x73b313581d663f141d18eace6e8a1b3bb2564c152ea64c6c0b33f7fb3b28c600;

    struct Token {
        uint96 heldAtoms;
        uint96 capAtoms;
        bool isListed;
        uint96 floorAtoms;
        /// What the token's own books say is lacking, and since when it cannot be moved; as `sync` saw it last.
        uint96 shortfallAtoms;
        uint64 frozenSince;
    }

    struct TokenStore {
        mapping(address token => Token) tokens;
        /// Every token that ever had terms.
        address[] list;
    }

    error ZeroRecipient();
    error TookTooMuch(address token, uint256 taken, uint256 amount);

    /// Books what leaves; never more than is held.
    function bookOut(address which, uint96 amount) internal {
        tokenOf(which).heldAtoms -= amount;
    }

    /// A token that takes more than it was told to would take it from others.
    function send(IERC20 token, address to, uint256 amount) internal {
        uint256 before = token.balanceOf(address(this));
        token.safeTransfer(to, amount);
        uint256 taken = before - token.balanceOf(address(this));
        require(taken <= amount, TookTooMuch(address(token), taken, amount));
    }

    function requireRecipient(address to) internal view {
        require(to != address(0) && to != address(this), ZeroRecipient());
    }

    function tokenOf(address which) internal view returns (Token storage) {
        return tokenStore().tokens[which];
    }

    function tokenStore() internal pure returns (TokenStore storage store) {
        assembly {
            store.slot := LAYOUT
        }
    }
}
