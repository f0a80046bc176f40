"""Benchmarks: `make bench` prints figures and ratios against peers of one run; nothing passes or fails by the clock."""
