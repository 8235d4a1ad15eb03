-- A screen that shows a code and waits for a phone to let it in.
-- Ticket, poll token, browser and network are known by keyed digests alone; whose phone scanned it is known from then on.
-- That its time is up is told by the clock, so no state says it.
CREATE TABLE qr_sign_ins (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT REFERENCES subjects (id),
  -- The device that scanned: when it is signed out, what it let in and was not used yet goes with it.
  session_id BIGINT REFERENCES sessions (id) ON DELETE CASCADE,
  ticket_index TEXT NOT NULL UNIQUE,
  poll_index TEXT NOT NULL UNIQUE,
  binding_index TEXT NOT NULL,
  network_index TEXT,
  device_name TEXT NOT NULL,
  device_kind TEXT NOT NULL,
  match_code TEXT NOT NULL CHECK (length(match_code) = 2),
  match_choices TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('new', 'scanned', 'confirmed', 'rejected', 'used')),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  CHECK ((state = 'new') = (subject_id IS NULL)),
  CHECK ((subject_id IS NULL) = (session_id IS NULL))
);

CREATE INDEX qr_sign_ins_of_subject ON qr_sign_ins (subject_id, created_at, id);
CREATE INDEX qr_sign_ins_of_session ON qr_sign_ins (session_id);
CREATE INDEX qr_sign_ins_by_expiry ON qr_sign_ins (expires_at);
