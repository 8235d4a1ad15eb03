-- When the notice went to the person's mail address, and was taken there; whoever was reached so needs no public notice.
ALTER TABLE incident_notices ADD COLUMN mailed_at BIGINT CHECK (mailed_at IS NULL OR notified_at IS NOT NULL);
