// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {Target} from "../inbox/Inbox.sol";

/// What of a vault this token calls.
interface ITakesDeposits {
    function deposit(address token, uint256 amount, Target calldata target, bytes calldata data)
        external
        returns (uint64 index);
}

/// A token for chains of one's own, where nothing is worth anything: anybody mints it, and it pays itself into a vault.
contract TrialToken is ERC20Permit {
    uint8 private immutable DECIMALS;

    error LengthsDiffer();

    constructor(string memory name, string memory symbol, uint8 decimals_) ERC20(name, symbol) ERC20Permit(name) {
        DECIMALS = decimals_;
    }

    function decimals() public view override returns (uint8) {
        return DECIMALS;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    /// Pays new tokens into a vault for many owners, an entry of its inbox each.
    function fund(ITakesDeposits vault, Target[] calldata targets, uint256[] calldata amounts) external {
        require(targets.length == amounts.length, LengthsDiffer());
        for (uint256 n = 0; n < targets.length; ++n) {
            _mint(address(this), amounts[n]);
            _approve(address(this), address(vault), amounts[n]);
            vault.deposit(address(this), amounts[n], targets[n], "");
        }
    }
}
