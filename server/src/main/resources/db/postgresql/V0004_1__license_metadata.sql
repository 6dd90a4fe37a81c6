-- Makes the metadata of the licenses there are findable.
INSERT INTO license_metadata (account_id, license_id, name, content)
SELECT licenses.account_id, licenses.id, member.key, coalesce(member.value #>> '{}', 'null')
FROM licenses, jsonb_each(licenses.metadata::jsonb) AS member
WHERE jsonb_typeof(member.value) NOT IN ('array', 'object') AND length(coalesce(member.value #>> '{}', '')) <= 200 AND length(member.key) <= 200;
