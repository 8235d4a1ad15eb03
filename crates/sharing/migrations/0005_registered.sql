-- Which company received it, where the policy names a class of recipients each of which stands in a register: affiliates.
-- Nothing is entered as sent to an affiliate without the company's name and the consent that was asked for by itself. That
-- it has to erase what it got tells it nothing but a number that it has, and needs no consent.
ALTER TABLE disclosures ADD COLUMN recipient_name TEXT
  CHECK (recipient <> 'affiliate' OR outcome = 'refused'
    OR (trim(coalesce(recipient_name, '')) <> '' AND (grant_id IS NOT NULL OR fields = 'number')));
