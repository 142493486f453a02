"""`python -m practice`: what `practice.make` does, apart from it so that its workers can import it."""

import sys

from practice.make import main

if __name__ == "__main__":
    sys.exit(main())
