"""`python -m bench.faults`: what `bench.faults.run` does, apart from it so that its workers can import it."""

import sys

from bench.faults.run import main

if __name__ == "__main__":
    sys.exit(main())
