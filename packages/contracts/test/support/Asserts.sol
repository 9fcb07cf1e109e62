// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// Says what was expected when it was not so.
abstract contract Asserts {
    error Different(string what, uint256 is_, uint256 expected);
    error NotSo(string what);

    function equal(uint256 is_, uint256 expected, string memory what) internal pure {
        require(is_ == expected, Different(what, is_, expected));
    }

    function equal(bytes32 is_, bytes32 expected, string memory what) internal pure {
        require(is_ == expected, Different(what, uint256(is_), uint256(expected)));
    }

    function isTrue(bool condition, string memory what) internal pure {
        require(condition, NotSo(what));
    }
}
