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

-- Named lists of claims, and who has which. built_in is the role of the domain behind a role that nobody made; others have
-- claims, a JSON list, which limit what people of the vendor may do. Every account has the same built-in roles by the same ids.
CREATE TABLE roles (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  name_folded TEXT NOT NULL,
  description TEXT NOT NULL,
  claims TEXT NOT NULL,
  built_in TEXT,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE UNIQUE INDEX roles_name ON roles (account_id, name_folded);
CREATE INDEX roles_created ON roles (account_id, created, id);

INSERT INTO roles (account_id, id, name, name_folded, description, claims, built_in, created, updated)
SELECT accounts.id, built.id, built.name, built.name, '', '[]', built.role, accounts.created, accounts.created
FROM accounts CROSS JOIN (
  SELECT '00000000-0000-7000-8000-000000000001' AS id, 'admin' AS name, 'ADMIN' AS role
  UNION ALL SELECT '00000000-0000-7000-8000-000000000002', 'developer', 'DEVELOPER'
  UNION ALL SELECT '00000000-0000-7000-8000-000000000003', 'sales-agent', 'SALES_AGENT'
  UNION ALL SELECT '00000000-0000-7000-8000-000000000004', 'support-agent', 'SUPPORT_AGENT'
  UNION ALL SELECT '00000000-0000-7000-8000-000000000005', 'read-only', 'READ_ONLY'
  UNION ALL SELECT '00000000-0000-7000-8000-000000000006', 'user', 'USER'
) AS built;

ALTER TABLE users ADD COLUMN named_role_id TEXT;
CREATE INDEX users_named_role ON users (account_id, named_role_id);
