// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// A plain token that anybody may mint.
contract Coin is ERC20Permit {
    constructor() ERC20("Coin", "COIN") ERC20Permit("Coin") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// The wrapper of the chain's coin.
contract WrappedCoin is ERC20 {
    constructor() ERC20("Wrapped", "WRAP") {}

    function deposit() external payable {
        _mint(msg.sender, msg.value);
    }
}
