-- Sessions, where each stands, and how its steps ended. There is no time of day anywhere: a day is all that is needed,
-- and no duration can be read from it. Each row ends in a hash of the rest of it.

CREATE TABLE session (
  number INTEGER PRIMARY KEY,
  task TEXT NOT NULL,
  card TEXT NOT NULL,        -- empty where no person is kept
  digest TEXT NOT NULL,      -- of the task that it was begun with
  level TEXT NOT NULL,       -- the journal's level when it was begun
  day TEXT NOT NULL,         -- the last day on which something was kept
  is_open INTEGER NOT NULL,
  on_screen INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;

-- Where an open session stands: the newest position and the one before it, so that one damaged row is survived.
CREATE TABLE position (
  session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
  slot INTEGER NOT NULL,     -- turn modulo 2
  turn INTEGER NOT NULL,     -- counts what was kept of a session, from 0
  kit INTEGER NOT NULL,
  place INTEGER NOT NULL,    -- index over the steps and break points, from 0
  phase TEXT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (session, slot)
) STRICT, WITHOUT ROWID;

-- How a step ended, the first time and the last. What came after it is a third witness of where the session stands.
CREATE TABLE ended (
  session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
  kit INTEGER NOT NULL,
  step INTEGER NOT NULL,     -- from 1 over the steps alone
  day TEXT NOT NULL,
  turn INTEGER NOT NULL,
  check_name TEXT NOT NULL,  -- empty where no check was on
  first_outcome TEXT NOT NULL,
  first_help INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  help INTEGER NOT NULL,
  next_kit INTEGER NOT NULL,
  next_place INTEGER NOT NULL,
  next_phase TEXT NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (session, kit, step)
) STRICT, WITHOUT ROWID;

CREATE INDEX ended_of_check ON ended (check_name, session, turn) WHERE check_name <> '';
