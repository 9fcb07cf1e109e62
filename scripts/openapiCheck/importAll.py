"""Imports every module of a generated client: the folder that holds the package, and the package."""

import importlib
import pkgutil
import sys

folder, name = sys.argv[1:]
sys.path.insert(0, folder)
package = importlib.import_module(name)
modules = [module.name for module in pkgutil.walk_packages(package.__path__, f"{name}.")]
for module in modules:
    importlib.import_module(module)
models = importlib.import_module(f"{name}.models")
assert models.CodecMarginMethod.PORTFOLIO == 2, "codes have names"
print(f"{len(modules)} modules")
