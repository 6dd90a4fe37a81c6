-- Makes the metadata of the licenses there are findable.
INSERT INTO license_metadata (account_id, license_id, name, content)
SELECT licenses.account_id, licenses.id, member.key,
  CASE member.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' WHEN 'null' THEN 'null' ELSE CAST(member.value AS TEXT) END
FROM licenses, json_each(licenses.metadata) AS member
WHERE member.type NOT IN ('array', 'object') AND length(CAST(coalesce(member.value, '') AS TEXT)) <= 200 AND length(member.key) <= 200;
