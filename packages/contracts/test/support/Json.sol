// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SignerSet} from "../../src/sets/SignerSet.sol";
import {Keys} from "./Keys.sol";

/// The cheat codes of Foundry that read JSON.
interface JsonVm {
    function parseJsonAddress(string calldata json, string calldata key) external pure returns (address);
    function parseJsonAddressArray(string calldata json, string calldata key) external pure returns (address[] memory);
    function parseJsonBool(string calldata json, string calldata key) external pure returns (bool);
    function parseJsonBytes(string calldata json, string calldata key) external pure returns (bytes memory);
    function parseJsonBytes32(string calldata json, string calldata key) external pure returns (bytes32);
    function parseJsonBytes32Array(string calldata json, string calldata key) external pure returns (bytes32[] memory);
    function parseJsonString(string calldata json, string calldata key) external pure returns (string memory);
    function parseJsonUint(string calldata json, string calldata key) external pure returns (uint256);
    function parseJsonUintArray(string calldata json, string calldata key) external pure returns (uint256[] memory);
    function keyExistsJson(string calldata json, string calldata key) external pure returns (bool);
    function readFile(string calldata path) external view returns (string memory);
    function toString(uint256 value) external pure returns (string memory);
}

/// A file of `vectors/custody`, and values in it by their path.
struct Json {
    string text;
}

using Jsons for Json global;

library Jsons {
    JsonVm private constant VM = JsonVm(address(uint160(uint256(keccak256("hevm cheat code")))));

    function open(string memory name) internal view returns (Json memory) {
        return Json(VM.readFile(string.concat("vectors/custody/", name)));
    }

    /// The path of element `index` of a list.
    function item(string memory list, uint256 index) internal pure returns (string memory) {
        return string.concat(list, "[", VM.toString(index), "]");
    }

    function has(Json memory json, string memory path) internal pure returns (bool) {
        return VM.keyExistsJson(json.text, path);
    }

    function number(Json memory json, string memory path) internal pure returns (uint256) {
        return VM.parseJsonUint(json.text, path);
    }

    function numbers(Json memory json, string memory path) internal pure returns (uint256[] memory) {
        return VM.parseJsonUintArray(json.text, path);
    }

    function word(Json memory json, string memory path) internal pure returns (bytes32) {
        return VM.parseJsonBytes32(json.text, path);
    }

    /// Also of an empty list, which has no type.
    function words(Json memory json, string memory path) internal pure returns (bytes32[] memory none) {
        if (has(json, string.concat(path, "[0]"))) return VM.parseJsonBytes32Array(json.text, path);
    }

    function account(Json memory json, string memory path) internal pure returns (address) {
        return VM.parseJsonAddress(json.text, path);
    }

    function accounts(Json memory json, string memory path) internal pure returns (address[] memory) {
        return VM.parseJsonAddressArray(json.text, path);
    }

    function content(Json memory json, string memory path) internal pure returns (bytes memory) {
        return VM.parseJsonBytes(json.text, path);
    }

    function isTrue(Json memory json, string memory path) internal pure returns (bool) {
        return VM.parseJsonBool(json.text, path);
    }

    function isText(Json memory json, string memory path, string memory expected) internal pure returns (bool) {
        return keccak256(bytes(VM.parseJsonString(json.text, path))) == keccak256(bytes(expected));
    }

    /// A set of `sets.json`, with its keys.
    function ring(Json memory json, string memory path) internal pure returns (Keys.Keyring memory made) {
        made.keys = numbers(json, string.concat(path, ".keys"));
        made.set = SignerSet({
            epoch: uint64(number(json, string.concat(path, ".epoch"))),
            total: uint96(number(json, string.concat(path, ".total"))),
            words: numbers(json, string.concat(path, ".words"))
        });
    }
}
