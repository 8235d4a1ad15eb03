-- In which country the recipient is, and why data may go there when it is abroad: the records of the assessment and of the
-- contract. Nothing is entered as sent abroad without both and without the consent that was asked for by itself.
ALTER TABLE disclosures ADD COLUMN transfer_basis TEXT;
ALTER TABLE disclosures ADD COLUMN country TEXT NOT NULL DEFAULT 'CN'
  CHECK (country = 'CN' OR outcome = 'refused' OR (grant_id IS NOT NULL AND transfer_basis IS NOT NULL AND transfer_basis <> ''));
