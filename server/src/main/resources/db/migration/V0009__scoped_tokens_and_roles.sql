-- Tokens that carry scopes. usage: NULL for an opaque secret, else what a signed token is for. scopes is a JSON list, NULL for
-- all that the bearer may do. locator is a keyed hash of the whole secret that is the same in every account, so that a secret
-- alone tells where it belongs; tokens from before have none.
ALTER TABLE tokens ADD COLUMN token_usage TEXT;
ALTER TABLE tokens ADD COLUMN scopes TEXT;
ALTER TABLE tokens ADD COLUMN revoked BIGINT;
ALTER TABLE tokens ADD COLUMN locator TEXT;
CREATE UNIQUE INDEX tokens_locator ON tokens (locator);

-- A product's id alone tells which account it belongs to.
CREATE INDEX products_id ON products (id);

-- Named lists of claims that limit what people of the vendor may do, and who has which. claims is a JSON list.
CREATE TABLE roles (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  description TEXT NOT NULL,
  claims TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX roles_name ON roles (account_id, name_folded);
CREATE INDEX roles_created ON roles (account_id, created, id);
