"""`python -m bench.delicate`: what `bench.delicate.run` does, apart from it so that its workers can import it."""

import sys

from bench.delicate.run import main

if __name__ == "__main__":
    sys.exit(main())
