-- Who is signed in with a browser, found by a keyed hash of what the cookie holds. proof is a keyed hash of what the bearer
-- was known by then: another password or role ends the session.
CREATE TABLE web_sessions (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  session_hash TEXT NOT NULL,
  bearer_kind TEXT NOT NULL,
  bearer_id TEXT NOT NULL,
  proof TEXT NOT NULL,
  user_agent TEXT,
  created BIGINT NOT NULL,
  seen BIGINT NOT NULL,
  expiry BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX web_sessions_hash ON web_sessions (account_id, session_hash);
CREATE INDEX web_sessions_bearer ON web_sessions (account_id, bearer_kind, bearer_id);
CREATE INDEX web_sessions_expiry ON web_sessions (expiry);

-- The one chance to choose the first administrator's e-mail address and password in a browser.
CREATE TABLE first_runs (
  account_id TEXT NOT NULL PRIMARY KEY,
  user_id TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  created BIGINT NOT NULL
);
