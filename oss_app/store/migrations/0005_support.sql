-- What the rule of the help levels needs of a step besides how it ended, and what was said about help in a task.

CREATE TABLE needed (
  session INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
  kit INTEGER NOT NULL,
  step INTEGER NOT NULL,
  level TEXT NOT NULL,           -- the help level on the screen
  asked INTEGER NOT NULL,        -- the highest rung that the worker asked for, 0 for none
  failed INTEGER NOT NULL,       -- tries that count: not done, and later seen done
  chose_more INTEGER NOT NULL,   -- more help was chosen until the end of the kit
  hash BLOB NOT NULL,
  PRIMARY KEY (session, kit, step)
) STRICT, WITHOUT ROWID;

-- At the level "own progress" alone. One word a day: no order within a day is kept.
CREATE TABLE remark (
  card TEXT NOT NULL,
  task TEXT NOT NULL,
  day TEXT NOT NULL,
  said TEXT NOT NULL,
  level TEXT NOT NULL,           -- the help level that was kept from then on
  hash BLOB NOT NULL,
  PRIMARY KEY (card, task, day, said)
) STRICT, WITHOUT ROWID;

-- Closed sessions have numbers that tell no order, so the latest are found by their day.
DROP INDEX ended_of_check;
CREATE INDEX ended_of_check ON ended (check_name, day, session, turn) WHERE check_name <> '';
