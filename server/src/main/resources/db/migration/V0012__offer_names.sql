-- The names that an account offers releases under: channels, and platforms. name_key is what is unique: the name itself for channels,
-- which are told apart by case, and the name in lower case for platforms. keygen_channel is the one of Keygen's five that a channel
-- counts as for what is released in it from then on; NULL for platforms.
CREATE TABLE offer_names (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  keygen_channel TEXT,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX offer_names_key ON offer_names (account_id, kind, name_key);
CREATE INDEX offer_names_created ON offer_names (account_id, kind, created, id);

INSERT INTO offer_names (account_id, id, kind, name, name_key, keygen_channel, created, updated)
SELECT accounts.id, usual.id, usual.kind, usual.name, usual.name, usual.channel, accounts.created, accounts.created
FROM accounts CROSS JOIN (
  SELECT '00000000-0000-7000-8000-000000000101' AS id, 'CHANNEL' AS kind, 'stable' AS name, 'STABLE' AS channel
  UNION ALL SELECT '00000000-0000-7000-8000-000000000102', 'CHANNEL', 'beta', 'BETA'
  UNION ALL SELECT '00000000-0000-7000-8000-000000000103', 'CHANNEL', 'alpha', 'ALPHA'
  UNION ALL SELECT '00000000-0000-7000-8000-000000000104', 'CHANNEL', 'rc', 'RC'
  UNION ALL SELECT '00000000-0000-7000-8000-000000000201', 'PLATFORM', 'windows', NULL
  UNION ALL SELECT '00000000-0000-7000-8000-000000000202', 'PLATFORM', 'macos', NULL
  UNION ALL SELECT '00000000-0000-7000-8000-000000000203', 'PLATFORM', 'linux', NULL
) AS usual;

-- Lists in the order of the time that a release counts as made.
CREATE INDEX releases_dated ON releases (account_id, coalesce(backdated, created), id) WHERE deleted IS NULL;
CREATE INDEX releases_product_dated ON releases (account_id, product_id, coalesce(backdated, created), id) WHERE deleted IS NULL;
