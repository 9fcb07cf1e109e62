// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// A token whose issuer can take from anybody, and freeze all of it.
contract FrailCoin is ERC20 {
    bool public isFrozen;

    error Frozen();

    constructor() ERC20("Frail", "FRAIL") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function seize(address from, uint256 amount) external {
        _burn(from, amount);
    }

    function freeze(bool frozen) external {
        isFrozen = frozen;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(!isFrozen, Frozen());
        super._update(from, to, value);
    }
}
