-- Users who share a license with its owner.
CREATE TABLE license_users (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  license_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX license_users_license ON license_users (account_id, license_id, user_id);
CREATE INDEX license_users_user ON license_users (account_id, user_id, license_id);

-- The outermost plain values of a license's metadata as text, to find licenses by; long texts are left out.
CREATE TABLE license_metadata (
  account_id TEXT NOT NULL,
  license_id TEXT NOT NULL,
  name TEXT NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (account_id, license_id, name)
);
CREATE INDEX license_metadata_content ON license_metadata (account_id, name, content, license_id);

-- When a license was last made, validated, checked in or checked out.
ALTER TABLE licenses ADD COLUMN last_active BIGINT NOT NULL DEFAULT 0;
UPDATE licenses SET last_active = created;
UPDATE licenses SET last_active = last_validated WHERE last_validated > last_active;
UPDATE licenses SET last_active = last_check_in WHERE last_check_in > last_active;
UPDATE licenses SET last_active = last_check_out WHERE last_check_out > last_active;
CREATE INDEX licenses_last_active ON licenses (account_id, last_active);
CREATE INDEX licenses_expiry ON licenses (account_id, expiry);
CREATE INDEX licenses_suspended ON licenses (account_id, suspended, created, id);

CREATE INDEX users_banned ON users (account_id, id) WHERE banned IS NOT NULL;
CREATE INDEX artifacts_checksum ON artifacts (account_id, product_id, checksum) WHERE checksum IS NOT NULL;
