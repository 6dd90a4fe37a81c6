-- Text is compared and sorted by code point on both engines, whatever the cluster's own collation is.
DO $$
DECLARE
  text_column RECORD;
BEGIN
  FOR text_column IN
    SELECT table_name, column_name
    FROM information_schema.columns
    WHERE table_schema = current_schema() AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'
  LOOP
    EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE text COLLATE "C"', text_column.table_name, text_column.column_name);
  END LOOP;
END
$$;
