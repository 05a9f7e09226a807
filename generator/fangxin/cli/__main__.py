"""``python -m fangxin.cli``: the same as the command ``fangxin``."""

import sys

from fangxin.cli.main import main

sys.exit(main())
