-- By which article of a law something was handed out, where a law demanded it; empty for everything that was sent.
ALTER TABLE disclosures ADD COLUMN legal_basis TEXT;
