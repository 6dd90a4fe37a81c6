-- What an account decides once for all that come later, such as the permissions of new users. value is JSON.
CREATE TABLE account_settings (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX account_settings_key ON account_settings (account_id, key);
CREATE INDEX account_settings_created ON account_settings (account_id, created, id);

-- One at most for each user: whoever presents what hashes to this may set a new password.
CREATE TABLE password_resets (
  account_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (account_id, user_id)
);
CREATE INDEX password_resets_created ON password_resets (created);

CREATE INDEX tokens_expiry ON tokens (expiry) WHERE expiry IS NOT NULL;
