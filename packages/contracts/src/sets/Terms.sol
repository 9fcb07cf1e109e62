// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Timers} from "../house/Timers.sol";
import {TokenTerms} from "../tokens/Tokens.sol";
import {Signatures, SignerSet} from "./SignerSet.sol";
import {SignedOrders} from "./SignedOrders.sol";

/// How much of a token the vault takes: the hot set says so. Less holds at once, and more after a delay, so that nobody
/// fills a vault with a token that was broken a minute ago.
abstract contract Terms is SignedOrders {
    bytes32 private constant TERMS_TYPE =
        keccak256("Terms(bytes32 house,uint256 chainId,address vault,uint256 number,bytes32 terms)");

    struct Raise {
        TokenTerms terms;
        uint64 orderedAt;
    }

    mapping(address token => Raise) private raises;
    /// Raises that were ordered before are void: every replacement of the hot set begins a new age.
    uint64 private validFrom;

    uint64 private immutable RAISE_DELAY;

    event RaiseOrdered(address indexed token, uint96 capAtoms, uint96 floorAtoms);

    error NoRaise(address token);
    error FloorRisesTooFast(uint256 mostAtoms);

    constructor(Timers memory timers) {
        RAISE_DELAY = timers.capRaise;
    }

    function setTerms(TokenTerms calldata terms, SignerSet calldata set, Signatures calldata signatures) external {
        takeOrder(TERMS_TYPE, keccak256(abi.encode(terms)), set, signatures);
        TokenTerms memory held = VAULT.termsOf(terms.token);
        // A floor of everything would be a way round the drip.
        uint256 most = 2 * uint256(held.floorAtoms);
        require(most == 0 || terms.floorAtoms <= most, FloorRisesTooFast(most));
        delete raises[terms.token];
        if (terms.capAtoms <= held.capAtoms && terms.floorAtoms <= held.floorAtoms) {
            VAULT.setTerms(terms);
        } else {
            raises[terms.token] = Raise(terms, uint64(block.timestamp));
            emit RaiseOrdered(terms.token, terms.capAtoms, terms.floorAtoms);
        }
    }

    /// Puts higher terms in force whose delay is over. Anyone may.
    function raise(address token) external {
        Raise memory ordered = raises[token];
        require(ordered.orderedAt > validFrom && hasWaited(ordered.orderedAt, RAISE_DELAY), NoRaise(token));
        delete raises[token];
        VAULT.setTerms(ordered.terms);
    }

    function voidTerms() internal {
        validFrom = uint64(block.timestamp);
    }
}
