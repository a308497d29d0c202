-- What is to go to the server that benches share, where there is one. It has no person in it and no order: the steps of
-- a finished session are shuffled before they get their numbers.

CREATE TABLE identity (
  only_one INTEGER PRIMARY KEY, -- 1
  id TEXT NOT NULL,             -- random
  secret TEXT NOT NULL,         -- random, for this station alone
  seq INTEGER NOT NULL,         -- the last number that was given
  mark TEXT NOT NULL,           -- of the last parcel
  level TEXT NOT NULL,          -- the journal's level at the last start: where it becomes lower, the server forgets
  is_on INTEGER NOT NULL,       -- whether a server is set; where not, nothing new is put here
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE parcel (
  first INTEGER PRIMARY KEY,
  last INTEGER NOT NULL,
  mark TEXT NOT NULL,
  after TEXT NOT NULL,          -- the mark of the parcel before it
  forget TEXT NOT NULL,         -- ranges of numbers to be deleted on the server, as 3-9,12-12; else empty
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE parcel_entry (
  seq INTEGER PRIMARY KEY,
  parcel INTEGER NOT NULL REFERENCES parcel ON DELETE CASCADE,
  day TEXT NOT NULL,
  task TEXT NOT NULL,
  version TEXT NOT NULL,
  step INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  help INTEGER NOT NULL,
  check_name TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
CREATE INDEX parcel_entry_of ON parcel_entry (parcel);

-- Which numbers a session went under, so that it goes once, and can be deleted on the server with its worker's card.
CREATE TABLE shipped (
  session INTEGER PRIMARY KEY REFERENCES session ON DELETE CASCADE,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;
