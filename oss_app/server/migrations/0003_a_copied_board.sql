-- Two PCs with one identity (a disk that was copied) wrote over each other's row of the board in turn, and nobody was told
-- until a session came in. Each run of the program has a random word of its own. A new word is a program that was started
-- anew; one that comes back after another has spoken is one of two that run at once, and is told so.

ALTER TABLE oss_app.board
  ADD COLUMN run text NOT NULL DEFAULT '' CHECK (length(run) <= 64), -- who spoke last
  ADD COLUMN run_before text NOT NULL DEFAULT '';                     -- and who before them

CREATE FUNCTION oss_app.say(of_station uuid, with_key text, what text, of_label text, of_run text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  answer jsonb;
BEGIN
  IF oss_app.knows(of_station, with_key) IS NOT TRUE THEN
    RETURN jsonb_build_object('refused', 'key');
  END IF;
  DELETE FROM oss_app.board WHERE heard < now() - interval '1 day';
  IF EXISTS (SELECT 1 FROM oss_app.board b WHERE b.station = of_station AND b.run_before <> '' AND b.run_before = of_run) THEN
    RETURN jsonb_build_object('refused', 'copied');
  END IF;
  answer := oss_app.say(of_station, with_key, what, of_label);
  UPDATE oss_app.board SET run_before = run, run = left(of_run, 64) WHERE station = of_station AND run <> left(of_run, 64);
  RETURN answer;
END $$;
