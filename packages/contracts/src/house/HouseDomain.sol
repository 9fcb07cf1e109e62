// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// The signing domain of one house: what its validators sign is good in no other.
abstract contract HouseDomain {
    bytes32 private constant DOMAIN_TYPE = keccak256("EIP712Domain(string name,string version,bytes32 salt)");

    /// SHA-256 of the canonical genesis.
    bytes32 public immutable HOUSE;
    bytes32 public immutable DOMAIN_SEPARATOR;

    error ZeroHouse();

    constructor(bytes32 house) {
        require(house != 0, ZeroHouse());
        HOUSE = house;
        DOMAIN_SEPARATOR = keccak256(abi.encode(DOMAIN_TYPE, keccak256("Novate"), keccak256("1"), house));
    }

    /// The 32 bytes that are signed for a struct (EIP-712).
    function digestOf(bytes32 structHash) internal view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", DOMAIN_SEPARATOR, structHash));
    }
}
