"""Text as a network sees it: decoded, and as a sequence of symbols."""
