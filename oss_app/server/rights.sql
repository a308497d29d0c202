-- Who may what; carried out again after each change of the tables. A station may call two functions (one of them as older
-- programs call it too), the board three.
REVOKE ALL ON SCHEMA oss_app FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA oss_app FROM PUBLIC, oss_station, oss_board;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA oss_app FROM PUBLIC, oss_station, oss_board;
GRANT USAGE ON SCHEMA oss_app TO oss_station, oss_board;
GRANT EXECUTE ON FUNCTION oss_app.put(uuid, text, jsonb), oss_app.say(uuid, text, text, text),
  oss_app.say(uuid, text, text, text, text) TO oss_station;
GRANT EXECUTE ON FUNCTION oss_app.benches(), oss_app.come(uuid), oss_app.report() TO oss_board;
