-- Policy item `legal_demand`: somebody demands a person's data by law. Person and staff are named by keyed digests and
-- never by their ids, so closing an account changes no row. The document itself is not here, only what it is recognised by.
-- `steps` counts what was done with it: whoever does something raises it first, so that no two steps happen at once.
CREATE TABLE legal_demands (
  id BIGINT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('compulsory_order', 'public_disclosure', 'exempt_use')),
  exemption TEXT NOT NULL CHECK (exemption IN ('E2', 'E3', 'E4', 'E5', 'E6', 'E7')),
  article TEXT NOT NULL CHECK (trim(article) <> ''),
  case_number TEXT NOT NULL CHECK (trim(case_number) <> ''),
  addressee TEXT NOT NULL CHECK (trim(addressee) <> ''),
  document_sha256 BYTES NOT NULL CHECK (length(document_sha256) = 32),
  subject_digest TEXT NOT NULL CHECK (length(subject_digest) = 64),
  filed_by_digest TEXT NOT NULL CHECK (length(filed_by_digest) = 64),
  filed_at BIGINT NOT NULL,
  valid_until BIGINT NOT NULL,
  silent_until BIGINT,
  silence_article TEXT,
  ended_kind TEXT CHECK (ended_kind IN ('refused', 'withdrawn')),
  ended_words TEXT CHECK (trim(ended_words) <> ''),
  ended_by_digest TEXT CHECK (length(ended_by_digest) = 64),
  ended_at BIGINT,
  steps BIGINT NOT NULL DEFAULT 0,
  last_at BIGINT NOT NULL,
  UNIQUE (id, filed_by_digest),
  UNIQUE (id, exemption, case_number, addressee, subject_digest, valid_until),
  CHECK (filed_at < valid_until),
  CHECK ((silent_until IS NULL) = (silence_article IS NULL)),
  CHECK (silence_article IS NULL OR trim(silence_article) <> ''),
  CHECK ((ended_at IS NULL) = (ended_kind IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_words IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_by_digest IS NULL)),
  -- Who filed it takes it back; refusing is for somebody else.
  CHECK (ended_kind IS NULL OR ended_kind <> 'refused' OR ended_by_digest <> filed_by_digest)
);

CREATE INDEX legal_demands_by_time ON legal_demands (filed_at, id);
CREATE INDEX legal_demands_by_age ON legal_demands (last_at);

-- Which kinds of information are demanded, as items of the policy.
CREATE TABLE legal_demand_items (
  demand_id BIGINT NOT NULL REFERENCES legal_demands (id) ON DELETE CASCADE,
  item TEXT NOT NULL CHECK (item <> ''),
  PRIMARY KEY (demand_id, item)
);

-- Policy item `legal_approval`: two people approve a demand, and neither of them filed it. The second seat stands on the
-- first, so a row with seat 2 says that there are two rows, of two people.
CREATE TABLE legal_approvals (
  id BIGINT PRIMARY KEY,
  demand_id BIGINT NOT NULL,
  seat BIGINT NOT NULL CHECK (seat IN (1, 2)),
  after_seat BIGINT,
  approver_digest TEXT NOT NULL CHECK (length(approver_digest) = 64),
  filed_by_digest TEXT NOT NULL,
  approved_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  UNIQUE (demand_id, seat),
  UNIQUE (demand_id, approver_digest),
  CHECK (approver_digest <> filed_by_digest),
  CHECK ((seat = 1) = (after_seat IS NULL)),
  CHECK (after_seat IS NULL OR after_seat = 1),
  FOREIGN KEY (demand_id, filed_by_digest) REFERENCES legal_demands (id, filed_by_digest) ON DELETE CASCADE,
  FOREIGN KEY (demand_id, after_seat) REFERENCES legal_approvals (demand_id, seat) ON DELETE CASCADE
);

CREATE INDEX legal_approvals_by_age ON legal_approvals (last_at);

-- Policy item `legal_disclosure`: the evidence of each use. It stands on the second approval and is by the hand of one who
-- approved; it quotes the demand's code and case number, and names its addressee and person: with any other there is no
-- such row. `told_at` is when the person could first read of it in the record of disclosures; it is empty while a law
-- orders silence.
CREATE TABLE legal_disclosures (
  id BIGINT PRIMARY KEY,
  demand_id BIGINT NOT NULL,
  approved_seat BIGINT NOT NULL CHECK (approved_seat = 2),
  exemption TEXT NOT NULL,
  case_number TEXT NOT NULL CHECK (trim(case_number) <> ''),
  addressee TEXT NOT NULL,
  subject_digest TEXT NOT NULL,
  valid_until BIGINT NOT NULL,
  by_digest TEXT NOT NULL CHECK (length(by_digest) = 64),
  records BIGINT NOT NULL CHECK (records >= 0),
  at BIGINT NOT NULL,
  told_at BIGINT,
  UNIQUE (id, demand_id),
  CHECK (at < valid_until),
  FOREIGN KEY (demand_id, approved_seat) REFERENCES legal_approvals (demand_id, seat) ON DELETE CASCADE,
  FOREIGN KEY (demand_id, by_digest) REFERENCES legal_approvals (demand_id, approver_digest) ON DELETE CASCADE,
  FOREIGN KEY (demand_id, exemption, case_number, addressee, subject_digest, valid_until)
    REFERENCES legal_demands (id, exemption, case_number, addressee, subject_digest, valid_until) ON DELETE CASCADE
);

CREATE INDEX legal_disclosures_of_demand ON legal_disclosures (demand_id, at, id);
CREATE INDEX legal_disclosures_by_time ON legal_disclosures (at, id);
CREATE INDEX legal_disclosures_to_tell ON legal_disclosures (told_at, at);

-- Which kinds went out, and how many records of each: kinds that the demand names, and no others.
CREATE TABLE legal_disclosure_items (
  disclosure_id BIGINT NOT NULL,
  demand_id BIGINT NOT NULL,
  item TEXT NOT NULL,
  records BIGINT NOT NULL CHECK (records >= 0),
  PRIMARY KEY (disclosure_id, item),
  FOREIGN KEY (disclosure_id, demand_id) REFERENCES legal_disclosures (id, demand_id) ON DELETE CASCADE,
  FOREIGN KEY (demand_id, item) REFERENCES legal_demand_items (demand_id, item) ON DELETE CASCADE
);
