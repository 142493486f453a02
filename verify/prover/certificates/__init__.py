"""Certificates: what the kernel has shown, written so that `verify/recheck.py` shows it again without the kernel."""
