-- Policy item `transfer`: personal data is to be handed to another holder. Staff are named by keyed digests. It is filed,
-- approved by two who did not file it, and announced by the second approval; from then on nothing changes but its state.
-- Everybody has thirty days at least: `ends_at` is the first moment at which anything can be handed over.
-- `steps` counts what was done with it: whoever does something raises it first, so that no two steps happen at once.
CREATE TABLE transfers (
  id BIGINT PRIMARY KEY,
  receiver TEXT NOT NULL CHECK (trim(receiver) <> ''),
  contact TEXT NOT NULL CHECK (trim(contact) <> ''),
  reason_zh TEXT NOT NULL CHECK (trim(reason_zh) <> ''),
  reason_en TEXT NOT NULL CHECK (trim(reason_en) <> ''),
  agreement TEXT NOT NULL CHECK (trim(agreement) <> ''),
  agreement_on TEXT NOT NULL CHECK (length(agreement_on) = 10),
  answer_days BIGINT NOT NULL CHECK (answer_days BETWEEN 30 AND 180),
  filed_by_digest TEXT NOT NULL CHECK (length(filed_by_digest) = 64),
  filed_at BIGINT NOT NULL,
  announced_at BIGINT,
  ends_at BIGINT,
  called_off_words TEXT CHECK (trim(called_off_words) <> ''),
  called_off_by_digest TEXT CHECK (length(called_off_by_digest) = 64),
  called_off_at BIGINT,
  steps BIGINT NOT NULL DEFAULT 0,
  last_at BIGINT NOT NULL,
  UNIQUE (id, filed_by_digest),
  UNIQUE (id, ends_at),
  CHECK ((announced_at IS NULL) = (ends_at IS NULL)),
  CHECK (ends_at IS NULL OR ends_at - announced_at >= 2592000000),
  CHECK ((called_off_at IS NULL) = (called_off_words IS NULL)),
  CHECK ((called_off_at IS NULL) = (called_off_by_digest IS NULL))
);

CREATE INDEX transfers_by_time ON transfers (filed_at, id);
CREATE INDEX transfers_by_age ON transfers (last_at);

-- Which kinds of information, as items of the policy.
CREATE TABLE transfer_items (
  transfer_id BIGINT NOT NULL REFERENCES transfers (id) ON DELETE CASCADE,
  item TEXT NOT NULL CHECK (item <> ''),
  PRIMARY KEY (transfer_id, item)
);

-- Policy item `transfer_approval`: two people approve it, and neither of them filed it. The second seat stands on the
-- first, so a row with seat 2 says that there are two rows, of two people.
CREATE TABLE transfer_approvals (
  id BIGINT PRIMARY KEY,
  transfer_id BIGINT NOT NULL,
  seat BIGINT NOT NULL CHECK (seat IN (1, 2)),
  after_seat BIGINT,
  approver_digest TEXT NOT NULL CHECK (length(approver_digest) = 64),
  filed_by_digest TEXT NOT NULL,
  approved_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  UNIQUE (transfer_id, seat),
  UNIQUE (transfer_id, approver_digest),
  CHECK (approver_digest <> filed_by_digest),
  CHECK ((seat = 1) = (after_seat IS NULL)),
  CHECK (after_seat IS NULL OR after_seat = 1),
  FOREIGN KEY (transfer_id, filed_by_digest) REFERENCES transfers (id, filed_by_digest) ON DELETE CASCADE,
  FOREIGN KEY (transfer_id, after_seat) REFERENCES transfer_approvals (transfer_id, seat) ON DELETE CASCADE
);

CREATE INDEX transfer_approvals_by_age ON transfer_approvals (last_at);

-- Policy item `transfer_consent`: somebody agreed to one transfer, by the words they were shown. There is no row without a
-- live grant of their own, none for a transfer that was not announced, and none after its deadline. `handed_over_at` is
-- when their information was last taken along under it.
CREATE TABLE transfer_consents (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  transfer_id BIGINT NOT NULL,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 51),
  ends_at BIGINT NOT NULL,
  text_hash TEXT NOT NULL CHECK (length(text_hash) = 64),
  answered_at BIGINT NOT NULL,
  handed_over_at BIGINT,
  UNIQUE (transfer_id, subject_id),
  CHECK (answered_at < ends_at),
  CHECK (handed_over_at IS NULL OR handed_over_at >= ends_at),
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE,
  FOREIGN KEY (transfer_id, ends_at) REFERENCES transfers (id, ends_at) ON DELETE CASCADE
);

CREATE INDEX transfer_consents_of_subject ON transfer_consents (subject_id, id);
CREATE INDEX transfer_consents_by_deadline ON transfer_consents (ends_at);

-- Policy item `transfer_refusal`: somebody said no, so that they are not asked again. Who never answered has no row and has
-- not agreed either.
CREATE TABLE transfer_refusals (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL REFERENCES subjects (id),
  transfer_id BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  answered_at BIGINT NOT NULL,
  UNIQUE (transfer_id, subject_id),
  FOREIGN KEY (transfer_id, ends_at) REFERENCES transfers (id, ends_at) ON DELETE CASCADE
);

CREATE INDEX transfer_refusals_of_subject ON transfer_refusals (subject_id, id);
CREATE INDEX transfer_refusals_by_deadline ON transfer_refusals (ends_at);

-- Policy item `transfer_handover`: the evidence of one handing over. It stands on the second approval, is by the hand of one
-- who approved, begins when everybody's time to answer is over, and within thirty days of that. `people` rises in the
-- transaction that enters each person in the ledger; without `finished_at` the file broke off and is none.
CREATE TABLE transfer_handovers (
  id BIGINT PRIMARY KEY,
  transfer_id BIGINT NOT NULL,
  approved_seat BIGINT NOT NULL CHECK (approved_seat = 2),
  ends_at BIGINT NOT NULL,
  by_digest TEXT NOT NULL CHECK (length(by_digest) = 64),
  began_at BIGINT NOT NULL,
  people BIGINT NOT NULL DEFAULT 0 CHECK (people >= 0),
  finished_at BIGINT,
  sha256 BYTES CHECK (length(sha256) = 32),
  UNIQUE (id, transfer_id),
  CHECK (began_at >= ends_at),
  CHECK (began_at - ends_at < 2592000000),
  CHECK ((finished_at IS NULL) = (sha256 IS NULL)),
  FOREIGN KEY (transfer_id, ends_at) REFERENCES transfers (id, ends_at) ON DELETE CASCADE,
  FOREIGN KEY (transfer_id, approved_seat) REFERENCES transfer_approvals (transfer_id, seat) ON DELETE CASCADE,
  FOREIGN KEY (transfer_id, by_digest) REFERENCES transfer_approvals (transfer_id, approver_digest) ON DELETE CASCADE
);

CREATE INDEX transfer_handovers_of_transfer ON transfer_handovers (transfer_id, began_at, id);
CREATE INDEX transfer_handovers_by_age ON transfer_handovers (began_at);

-- The certificate: how many records of which kind were in a file that was finished; kinds that the transfer names, and no
-- others.
CREATE TABLE transfer_handover_items (
  handover_id BIGINT NOT NULL,
  transfer_id BIGINT NOT NULL,
  item TEXT NOT NULL,
  records BIGINT NOT NULL CHECK (records >= 0),
  PRIMARY KEY (handover_id, item),
  FOREIGN KEY (handover_id, transfer_id) REFERENCES transfer_handovers (id, transfer_id) ON DELETE CASCADE,
  FOREIGN KEY (transfer_id, item) REFERENCES transfer_items (transfer_id, item) ON DELETE CASCADE
);
