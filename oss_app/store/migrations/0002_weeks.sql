-- What stays of a week when its detail is deleted: one percentage a task, and a worker where the level allows it.

CREATE TABLE week (
  monday TEXT NOT NULL,
  task TEXT NOT NULL,
  card TEXT NOT NULL,            -- empty where no person is kept
  without_help INTEGER NOT NULL, -- percentage of the steps, 0 to 100
  hash BLOB NOT NULL,
  PRIMARY KEY (monday, task, card)
) STRICT, WITHOUT ROWID;
