"""`python -m verify.cli` is `verify`."""

import sys

from verify.cli.parser import main

sys.exit(main())
