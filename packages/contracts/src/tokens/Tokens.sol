// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Stoppable} from "../vault/Stoppable.sol";
import {TokenStored} from "./TokenStore.sol";

/// How much of a token the vault holds at most, and the least of it that may leave in an hour.
struct TokenTerms {
    address token;
    uint96 capAtoms;
    uint96 floorAtoms;
}

/// The tokens of the vault, and how much of each it holds by its own books.
abstract contract Tokens is Stoppable, TokenStored {
    /// Else the last atoms of a vault could not leave: an hour's limit of one rounds to nothing.
    uint96 private constant LEAST_FLOOR = 2;

    event TermsSet(address indexed token, uint96 capAtoms, uint96 floorAtoms);

    error ZeroToken();
    error FloorTooLow(uint96 floorAtoms);
    error NotListed(address token);
    error CapReached(address token, uint256 capAtoms, uint256 heldAtoms);
    error AmountOutOfRange(uint256 amount);

    constructor(TokenTerms[] memory terms) {
        for (uint256 n = 0; n < terms.length; ++n) {
            applyTerms(terms[n]);
        }
    }

    /// What the vault holds of a token by its own books: paid in, less paid out.
    function heldAtoms(address token) external view returns (uint96) {
        return tokenOf(token).heldAtoms;
    }

    function tokens() external view returns (address[] memory) {
        return tokenStore().list;
    }

    function termsOf(address token) external view returns (TokenTerms memory) {
        Token storage one = tokenOf(token);
        return TokenTerms(token, one.capAtoms, one.floorAtoms);
    }

    /// What is lacking of a token by its own books, and since when it cannot be moved; zeros of one that is sound.
    function impairmentOf(address token) external view returns (uint96 shortfallAtoms, uint64 frozenSince) {
        Token storage one = tokenOf(token);
        return (one.shortfallAtoms, one.frozenSince);
    }

    function setTerms(TokenTerms calldata terms) external onlySets {
        applyTerms(terms);
    }

    /// Books what came in. The cap bounds what is held.
    function bookIn(address which, uint256 amount) internal {
        Token storage token = tokenOf(which);
        require(amount > 0 && amount <= type(uint96).max, AmountOutOfRange(amount));
        uint256 held = token.heldAtoms + amount;
        require(held <= token.capAtoms, CapReached(which, token.capAtoms, held));
        token.heldAtoms = uint96(held);
    }

    function applyTerms(TokenTerms memory terms) private {
        require(terms.token != address(0), ZeroToken());
        require(terms.floorAtoms >= LEAST_FLOOR, FloorTooLow(terms.floorAtoms));
        Token storage token = tokenOf(terms.token);
        if (!token.isListed) {
            token.isListed = true;
            tokenStore().list.push(terms.token);
        }
        (token.capAtoms, token.floorAtoms) = (terms.capAtoms, terms.floorAtoms);
        emit TermsSet(terms.token, terms.capAtoms, terms.floorAtoms);
    }
}
