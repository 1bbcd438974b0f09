"""How fast Cairn signs, verifies and issues, beside a plain program that only signs or verifies.

    python -m benchmarks [--seconds N] [--quick] [--json FILE]

A rate says little about a machine that nobody else has, so every figure is a pair, measured turn by turn in
the same run, and its ratio. Nothing here asserts a speed, and no figure is printed that was not counted.
docs/performance.md has the figures of a real run, and what they mean.
"""
