"""Measurements that are no part of the package: `make bench-prove`."""
