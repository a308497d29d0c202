"""What a picture or film that somebody else made costs and holds, read from its bytes without decoding it."""
