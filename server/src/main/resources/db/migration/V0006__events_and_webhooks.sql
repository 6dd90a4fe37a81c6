-- Where events are told to. Without subscriptions an endpoint is told nothing.
CREATE TABLE webhook_endpoints (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  product_id TEXT,
  url TEXT NOT NULL,
  subscriptions TEXT NOT NULL,
  api_version TEXT NOT NULL,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX webhook_endpoints_created ON webhook_endpoints (account_id, created, id);
CREATE INDEX webhook_endpoints_product ON webhook_endpoints (account_id, product_id, created, id);

-- One event for one endpoint, written with the change it tells of. due is when it is to be sent next, or until when holder has it;
-- NULL once nothing more is to be done.
CREATE TABLE webhook_events (
  account_id TEXT NOT NULL,
  id TEXT NOT NULL,
  endpoint_id TEXT NOT NULL,
  product_id TEXT,
  url TEXT NOT NULL,
  api_version TEXT NOT NULL,
  event TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  payload TEXT NOT NULL,
  idempotency_token TEXT NOT NULL,
  status TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  due BIGINT,
  holder TEXT,
  last_response_code BIGINT,
  last_response_body TEXT,
  created BIGINT NOT NULL,
  updated BIGINT NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX webhook_events_created ON webhook_events (account_id, created, id);
CREATE INDEX webhook_events_event ON webhook_events (account_id, event, created, id);
CREATE INDEX webhook_events_product ON webhook_events (account_id, product_id, created, id);
CREATE INDEX webhook_events_due ON webhook_events (due, id) WHERE due IS NOT NULL;
CREATE INDEX webhook_events_order ON webhook_events (account_id, endpoint_id, resource_id, id) WHERE due IS NOT NULL;

-- The audit trail: each event's hash covers its content and the hash of the one before it. Events from before have neither.
ALTER TABLE events ADD COLUMN sequence BIGINT;
ALTER TABLE events ADD COLUMN hash TEXT;
CREATE UNIQUE INDEX events_sequence ON events (account_id, sequence) WHERE sequence IS NOT NULL;
CREATE INDEX events_resource ON events (account_id, resource_id, created, id);
CREATE INDEX events_name ON events (account_id, event, created, id);
CREATE INDEX events_bearer ON events (account_id, bearer_id, created, id);
CREATE INDEX events_request ON events (account_id, request_id, created, id);
CREATE INDEX activities_resource ON activities (account_id, resource_id, created, id);

-- The last link of each account's audit trail.
CREATE TABLE event_chains (
  account_id TEXT NOT NULL PRIMARY KEY,
  sequence BIGINT NOT NULL,
  hash TEXT NOT NULL
);

-- Periodic work that one node at a time does: due is when it is to be done next, or until when holder may be at it.
CREATE TABLE jobs (
  name TEXT NOT NULL PRIMARY KEY,
  due BIGINT NOT NULL,
  holder TEXT
);

-- What was told about a license because of the time: for which moment of it, and when last.
CREATE TABLE license_notices (
  account_id TEXT NOT NULL,
  license_id TEXT NOT NULL,
  notice TEXT NOT NULL,
  occasion BIGINT NOT NULL,
  sent BIGINT NOT NULL,
  PRIMARY KEY (account_id, license_id, notice)
);
