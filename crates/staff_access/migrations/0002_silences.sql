-- Of which entries the person is told later, because a law orders silence until a day. The entry itself is in the chain as
-- every other, and whoever goes through the log sees it; only the person's own list waits.
CREATE TABLE staff_access_silences (
  number BIGINT PRIMARY KEY REFERENCES staff_accesses (number) ON DELETE CASCADE,
  silent_until BIGINT NOT NULL
);
