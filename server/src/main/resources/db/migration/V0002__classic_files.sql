-- The one file that a release made through Keygen's API version 1.0 was announced with; it stays when the artifact goes.
-- unique_filename repeats the file name where it must be unique in the product, and is NULL where the rule is relaxed.
CREATE TABLE classic_files (
  account_id TEXT NOT NULL,
  release_id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  unique_filename TEXT,
  filetype TEXT,
  filesize BIGINT,
  platform TEXT,
  signature TEXT,
  checksum TEXT,
  PRIMARY KEY (account_id, release_id)
);
CREATE UNIQUE INDEX classic_files_unique ON classic_files (account_id, product_id, unique_filename) WHERE unique_filename IS NOT NULL;
CREATE INDEX classic_files_filename ON classic_files (account_id, filename);

-- Classic upgrades choose by plain semantic versioning, and classic versions may be shared by several releases.
CREATE INDEX releases_semver_newest ON releases (account_id, product_id, status, semver_key) WHERE deleted IS NULL;

-- What is looked for before a release is added: its version in its product, and its file name in any release.
CREATE INDEX releases_product_version ON releases (account_id, product_id, version) WHERE deleted IS NULL;
CREATE INDEX artifacts_filename_release ON artifacts (account_id, filename, release_id);
