-- How the service was used, in numbers of people with noise on each of them: who stands behind a number cannot be told from
-- it, and nothing here names anybody. A number with noise may be below zero.
-- A period is a day or a week in China; its first day is counted from 1970-01-01.
CREATE TABLE usage_periods (
  first_day BIGINT NOT NULL,
  days BIGINT NOT NULL CHECK (days IN (1, 7)),
  counted_at BIGINT NOT NULL,
  PRIMARY KEY (first_day, days)
);

CREATE TABLE usage_counts (
  first_day BIGINT NOT NULL,
  days BIGINT NOT NULL,
  measure TEXT NOT NULL CHECK (measure IN ('listeners', 'hour', 'genre', 'artist')),
  -- The hour, genre or artist; empty for listeners as a whole.
  value TEXT NOT NULL,
  people BIGINT NOT NULL,
  -- How it was counted: for how many values of this measure a person counts, and the scale of the noise.
  values_per_person BIGINT NOT NULL CHECK (values_per_person >= 1),
  noise_scale BIGINT NOT NULL CHECK (noise_scale >= 1),
  PRIMARY KEY (first_day, days, measure, value),
  FOREIGN KEY (first_day, days) REFERENCES usage_periods (first_day, days),
  CHECK ((measure = 'listeners') = (days = 1))
);
