-- Engines become a catalogue of their own. The first package of an engine lends the entry its id: ids are unique per table.
INSERT INTO labels (account_id, id, kind, key, name, created, updated)
SELECT account_id, MIN(id), 'ENGINE', engine, NULL, MIN(created), MIN(created)
FROM packages WHERE engine IS NOT NULL GROUP BY account_id, engine;
CREATE INDEX labels_created ON labels (account_id, kind, created, id);
CREATE INDEX packages_engine ON packages (account_id, engine, created, id) WHERE engine IS NOT NULL;
CREATE INDEX packages_product_engine ON packages (account_id, product_id, engine, created, id);
