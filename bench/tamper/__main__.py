"""`python -m bench.tamper`."""

import sys

from bench.tamper.run import main

if __name__ == "__main__":
    sys.exit(main())
