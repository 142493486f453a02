"""`python -m bench.trust`: what `bench.trust.run` does, apart from it so that its workers can import it."""

import sys

from bench.trust.run import main

if __name__ == "__main__":
    sys.exit(main())
