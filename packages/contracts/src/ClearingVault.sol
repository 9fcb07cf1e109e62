// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Checkpoints} from "./checkpoints/Checkpoints.sol";
import {Deposits} from "./deposits/Deposits.sol";
import {IPermit2, IWrappedCoin} from "./deposits/interfaces.sol";
import {Door, ExitTerms} from "./exit/Door.sol";
import {HouseDomain} from "./house/HouseDomain.sol";
import {Timers} from "./house/Timers.sol";
import {Payments} from "./outflow/Payments.sol";
import {Impairment} from "./tokens/Impairment.sol";
import {Tokens, TokenTerms} from "./tokens/Tokens.sol";

/// The escrow of one house on one chain. It has no owner and no proxy: only what the house's rules say, signed by more than
/// two thirds of its validators and old enough to be looked at, moves a token out.
///
/// `ValidatorSets` deploys it and says who signs, who may stop it for a while, and how much of which token it takes. Without them
/// everybody leaves by proof: see `ExitHall`, whose functions answer at this address.
contract ClearingVault is Deposits, Payments, Impairment, Door {
    constructor(
        bytes32 house,
        bytes32 hotSet,
        Timers memory timers,
        TokenTerms[] memory terms,
        IWrappedCoin wrappedCoin,
        IPermit2 permit2,
        ExitTerms memory exitTerms
    )
        HouseDomain(house)
        Checkpoints(timers, hotSet)
        Tokens(terms)
        Deposits(wrappedCoin, permit2)
        Door(exitTerms, timers)
    {}
}
