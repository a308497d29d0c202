-- Which rows of a list are ticked, one row here a kit, so that a page that is not done yet comes back as it was left.

CREATE TABLE tick (
  session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
  kit INTEGER NOT NULL,
  places TEXT NOT NULL,      -- the ticked items by index over the steps and break points, from 0, with commas between
  hash BLOB NOT NULL,
  PRIMARY KEY (session, kit)
) STRICT, WITHOUT ROWID;
