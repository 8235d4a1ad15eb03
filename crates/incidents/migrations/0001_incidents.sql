-- Policy item `incident`: a security incident as the privacy officer handles it. It names nobody but by the digest of who
-- opened it; `items` are the kinds of information concerned, as items of the policy, with commas between.
CREATE TABLE incidents (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('leak', 'tampering', 'loss')),
  grade TEXT NOT NULL CHECK (grade IN ('general', 'larger', 'major', 'critical')),
  items TEXT NOT NULL,
  noticed_at BIGINT NOT NULL,
  opened_at BIGINT NOT NULL,
  opened_by_digest TEXT NOT NULL CHECK (length(opened_by_digest) = 64),
  closed_at BIGINT,
  closed_words TEXT,
  CHECK (noticed_at <= opened_at),
  CHECK ((closed_at IS NULL) = (closed_words IS NULL))
);

CREATE INDEX incidents_by_time ON incidents (opened_at, id);
CREATE INDEX incidents_by_end ON incidents (closed_at);

-- What people are told, in one language. Each part that the law demands is there, or the row is not.
CREATE TABLE incident_texts (
  incident_id BIGINT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  language TEXT NOT NULL CHECK (language IN ('zh-CN', 'en')),
  happened TEXT NOT NULL CHECK (happened <> ''),
  cause TEXT NOT NULL CHECK (cause <> ''),
  harm TEXT NOT NULL CHECK (harm <> ''),
  measures TEXT NOT NULL CHECK (measures <> ''),
  advice TEXT NOT NULL CHECK (advice <> ''),
  remedies TEXT NOT NULL CHECK (remedies <> ''),
  contact TEXT NOT NULL CHECK (contact <> ''),
  written_at BIGINT NOT NULL,
  PRIMARY KEY (incident_id, language)
);

-- That people were told. There is no such row without the words in Chinese, and no notice without such a row.
CREATE TABLE incident_announcements (
  incident_id BIGINT PRIMARY KEY REFERENCES incidents (id) ON DELETE CASCADE,
  language TEXT NOT NULL CHECK (language = 'zh-CN'),
  announced_at BIGINT NOT NULL,
  published_at BIGINT,
  published_until BIGINT,
  FOREIGN KEY (incident_id, language) REFERENCES incident_texts (incident_id, language),
  CHECK ((published_at IS NULL) = (published_until IS NULL))
);

-- Policy item `incident_notice`: that a person is concerned, when they were told, when it was shown, when they read it.
-- After closing a digest stands for the person, and the row rests until the law's term is over.
CREATE TABLE incident_notices (
  id BIGINT PRIMARY KEY,
  incident_id BIGINT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  subject_id BIGINT REFERENCES subjects (id),
  subject_digest TEXT,
  created_at BIGINT NOT NULL,
  announcement_id BIGINT REFERENCES incident_announcements (incident_id) ON DELETE CASCADE,
  notified_at BIGINT,
  shown_at BIGINT,
  read_at BIGINT,
  restricted_at BIGINT,
  UNIQUE (incident_id, subject_id),
  CHECK (announcement_id IS NULL OR announcement_id = incident_id),
  CHECK ((announcement_id IS NULL) = (notified_at IS NULL)),
  CHECK (shown_at IS NULL OR notified_at IS NOT NULL),
  CHECK (read_at IS NULL OR shown_at IS NOT NULL),
  CHECK (subject_id IS NULL OR (subject_digest IS NULL AND restricted_at IS NULL)),
  CHECK ((subject_digest IS NULL) = (restricted_at IS NULL))
);

CREATE INDEX incident_notices_of_subject ON incident_notices (subject_id, notified_at, id);
CREATE INDEX incident_notices_by_rest ON incident_notices (restricted_at);

-- How the people concerned were looked for, and how many were found; whom is in incident_notices alone.
CREATE TABLE incident_searches (
  incident_id BIGINT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  number BIGINT NOT NULL CHECK (number >= 1),
  source TEXT NOT NULL CHECK (source IN ('ledger', 'staff_log', 'item', 'list', 'everybody')),
  detail TEXT,
  from_at BIGINT,
  to_at BIGINT,
  found BIGINT NOT NULL CHECK (found >= 0),
  added BIGINT NOT NULL CHECK (added >= 0),
  unreachable BIGINT NOT NULL CHECK (unreachable >= 0),
  searched_at BIGINT NOT NULL,
  PRIMARY KEY (incident_id, number)
);

-- That the authorities were told: what, whom, when, and under which number of theirs.
CREATE TABLE incident_reports (
  incident_id BIGINT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  number BIGINT NOT NULL CHECK (number >= 1),
  kind TEXT NOT NULL CHECK (kind IN ('first', 'follow_up', 'final')),
  authority TEXT NOT NULL CHECK (authority <> ''),
  reference TEXT,
  filed_at BIGINT NOT NULL,
  noted_at BIGINT NOT NULL,
  PRIMARY KEY (incident_id, number),
  CHECK (filed_at <= noted_at)
);
