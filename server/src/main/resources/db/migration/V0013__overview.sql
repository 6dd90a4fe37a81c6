-- How often files were downloaded and upgrades were offered, day by day in UTC; day is the number of days since 1970. What was
-- observed is kept for a while only, and is too much to be counted whenever somebody looks.
CREATE TABLE daily_counts (
  account_id TEXT NOT NULL,
  day BIGINT NOT NULL,
  downloads BIGINT NOT NULL,
  upgrades BIGINT NOT NULL,
  PRIMARY KEY (account_id, day)
);
INSERT INTO daily_counts (account_id, day, downloads, upgrades)
SELECT account_id, created / 86400000000,
  SUM(CASE WHEN activity = 'release.downloaded' THEN 1 ELSE 0 END),
  SUM(CASE WHEN activity = 'release.upgraded' THEN 1 ELSE 0 END)
FROM activities
WHERE activity IN ('release.downloaded', 'release.upgraded')
GROUP BY account_id, created / 86400000000;

CREATE INDEX releases_drafts ON releases (account_id, created, id) WHERE status = 'DRAFT' AND deleted IS NULL;
