-- What a station wants deleted may also be named by its contents: a station that kept which numbers were whose would
-- keep the order of a day with them. Of two entries that are alike, either will do.

CREATE FUNCTION oss_app.forget(of_station uuid, part jsonb) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF jsonb_array_length(part) = 2 THEN -- a range of numbers
    DELETE FROM oss_app.entry
    WHERE station = of_station AND seq BETWEEN (part ->> 0)::bigint AND (part ->> 1)::bigint;
  ELSE
    DELETE FROM oss_app.entry WHERE station = of_station AND seq = (
      SELECT e.seq FROM oss_app.entry e
      WHERE e.station = of_station AND e.day = (part ->> 0)::date AND e.task = part ->> 1 AND e.version = part ->> 2
        AND e.step = (part ->> 3)::integer AND e.outcome = part ->> 4 AND e.help = (part ->> 5)::smallint
        AND e.check_name = part ->> 6
      LIMIT 1);
  END IF;
END $$;

-- Take in a batch: parcels in the order of their numbers. A parcel has the mark of the one before it, so that a copied
-- station, whose numbers go back, is told apart from one that sends again what had come.
CREATE OR REPLACE FUNCTION oss_app.put(of_station uuid, with_key text, batch jsonb) RETURNS jsonb
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
      PERFORM oss_app.forget(of_station, part);
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
-- Who says later what it is about keeps their place, and the coach's word.
CREATE OR REPLACE FUNCTION oss_app.say(of_station uuid, with_key text, what text, of_label text) RETURNS jsonb
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
    since = CASE WHEN b.state <> 'well' AND excluded.state <> 'well' THEN b.since ELSE excluded.since END,
    coming = b.coming AND excluded.state <> 'well'
  RETURNING coming INTO is_coming;
  RETURN jsonb_build_object('coming', is_coming);
END $$;
