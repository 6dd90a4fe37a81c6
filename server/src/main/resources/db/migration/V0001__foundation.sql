-- The same text runs on SQLite and PostgreSQL. Ids are UUID text, times are UTC epoch microseconds, JSON is text.
-- Rows of one account never refer to rows of another, and every index starts with the account.

CREATE TABLE accounts (
  id TEXT NOT NULL PRIMARY KEY,
  slug TEXT NOT NULL,
  name TEXT NOT NULL,
  domain TEXT,
  api_version TEXT,
  protected BOOLEAN NOT NULL,
  signing_key TEXT NOT NULL,
  verify_key TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL
);
CREATE UNIQUE INDEX accounts_slug ON accounts (slug);
CREATE UNIQUE INDEX accounts_domain ON accounts (domain) WHERE domain IS NOT NULL;

CREATE TABLE products (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  code TEXT,
  code_folded TEXT,
  distribution_strategy TEXT NOT NULL,
  version_scheme TEXT NOT NULL,
  publish_policy TEXT NOT NULL,
  url TEXT,
  platforms TEXT,
  metadata TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  deleted BIGINT,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX products_code ON products (account_id, code_folded) WHERE code_folded IS NOT NULL AND deleted IS NULL;
CREATE INDEX products_created ON products (account_id, created, id) WHERE deleted IS NULL;

CREATE TABLE packages (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  engine TEXT,
  metadata TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX packages_key ON packages (account_id, key);
CREATE INDEX packages_product ON packages (account_id, product_id, created, id);
CREATE INDEX packages_created ON packages (account_id, created, id);

-- Channels, platforms and arches: one row per key, made on first use.
CREATE TABLE labels (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  name TEXT,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX labels_key ON labels (account_id, kind, key);

-- version is in the product's scheme, semver the same or its projection. version_identity is what must be unique inside one product and package; NULL where a release is exempt from that rule.
-- sort_key orders releases as the product's scheme does; semver_key as plain semantic versioning does.
CREATE TABLE releases (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  package_id TEXT,
  name TEXT,
  description TEXT,
  channel TEXT NOT NULL,
  status TEXT NOT NULL,
  tag TEXT,
  version_scheme TEXT NOT NULL,
  version TEXT NOT NULL,
  semver TEXT NOT NULL,
  version_identity TEXT,
  version_major BIGINT NOT NULL,
  version_minor BIGINT NOT NULL,
  version_patch BIGINT NOT NULL,
  prerelease_word TEXT,
  prerelease_number BIGINT,
  build_word TEXT,
  build_number BIGINT,
  sort_key TEXT NOT NULL,
  semver_key TEXT NOT NULL,
  metadata TEXT NOT NULL,
  api_version TEXT NOT NULL,
  downloads BIGINT NOT NULL,
  upgrades BIGINT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  backdated BIGINT,
  published BIGINT,
  yanked BIGINT,
  deleted BIGINT,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX releases_version_unpackaged ON releases (account_id, product_id, version_identity) WHERE package_id IS NULL AND version_identity IS NOT NULL AND deleted IS NULL;
CREATE UNIQUE INDEX releases_version_packaged ON releases (account_id, product_id, package_id, version_identity) WHERE package_id IS NOT NULL AND version_identity IS NOT NULL AND deleted IS NULL;
CREATE UNIQUE INDEX releases_tag_unpackaged ON releases (account_id, product_id, tag) WHERE package_id IS NULL AND tag IS NOT NULL AND deleted IS NULL;
CREATE UNIQUE INDEX releases_tag_packaged ON releases (account_id, product_id, package_id, tag) WHERE package_id IS NOT NULL AND tag IS NOT NULL AND deleted IS NULL;
CREATE INDEX releases_created ON releases (account_id, created, id) WHERE deleted IS NULL;
CREATE INDEX releases_product_created ON releases (account_id, product_id, created, id) WHERE deleted IS NULL;
CREATE INDEX releases_semver ON releases (account_id, semver) WHERE deleted IS NULL;
CREATE INDEX releases_tag_text ON releases (account_id, tag) WHERE tag IS NOT NULL AND deleted IS NULL;
CREATE INDEX releases_newest ON releases (account_id, product_id, package_id, status, sort_key) WHERE deleted IS NULL;
CREATE INDEX releases_deleted ON releases (deleted) WHERE deleted IS NOT NULL;

CREATE TABLE constraints (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  release_id TEXT NOT NULL,
  entitlement_id TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX constraints_release ON constraints (account_id, release_id, entitlement_id);
CREATE INDEX constraints_entitlement ON constraints (account_id, entitlement_id);

-- filesize and checksum are what the publisher declared; content_* and the digests are what was received.
CREATE TABLE artifacts (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  release_id TEXT NOT NULL,
  filename TEXT NOT NULL,
  filetype TEXT,
  filesize BIGINT,
  platform TEXT,
  arch TEXT,
  signature TEXT,
  checksum TEXT,
  status TEXT NOT NULL,
  failure TEXT,
  metadata TEXT NOT NULL,
  blob_key TEXT,
  content_length BIGINT,
  content_type TEXT,
  md5 TEXT,
  sha1 TEXT,
  sha256 TEXT,
  sha512 TEXT,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX artifacts_filename ON artifacts (account_id, release_id, filename);
CREATE INDEX artifacts_filename_text ON artifacts (account_id, filename);
CREATE INDEX artifacts_created ON artifacts (account_id, created, id);
CREATE INDEX artifacts_product_created ON artifacts (account_id, product_id, created, id);
CREATE INDEX artifacts_release_created ON artifacts (account_id, release_id, created, id);
CREATE UNIQUE INDEX artifacts_blob ON artifacts (blob_key) WHERE blob_key IS NOT NULL;
CREATE INDEX artifacts_waiting ON artifacts (created) WHERE status = 'WAITING';

CREATE TABLE entitlements (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  code TEXT NOT NULL,
  code_folded TEXT NOT NULL,
  metadata TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX entitlements_code ON entitlements (account_id, code_folded);
CREATE INDEX entitlements_created ON entitlements (account_id, created, id);

-- options holds the attributes that are stored and echoed without any behaviour behind them.
CREATE TABLE policies (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  name TEXT NOT NULL,
  duration BIGINT,
  expiration_strategy TEXT NOT NULL,
  expiration_basis TEXT NOT NULL,
  renewal_basis TEXT NOT NULL,
  transfer_strategy TEXT NOT NULL,
  authentication_strategy TEXT NOT NULL,
  scheme TEXT,
  protected BOOLEAN NOT NULL,
  max_uses BIGINT,
  max_users BIGINT,
  options TEXT NOT NULL,
  metadata TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX policies_created ON policies (account_id, created, id);
CREATE INDEX policies_product ON policies (account_id, product_id, created, id);

CREATE TABLE policy_entitlements (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  policy_id TEXT NOT NULL,
  entitlement_id TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX policy_entitlements_policy ON policy_entitlements (account_id, policy_id, entitlement_id);
CREATE INDEX policy_entitlements_entitlement ON policy_entitlements (account_id, entitlement_id);

-- key_cipher is the license key encrypted with the installation secret; key_hash is the keyed hash it is found by.
CREATE TABLE licenses (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  product_id TEXT NOT NULL,
  policy_id TEXT NOT NULL,
  owner_id TEXT,
  name TEXT,
  key_hash TEXT NOT NULL,
  key_cipher TEXT NOT NULL,
  expiry BIGINT,
  suspended BOOLEAN NOT NULL,
  protected BOOLEAN,
  uses BIGINT NOT NULL,
  max_uses BIGINT,
  max_users BIGINT,
  limits TEXT NOT NULL,
  version TEXT,
  last_validated BIGINT,
  last_check_in BIGINT,
  last_check_out BIGINT,
  permissions TEXT,
  metadata TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX licenses_key ON licenses (account_id, key_hash);
CREATE INDEX licenses_created ON licenses (account_id, created, id);
CREATE INDEX licenses_product ON licenses (account_id, product_id, created, id);
CREATE INDEX licenses_policy ON licenses (account_id, policy_id, created, id);
CREATE INDEX licenses_owner ON licenses (account_id, owner_id, created, id);

CREATE TABLE license_entitlements (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  license_id TEXT NOT NULL,
  entitlement_id TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX license_entitlements_license ON license_entitlements (account_id, license_id, entitlement_id);
CREATE INDEX license_entitlements_entitlement ON license_entitlements (account_id, entitlement_id);

CREATE TABLE users (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  email TEXT NOT NULL,
  first_name TEXT,
  last_name TEXT,
  password_hash TEXT,
  role TEXT NOT NULL,
  permissions TEXT,
  banned BIGINT,
  metadata TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX users_email ON users (account_id, email);
CREATE INDEX users_created ON users (account_id, created, id);
CREATE INDEX users_role ON users (account_id, role, created, id);

CREATE TABLE tokens (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  bearer_kind TEXT NOT NULL,
  bearer_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  name TEXT,
  token_hash TEXT NOT NULL,
  permissions TEXT,
  expiry BIGINT,
  max_activations BIGINT,
  max_deactivations BIGINT,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX tokens_hash ON tokens (account_id, token_hash);
CREATE INDEX tokens_bearer ON tokens (account_id, bearer_kind, bearer_id, created, id);
CREATE INDEX tokens_created ON tokens (account_id, created, id);

-- What changed, written in the transaction of the change itself.
CREATE TABLE events (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  event TEXT NOT NULL,
  resource_type TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  bearer_type TEXT,
  bearer_id TEXT,
  request_id TEXT,
  metadata TEXT NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX events_created ON events (account_id, created, id);

-- What was observed (an upgrade offered, a download begun): written in groups after the answer.
CREATE TABLE activities (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  activity TEXT NOT NULL,
  resource_type TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  bearer_type TEXT,
  bearer_id TEXT,
  request_id TEXT,
  metadata TEXT NOT NULL,
  created BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX activities_created ON activities (account_id, created, id);

-- Bytes that no artifact refers to any more, to be removed from the blob store after the commit that dropped them.
CREATE TABLE discarded_blobs (
  blob_key TEXT NOT NULL PRIMARY KEY,
  created BIGINT NOT NULL
);
