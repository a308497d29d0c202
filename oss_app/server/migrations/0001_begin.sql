-- What twenty stations share: who they are, who asks for help now, and how steps ended. No person and no time of day
-- is in `entry`; the order in it is shuffled by the stations, and says nothing of how long a step took.

CREATE TABLE oss_app.station (
  id uuid PRIMARY KEY,
  label text NOT NULL DEFAULT '' CHECK (length(label) <= 40), -- of a bench, where the employer chose one
  key_hash bytea NOT NULL,                                    -- SHA-256 of a random key that only the station has
  app text NOT NULL DEFAULT '' CHECK (length(app) <= 40),
  schema integer NOT NULL DEFAULT 1,
  seq bigint NOT NULL DEFAULT 0,                              -- of the last entry that came
  mark text NOT NULL DEFAULT ''                               -- of the parcel that it came in
);

CREATE TABLE oss_app.board (
  station uuid PRIMARY KEY REFERENCES oss_app.station ON DELETE CASCADE,
  state text NOT NULL CHECK (length(state) <= 60),            -- 'well', 'help', or 'trouble:' and what
  since timestamptz,                                          -- when help was asked; nothing while all is well
  heard timestamptz NOT NULL,                                 -- written over each time: there is no history
  coming boolean NOT NULL DEFAULT false
);

CREATE TABLE oss_app.entry (
  station uuid NOT NULL REFERENCES oss_app.station ON DELETE CASCADE,
  seq bigint NOT NULL,
  day date NOT NULL,                                          -- by the station's clock, never changed
  received date,                                              -- the server's day, only where the two differ by more than 1
  task text NOT NULL CHECK (length(task) <= 200),
  version text NOT NULL CHECK (length(version) <= 64),
  step integer NOT NULL CHECK (step > 0),
  outcome text NOT NULL CHECK (length(outcome) <= 20),
  help smallint NOT NULL CHECK (help >= 0),
  check_name text NOT NULL DEFAULT '' CHECK (length(check_name) <= 200),
  PRIMARY KEY (station, seq)
);
CREATE INDEX entry_of_day ON oss_app.entry (coalesce(received, day));

-- A station is whoever has its key. The first that comes with a new id leaves the hash of its key.
CREATE FUNCTION oss_app.knows(of_station uuid, with_key text) RETURNS boolean
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  hashed bytea := sha256(convert_to(with_key, 'UTF8'));
BEGIN
  IF length(with_key) < 32 THEN
    RETURN false;
  END IF;
  INSERT INTO oss_app.station (id, key_hash) VALUES (of_station, hashed) ON CONFLICT (id) DO NOTHING;
  RETURN (SELECT key_hash = hashed FROM oss_app.station WHERE id = of_station FOR UPDATE);
END $$;

-- Take in a batch: parcels in the order of their numbers. A parcel has the mark of the one before it, so that a copied
-- station, whose numbers go back, is told apart from one that sends again what had come.
CREATE FUNCTION oss_app.put(of_station uuid, with_key text, batch jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  had record;
  parcel jsonb;
  part jsonb;
  first_seq bigint;
  last_seq bigint;
  off integer := 0;
  newest date;
BEGIN
  IF (batch ->> 'schema')::integer > oss_app.schema_number() THEN
    RETURN jsonb_build_object('refused', 'newer');
  END IF;
  IF oss_app.knows(of_station, with_key) IS NOT TRUE THEN
    RETURN jsonb_build_object('refused', 'key');
  END IF;
  SELECT seq, mark INTO had FROM oss_app.station WHERE id = of_station;
  FOR parcel IN SELECT * FROM jsonb_array_elements(batch -> 'parcels') LOOP
    first_seq := (parcel ->> 'first')::bigint;
    last_seq := (parcel ->> 'last')::bigint;
    IF first_seq < 1 OR last_seq < first_seq OR last_seq - first_seq > 100000 OR length(parcel ->> 'mark') > 64 THEN
      RAISE EXCEPTION USING ERRCODE = 'OSS02';
    END IF;
    IF last_seq < had.seq AND parcel <> batch -> 'parcels' -> -1 THEN
      CONTINUE; -- had before; what follows it shows whose it is
    ELSIF last_seq = had.seq AND parcel ->> 'mark' = had.mark THEN
      CONTINUE; -- had before
    ELSIF first_seq <= had.seq OR (first_seq = had.seq + 1 AND had.seq > 0 AND parcel ->> 'after' <> had.mark) THEN
      RAISE EXCEPTION USING ERRCODE = 'OSS01';
    END IF; -- a gap is fine: the server was put back from a backup, or the numbers between were deleted before they left
    FOR part IN SELECT * FROM jsonb_array_elements(coalesce(parcel -> 'forget', '[]')) LOOP
      DELETE FROM oss_app.entry
      WHERE station = of_station AND seq BETWEEN (part ->> 0)::bigint AND (part ->> 1)::bigint;
    END LOOP;
    INSERT INTO oss_app.entry (station, seq, day, received, task, version, step, outcome, help, check_name)
    SELECT of_station, (e ->> 0)::bigint, d.day,
           CASE WHEN abs(d.day - current_date) > 1 THEN current_date END,
           e ->> 2, e ->> 3, (e ->> 4)::integer, e ->> 5, (e ->> 6)::smallint, e ->> 7
    FROM jsonb_array_elements(coalesce(parcel -> 'entries', '[]')) AS e, LATERAL (SELECT (e ->> 1)::date AS day) AS d
    WHERE (e ->> 0)::bigint BETWEEN first_seq AND last_seq
    ON CONFLICT (station, seq) DO NOTHING;
    SELECT max((e ->> 1)::date), off + count(*) FILTER (WHERE abs((e ->> 1)::date - current_date) > 1)
    INTO newest, off
    FROM jsonb_array_elements(coalesce(parcel -> 'entries', '[]')) AS e;
    had.seq := last_seq;
    had.mark := parcel ->> 'mark';
  END LOOP;
  UPDATE oss_app.station
  SET seq = had.seq, mark = had.mark, app = left(coalesce(batch ->> 'app', ''), 40),
      schema = (batch ->> 'schema')::integer, label = left(coalesce(batch ->> 'label', ''), 40)
  WHERE id = of_station;
  IF abs(newest - current_date) <= 1 THEN -- 90 days; only where two clocks agree on the day
    DELETE FROM oss_app.entry WHERE coalesce(received, day) < current_date - 90;
  END IF;
  RETURN jsonb_build_object('taken', had.seq, 'days_off', off);
EXCEPTION
  WHEN SQLSTATE 'OSS01' THEN
    RETURN jsonb_build_object('refused', 'copied');
  WHEN SQLSTATE 'OSS02' OR data_exception OR integrity_constraint_violation THEN
    RETURN jsonb_build_object('refused', 'malformed');
END $$;

-- The station's own row of the board, written over; the answer is whether the coach is coming. 'gone' takes it away.
CREATE FUNCTION oss_app.say(of_station uuid, with_key text, what text, of_label text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  is_coming boolean;
BEGIN
  IF oss_app.knows(of_station, with_key) IS NOT TRUE THEN
    RETURN jsonb_build_object('refused', 'key');
  END IF;
  UPDATE oss_app.station SET label = left(of_label, 40) WHERE id = of_station AND label <> left(of_label, 40);
  DELETE FROM oss_app.board WHERE heard < now() - interval '1 day';
  IF what = 'gone' THEN
    DELETE FROM oss_app.board WHERE station = of_station;
    RETURN jsonb_build_object('coming', false);
  END IF;
  INSERT INTO oss_app.board AS b (station, state, since, heard)
  VALUES (of_station, left(what, 60), CASE WHEN what <> 'well' THEN now() END, now())
  ON CONFLICT (station) DO UPDATE SET
    state = excluded.state, heard = excluded.heard,
    since = CASE WHEN b.state = excluded.state THEN b.since ELSE excluded.since END,
    coming = b.coming AND b.state = excluded.state
  RETURNING coming INTO is_coming;
  RETURN jsonb_build_object('coming', is_coming);
END $$;

-- The coach's side: who asks, the longest first; then who is not heard from; then the others.
CREATE FUNCTION oss_app.benches()
RETURNS TABLE (station uuid, label text, state text, waits_s integer, silent_s integer, coming boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT b.station, s.label, b.state, greatest(0, extract(epoch FROM now() - b.since))::integer,
         greatest(0, extract(epoch FROM now() - b.heard))::integer, b.coming
  FROM oss_app.board b JOIN oss_app.station s ON s.id = b.station
  WHERE b.heard > now() - interval '1 day'
  ORDER BY b.since NULLS LAST, s.label, b.station
$$;

CREATE FUNCTION oss_app.come(to_station uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE oss_app.board SET coming = true WHERE station = to_station AND state <> 'well'
$$;

-- The employer's report: all benches together, never one of them, no day.
CREATE FUNCTION oss_app.report()
RETURNS TABLE (task text, version text, step integer, check_name text, ended bigint, helped bigint, overridden bigint,
               by_coach bigint, skipped bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT e.task, e.version, e.step, e.check_name, count(*), count(*) FILTER (WHERE e.help > 0 OR e.outcome = 'by_coach'),
         count(*) FILTER (WHERE e.outcome = 'overridden'), count(*) FILTER (WHERE e.outcome = 'by_coach'),
         count(*) FILTER (WHERE e.outcome = 'skipped')
  FROM oss_app.entry e GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
$$;
