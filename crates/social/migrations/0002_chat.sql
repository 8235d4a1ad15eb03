-- Policy item `chat_message`, purpose 22 (chat). The name is the one its writer had at that moment.
CREATE TABLE chat_messages (
  id BIGINT PRIMARY KEY,
  subject_id BIGINT NOT NULL,
  grant_id BIGINT NOT NULL CHECK (grant_id / 36028797018963968 = 22),
  name TEXT NOT NULL,
  message TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  FOREIGN KEY (grant_id, subject_id) REFERENCES grants (id, subject_id) ON DELETE CASCADE
);

CREATE INDEX chat_messages_by_time ON chat_messages (created_at, id);
CREATE INDEX chat_messages_of_subject ON chat_messages (subject_id, created_at);
CREATE INDEX chat_messages_of_grant ON chat_messages (grant_id, subject_id);
