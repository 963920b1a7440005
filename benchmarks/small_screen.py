"""A screen of 1280x720 without anybody's preferences, for Qt's platform without a display; to be imported before Qt."""

import json
import os
import tempfile
from pathlib import Path

WIDTH, HEIGHT = 1280, 720
HOME = tempfile.TemporaryDirectory()
SCREEN = {
    "name": "small",
    "x": 0,
    "y": 0,
    "width": WIDTH,
    "height": HEIGHT,
    "logicalDpi": 96,
    "logicalBaseDpi": 96,
    "dpr": 1,
}

(Path(HOME.name) / "screen.json").write_text(json.dumps({"screens": [SCREEN]}))
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={HOME.name}/screen.json"
