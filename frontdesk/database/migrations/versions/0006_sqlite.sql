CREATE TABLE message_template (
	id INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	language VARCHAR(64) NOT NULL,
	subject VARCHAR(200) NOT NULL,
	text VARCHAR(20000) NOT NULL,
	html VARCHAR(20000) NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT ck_message_template_html CHECK (typeof(html) = 'text' AND length(html) <= 20000 AND instr(html, char(0)) = 0),
	CONSTRAINT ck_message_template_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_message_template_kind CHECK (kind IN ('confirmation', 'request-received', 'rescheduled', 'new-time-proposed', 'reassigned', 'asked-to-reschedule', 'suggestion-received', 'waiting-list', 'slot-offered', 'cancelled', 'declined', 'reminder', 'follow-up', 'message')),
	CONSTRAINT ck_message_template_language CHECK (typeof(language) = 'text' AND length(language) <= 64 AND instr(language, char(0)) = 0),
	CONSTRAINT ck_message_template_subject CHECK (typeof(subject) = 'text' AND length(subject) <= 200 AND instr(subject, char(0)) = 0),
	CONSTRAINT ck_message_template_text CHECK (typeof(text) = 'text' AND length(text) <= 20000 AND instr(text, char(0)) = 0),
	CONSTRAINT ck_message_template_version CHECK (typeof(version) = 'integer' AND version BETWEEN -2147483648 AND 2147483647 AND version >= 1),
	CONSTRAINT pk_message_template PRIMARY KEY (id),
	CONSTRAINT uq_message_template_kind_language UNIQUE (kind, language)
)
----
CREATE TABLE webhook (
	id INTEGER NOT NULL,
	name VARCHAR(100) NOT NULL,
	url VARCHAR(500) NOT NULL,
	active BOOLEAN NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT ck_webhook_active CHECK (active IN (0, 1)),
	CONSTRAINT ck_webhook_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_webhook_name CHECK (typeof(name) = 'text' AND length(name) <= 100 AND instr(name, char(0)) = 0),
	CONSTRAINT ck_webhook_url CHECK (typeof(url) = 'text' AND length(url) <= 500 AND instr(url, char(0)) = 0),
	CONSTRAINT ck_webhook_version CHECK (typeof(version) = 'integer' AND version BETWEEN -2147483648 AND 2147483647 AND version >= 1),
	CONSTRAINT pk_webhook PRIMARY KEY (id)
)
----
CREATE TABLE link (
	id INTEGER NOT NULL,
	appointment_id INTEGER NOT NULL,
	token_hash VARCHAR(64) NOT NULL,
	actions VARCHAR(200) NOT NULL,
	appointment_version INTEGER NOT NULL,
	created_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	used_at BIGINT,
	CONSTRAINT ck_link_actions CHECK (typeof(actions) = 'text' AND length(actions) <= 200 AND instr(actions, char(0)) = 0),
	CONSTRAINT ck_link_appointment_id CHECK (typeof(appointment_id) = 'integer' AND appointment_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_link_appointment_version CHECK (typeof(appointment_version) = 'integer' AND appointment_version BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_link_created_at CHECK (typeof(created_at) = 'integer' AND created_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_link_expires_at CHECK (typeof(expires_at) = 'integer' AND expires_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_link_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_link_token_hash CHECK (typeof(token_hash) = 'text' AND length(token_hash) <= 64 AND instr(token_hash, char(0)) = 0),
	CONSTRAINT ck_link_used_at CHECK (used_at IS NULL OR (typeof(used_at) = 'integer' AND used_at BETWEEN -3786912000000000 AND 7258118400000000)),
	CONSTRAINT fk_link_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id),
	CONSTRAINT pk_link PRIMARY KEY (id),
	CONSTRAINT uq_link_token_hash UNIQUE (token_hash)
)
----
ALTER TABLE appointment ADD COLUMN answer_by BIGINT
	CONSTRAINT ck_appointment_answer_by CHECK (answer_by IS NULL OR (typeof(answer_by) = 'integer' AND answer_by BETWEEN -3786912000000000 AND 7258118400000000))
----
ALTER TABLE appointment ADD COLUMN waiting_since BIGINT
	CONSTRAINT ck_appointment_waiting_since CHECK (waiting_since IS NULL OR (typeof(waiting_since) = 'integer' AND waiting_since BETWEEN -3786912000000000 AND 7258118400000000))
----
ALTER TABLE appointment ADD COLUMN completion_confirmed_at BIGINT
	CONSTRAINT ck_appointment_completion_confirmed_at CHECK (completion_confirmed_at IS NULL OR (typeof(completion_confirmed_at) = 'integer' AND completion_confirmed_at BETWEEN -3786912000000000 AND 7258118400000000))
----
CREATE INDEX ix_link_appointment_id ON link (appointment_id)
----
ALTER TABLE outbox ADD COLUMN claimed_by VARCHAR(64)
	CONSTRAINT ck_outbox_claimed_by CHECK (claimed_by IS NULL OR (typeof(claimed_by) = 'text' AND length(claimed_by) <= 64 AND instr(claimed_by, char(0)) = 0))
----
ALTER TABLE outbox ADD COLUMN claimed_until BIGINT
	CONSTRAINT ck_outbox_claimed_until CHECK (claimed_until IS NULL OR (typeof(claimed_until) = 'integer' AND claimed_until BETWEEN -3786912000000000 AND 7258118400000000))
----
ALTER TABLE outbox ADD COLUMN superseded_by INTEGER
	CONSTRAINT ck_outbox_superseded_by CHECK (superseded_by IS NULL OR (typeof(superseded_by) = 'integer' AND superseded_by BETWEEN -2147483648 AND 2147483647))
	CONSTRAINT fk_outbox_superseded_by REFERENCES outbox (id)
----
ALTER TABLE outbox ADD COLUMN webhook_id INTEGER
	CONSTRAINT ck_outbox_webhook_id CHECK (webhook_id IS NULL OR (typeof(webhook_id) = 'integer' AND webhook_id BETWEEN -2147483648 AND 2147483647))
	CONSTRAINT fk_outbox_webhook_id REFERENCES webhook (id)
----
CREATE TRIGGER message_template_version_step BEFORE UPDATE OF version ON message_template
WHEN NEW.version NOT IN (OLD.version, OLD.version + 1)
BEGIN
  SELECT RAISE(ABORT, 'a version stays or rises by one');
END
----
CREATE TRIGGER webhook_version_step BEFORE UPDATE OF version ON webhook
WHEN NEW.version NOT IN (OLD.version, OLD.version + 1)
BEGIN
  SELECT RAISE(ABORT, 'a version stays or rises by one');
END
----
CREATE TRIGGER webhook_stamp_insert AFTER INSERT ON webhook
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER webhook_stamp_update AFTER UPDATE ON webhook
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER webhook_stamp_delete AFTER DELETE ON webhook
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
