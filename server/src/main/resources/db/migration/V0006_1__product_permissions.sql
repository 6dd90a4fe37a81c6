-- What the tokens of a product may do, as names with spaces between them; NULL is what products may do by default.
ALTER TABLE products ADD COLUMN permissions TEXT;
