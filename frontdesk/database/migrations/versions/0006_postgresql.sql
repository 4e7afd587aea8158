CREATE TABLE message_template (
	id SERIAL NOT NULL,
	kind VARCHAR(32) NOT NULL,
	language VARCHAR(64) NOT NULL,
	subject VARCHAR(200) NOT NULL,
	text VARCHAR(20000) NOT NULL,
	html VARCHAR(20000) NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT ck_message_template_kind CHECK (kind IN ('confirmation', 'request-received', 'rescheduled', 'new-time-proposed', 'reassigned', 'asked-to-reschedule', 'suggestion-received', 'waiting-list', 'slot-offered', 'cancelled', 'declined', 'reminder', 'follow-up', 'message')),
	CONSTRAINT ck_message_template_version CHECK (version >= 1),
	CONSTRAINT pk_message_template PRIMARY KEY (id),
	CONSTRAINT uq_message_template_kind_language UNIQUE (kind, language)
)
----
CREATE TABLE webhook (
	id SERIAL NOT NULL,
	name VARCHAR(100) NOT NULL,
	url VARCHAR(500) NOT NULL,
	active BOOLEAN NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT ck_webhook_version CHECK (version >= 1),
	CONSTRAINT pk_webhook PRIMARY KEY (id)
)
----
CREATE TABLE link (
	id SERIAL NOT NULL,
	appointment_id INTEGER NOT NULL,
	token_hash VARCHAR(64) NOT NULL,
	actions VARCHAR(200) NOT NULL,
	appointment_version INTEGER NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	used_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT ck_link_times CHECK (created_at BETWEEN '1850-01-01' AND '2200-01-01' AND expires_at BETWEEN '1850-01-01' AND '2200-01-01' AND used_at BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT fk_link_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id),
	CONSTRAINT pk_link PRIMARY KEY (id),
	CONSTRAINT uq_link_token_hash UNIQUE (token_hash)
)
----
ALTER TABLE appointment ADD COLUMN answer_by TIMESTAMP WITH TIME ZONE
----
ALTER TABLE appointment ADD COLUMN waiting_since TIMESTAMP WITH TIME ZONE
----
ALTER TABLE appointment ADD COLUMN completion_confirmed_at TIMESTAMP WITH TIME ZONE
----
ALTER TABLE appointment DROP CONSTRAINT ck_appointment_times
----
ALTER TABLE appointment ADD CONSTRAINT ck_appointment_times CHECK (day BETWEEN '1850-01-01' AND '2200-01-01' AND starts_at BETWEEN '1850-01-01' AND '2200-01-01' AND ends_at BETWEEN '1850-01-01' AND '2200-01-01' AND busy_from BETWEEN '1850-01-01' AND '2200-01-01' AND busy_to BETWEEN '1850-01-01' AND '2200-01-01' AND wall_start BETWEEN '1850-01-01' AND '2200-01-01' AND wall_end BETWEEN '1850-01-01' AND '2200-01-01' AND arrived_at BETWEEN '1850-01-01' AND '2200-01-01' AND commenced_at BETWEEN '1850-01-01' AND '2200-01-01' AND completed_at BETWEEN '1850-01-01' AND '2200-01-01' AND taken_start BETWEEN '1850-01-01' AND '2200-01-01' AND taken_end BETWEEN '1850-01-01' AND '2200-01-01' AND created_at BETWEEN '1850-01-01' AND '2200-01-01' AND answer_by BETWEEN '1850-01-01' AND '2200-01-01' AND waiting_since BETWEEN '1850-01-01' AND '2200-01-01' AND completion_confirmed_at BETWEEN '1850-01-01' AND '2200-01-01')
----
CREATE INDEX ix_link_appointment_id ON link (appointment_id)
----
ALTER TABLE outbox ADD COLUMN claimed_by VARCHAR(64)
----
ALTER TABLE outbox ADD COLUMN claimed_until TIMESTAMP WITH TIME ZONE
----
ALTER TABLE outbox ADD COLUMN superseded_by INTEGER
	CONSTRAINT fk_outbox_superseded_by REFERENCES outbox (id)
----
ALTER TABLE outbox ADD COLUMN webhook_id INTEGER
	CONSTRAINT fk_outbox_webhook_id REFERENCES webhook (id)
----
ALTER TABLE outbox DROP CONSTRAINT ck_outbox_times
----
ALTER TABLE outbox ADD CONSTRAINT ck_outbox_times CHECK (created_at BETWEEN '1850-01-01' AND '2200-01-01' AND next_at BETWEEN '1850-01-01' AND '2200-01-01' AND sent_at BETWEEN '1850-01-01' AND '2200-01-01' AND claimed_until BETWEEN '1850-01-01' AND '2200-01-01')
----
CREATE TRIGGER message_template_version_step BEFORE UPDATE ON message_template FOR EACH ROW WHEN (NEW.version NOT IN (OLD.version, OLD.version + 1)) EXECUTE FUNCTION frontdesk_refuse('a version stays or rises by one')
----
CREATE TRIGGER webhook_version_step BEFORE UPDATE ON webhook FOR EACH ROW WHEN (NEW.version NOT IN (OLD.version, OLD.version + 1)) EXECUTE FUNCTION frontdesk_refuse('a version stays or rises by one')
----
CREATE TRIGGER webhook_stamp AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON webhook FOR EACH STATEMENT EXECUTE FUNCTION frontdesk_stamp_plans()
