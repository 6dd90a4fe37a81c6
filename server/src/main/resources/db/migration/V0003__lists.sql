-- Engines become a catalogue of their own. The first package of an engine lends the entry its id: ids are unique per table.
INSERT INTO labels (account_id, id, kind, key, name, created, updated)
SELECT account_id, MIN(id), 'ENGINE', engine, NULL, MIN(created), MIN(created)
FROM packages WHERE engine IS NOT NULL GROUP BY account_id, engine;
CREATE INDEX labels_created ON labels (account_id, kind, created, id);
CREATE INDEX packages_engine ON packages (account_id, engine, created, id) WHERE engine IS NOT NULL;
CREATE INDEX packages_product_engine ON packages (account_id, product_id, engine, created, id);

-- The order of an artifact's release, copied so that the newest file of a name is found without sorting.
ALTER TABLE artifacts ADD COLUMN release_sort_key TEXT NOT NULL DEFAULT '';
UPDATE artifacts SET release_sort_key = COALESCE(
  (SELECT sort_key FROM releases WHERE releases.account_id = artifacts.account_id AND releases.id = artifacts.release_id), '');
CREATE INDEX artifacts_newest ON artifacts (account_id, filename, release_sort_key, created, id);
CREATE INDEX artifacts_product_newest ON artifacts (account_id, product_id, filename, release_sort_key, created, id);

-- One index for each filter, in the order of lists, so that a rare value is found without a walk through the common ones.
CREATE INDEX releases_newest_of_channel ON releases (account_id, product_id, package_id, channel, status, sort_key, created, id) WHERE deleted IS NULL;
CREATE INDEX releases_semver_created ON releases (account_id, semver, created, id) WHERE deleted IS NULL;
CREATE INDEX releases_sort_key ON releases (account_id, sort_key) WHERE deleted IS NULL;
CREATE INDEX releases_package_created ON releases (account_id, package_id, created, id) WHERE deleted IS NULL;
CREATE INDEX releases_channel_created ON releases (account_id, channel, created, id) WHERE deleted IS NULL;
CREATE INDEX releases_status_created ON releases (account_id, status, created, id) WHERE deleted IS NULL;
CREATE INDEX releases_product_package ON releases (account_id, product_id, package_id, created, id) WHERE deleted IS NULL;
CREATE INDEX releases_product_channel ON releases (account_id, product_id, channel, created, id) WHERE deleted IS NULL;
CREATE INDEX releases_product_status ON releases (account_id, product_id, status, created, id) WHERE deleted IS NULL;
CREATE INDEX artifacts_status_created ON artifacts (account_id, status, created, id);
CREATE INDEX artifacts_platform_created ON artifacts (account_id, platform, created, id);
CREATE INDEX artifacts_arch_created ON artifacts (account_id, arch, created, id);
CREATE INDEX artifacts_filetype_created ON artifacts (account_id, filetype, created, id);
CREATE INDEX artifacts_product_status ON artifacts (account_id, product_id, status, created, id);
CREATE INDEX artifacts_product_platform ON artifacts (account_id, product_id, platform, created, id);
CREATE INDEX artifacts_product_arch ON artifacts (account_id, product_id, arch, created, id);
CREATE INDEX artifacts_product_filetype ON artifacts (account_id, product_id, filetype, created, id);
