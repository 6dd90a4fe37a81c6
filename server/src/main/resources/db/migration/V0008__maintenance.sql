-- For how long, and how far, licenses get new releases. validity is in seconds; 0 is for ever.
CREATE TABLE maintenance_policies (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  validity BIGINT NOT NULL,
  expiration_strategy TEXT NOT NULL,
  allow_major BOOLEAN NOT NULL,
  allow_minor BOOLEAN NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX maintenance_policies_created ON maintenance_policies (account_id, created, id);

-- A revoked license counts as suspended, too; also_suspended tells whether it was besides.
ALTER TABLE licenses ADD COLUMN revoked BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE licenses ADD COLUMN also_suspended BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE licenses ADD COLUMN maintenance_policy_id TEXT;
ALTER TABLE licenses ADD COLUMN maintenance_expiry BIGINT;
-- The greatest version that runs on it, with its sort key.
ALTER TABLE licenses ADD COLUMN current_version TEXT;
ALTER TABLE licenses ADD COLUMN current_key TEXT;
-- The greatest version it may have, with the limit that the keys of no greater versions reach.
ALTER TABLE licenses ADD COLUMN max_version TEXT;
ALTER TABLE licenses ADD COLUMN max_key TEXT;
CREATE INDEX licenses_maintenance_policy ON licenses (account_id, maintenance_policy_id) WHERE maintenance_policy_id IS NOT NULL;
