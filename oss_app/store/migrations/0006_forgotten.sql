-- Which sessions went to the server, without the numbers that they went under: those count upward, and would tell the
-- order of a day. What is to be deleted there is named by its contents: of two entries that are alike, either will do.

DROP TABLE shipped;
CREATE TABLE shipped (
  session INTEGER PRIMARY KEY REFERENCES session ON DELETE CASCADE,
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE forgotten (
  parcel INTEGER NOT NULL REFERENCES parcel ON DELETE CASCADE,
  number INTEGER NOT NULL,
  day TEXT NOT NULL,
  task TEXT NOT NULL,
  version TEXT NOT NULL,
  step INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  help INTEGER NOT NULL,
  check_name TEXT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (parcel, number)
) STRICT, WITHOUT ROWID;
