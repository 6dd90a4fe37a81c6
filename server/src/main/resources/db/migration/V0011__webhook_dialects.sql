-- In which API's words an endpoint is told of events. Endpoints of some have a name, a secret of their own that what is sent is signed
-- with, and can be turned off.
ALTER TABLE webhook_endpoints ADD COLUMN dialect TEXT NOT NULL DEFAULT 'KEYGEN';
ALTER TABLE webhook_endpoints ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE webhook_endpoints ADD COLUMN token_cipher TEXT;
ALTER TABLE webhook_endpoints ADD COLUMN active BOOLEAN NOT NULL DEFAULT TRUE;

ALTER TABLE webhook_events ADD COLUMN dialect TEXT NOT NULL DEFAULT 'KEYGEN';
ALTER TABLE webhook_events ADD COLUMN token_cipher TEXT;
CREATE INDEX webhook_events_dialect ON webhook_events (account_id, dialect, created, id);
CREATE INDEX webhook_events_endpoint ON webhook_events (account_id, endpoint_id, created, id);
CREATE INDEX webhook_events_attempted ON webhook_events (account_id, endpoint_id, updated, id) WHERE attempts > 0;
