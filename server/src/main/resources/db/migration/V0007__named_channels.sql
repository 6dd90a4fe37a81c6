-- What a release offers beside its version. channel_name is the channel as it was named, channel the one of Keygen's five it counts as;
-- platforms are those named for the release itself. dotted_version is the version as two to four numbers, NULL where it has no such
-- form, and dotted_key its order. A published release that was archived has status YANKED and archived set; one that was yanked, only the status.
ALTER TABLE releases ADD COLUMN channel_name TEXT NOT NULL DEFAULT '';
ALTER TABLE releases ADD COLUMN platforms TEXT NOT NULL DEFAULT '[]';
ALTER TABLE releases ADD COLUMN is_private BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE releases ADD COLUMN dotted_version TEXT;
ALTER TABLE releases ADD COLUMN dotted_key TEXT;
ALTER TABLE releases ADD COLUMN archived BIGINT;
UPDATE releases SET channel_name = lower(channel);
-- A dotted version may come again in another channel or for other platforms, which no index can say.
UPDATE releases SET dotted_version = version, dotted_key = sort_key, version_identity = NULL WHERE version_scheme = 'DOTTED';
CREATE INDEX releases_newest_of_name ON releases (account_id, product_id, channel_name, status, dotted_key, created, id) WHERE deleted IS NULL;
CREATE INDEX releases_dotted_version ON releases (account_id, dotted_version, created, id) WHERE deleted IS NULL;

-- What a release is for: the platforms named for it and those of its uploaded files, in lower case. Product, channel and order are copied,
-- so that the newest release for a platform is found however rare the platform is.
CREATE TABLE release_platforms (
  account_id TEXT NOT NULL,
  release_id TEXT NOT NULL,
  platform TEXT NOT NULL,
  product_id TEXT NOT NULL,
  channel_name TEXT NOT NULL,
  dotted_key TEXT,
  PRIMARY KEY (account_id, release_id, platform)
);
INSERT INTO release_platforms (account_id, release_id, platform, product_id, channel_name, dotted_key)
SELECT DISTINCT releases.account_id, releases.id, artifacts.platform, releases.product_id, releases.channel_name, releases.dotted_key
FROM artifacts JOIN releases ON releases.account_id = artifacts.account_id AND releases.id = artifacts.release_id
WHERE artifacts.platform IS NOT NULL AND artifacts.status = 'UPLOADED';
CREATE INDEX release_platforms_newest ON release_platforms (account_id, product_id, channel_name, platform, dotted_key, release_id);

-- A file kept elsewhere has an address instead of bytes. downloads counts how often a file was fetched.
ALTER TABLE artifacts ADD COLUMN external_url TEXT;
ALTER TABLE artifacts ADD COLUMN downloads BIGINT NOT NULL DEFAULT 0;
CREATE INDEX artifacts_content ON artifacts (account_id, content_length) WHERE content_length IS NOT NULL;

ALTER TABLE products ADD COLUMN display_name TEXT;
ALTER TABLE products ADD COLUMN description TEXT;
ALTER TABLE products ADD COLUMN external_files TEXT NOT NULL DEFAULT 'LINKED';
