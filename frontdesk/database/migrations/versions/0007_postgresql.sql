CREATE TABLE clinician_group (
	id SERIAL NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	position INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_clinician_group PRIMARY KEY (id),
	CONSTRAINT uq_clinician_group_code UNIQUE (code)
)
----
CREATE TABLE consumer_group (
	id SERIAL NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	position INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_consumer_group PRIMARY KEY (id),
	CONSTRAINT uq_consumer_group_code UNIQUE (code)
)
----
CREATE TABLE video_platform (
	id SERIAL NOT NULL,
	name VARCHAR(100) NOT NULL,
	kind VARCHAR(32) NOT NULL,
	address VARCHAR(500) NOT NULL,
	answer_path VARCHAR(100) NOT NULL,
	position INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT ck_video_platform_kind CHECK (kind IN ('template', 'http', 'manual')),
	CONSTRAINT ck_video_platform_version CHECK (version >= 1),
	CONSTRAINT pk_video_platform PRIMARY KEY (id)
)
----
ALTER TABLE consumer ADD COLUMN group_id INTEGER
	CONSTRAINT fk_consumer_group_id REFERENCES consumer_group (id)
----
CREATE TABLE clinician_group_member (
	group_id INTEGER NOT NULL,
	staff_id INTEGER NOT NULL,
	CONSTRAINT fk_clinician_group_member_group_id FOREIGN KEY(group_id) REFERENCES clinician_group (id),
	CONSTRAINT fk_clinician_group_member_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT pk_clinician_group_member PRIMARY KEY (group_id, staff_id)
)
----
CREATE INDEX ix_clinician_group_member_staff_id ON clinician_group_member (staff_id)
----
CREATE TABLE on_demand (
	staff_id INTEGER NOT NULL,
	center_id INTEGER NOT NULL,
	since TIMESTAMP WITH TIME ZONE NOT NULL,
	set_by INTEGER NOT NULL,
	CONSTRAINT ck_on_demand_times CHECK (since BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT fk_on_demand_center_id FOREIGN KEY(center_id) REFERENCES center (id),
	CONSTRAINT fk_on_demand_set_by FOREIGN KEY(set_by) REFERENCES staff (id),
	CONSTRAINT fk_on_demand_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT pk_on_demand PRIMARY KEY (staff_id)
)
----
ALTER TABLE request ADD COLUMN consumer_group_id INTEGER
	CONSTRAINT fk_request_consumer_group_id REFERENCES consumer_group (id)
----
ALTER TABLE request ADD COLUMN clinician_group_id INTEGER
	CONSTRAINT fk_request_clinician_group_id REFERENCES clinician_group (id)
----
ALTER TABLE request ADD COLUMN answered_at TIMESTAMP WITH TIME ZONE
----
ALTER TABLE request ADD COLUMN answered_by INTEGER
	CONSTRAINT fk_request_answered_by REFERENCES staff (id)
----
ALTER TABLE request ADD COLUMN declined BOOLEAN DEFAULT false NOT NULL
----
ALTER TABLE request ADD COLUMN response VARCHAR(4000)
----
ALTER TABLE request ADD COLUMN escalated_at TIMESTAMP WITH TIME ZONE
----
ALTER TABLE request DROP CONSTRAINT ck_request_times
----
ALTER TABLE request ADD CONSTRAINT ck_request_times CHECK (created_at BETWEEN '1850-01-01' AND '2200-01-01' AND answered_at BETWEEN '1850-01-01' AND '2200-01-01' AND escalated_at BETWEEN '1850-01-01' AND '2200-01-01')
----
CREATE TABLE series (
	id SERIAL NOT NULL,
	request_id INTEGER NOT NULL,
	every INTEGER NOT NULL,
	unit VARCHAR(32) NOT NULL,
	count INTEGER,
	until DATE,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	created_by INTEGER,
	CONSTRAINT ck_series_count CHECK (count BETWEEN 1 AND 200),
	CONSTRAINT ck_series_end CHECK (count IS NOT NULL OR until IS NOT NULL),
	CONSTRAINT ck_series_every CHECK (every BETWEEN 1 AND 365),
	CONSTRAINT ck_series_times CHECK (until BETWEEN '1850-01-01' AND '2200-01-01' AND created_at BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT ck_series_unit CHECK (unit IN ('day', 'week')),
	CONSTRAINT fk_series_created_by FOREIGN KEY(created_by) REFERENCES staff (id),
	CONSTRAINT fk_series_request_id FOREIGN KEY(request_id) REFERENCES request (id),
	CONSTRAINT pk_series PRIMARY KEY (id)
)
----
CREATE INDEX ix_series_request_id ON series (request_id)
----
ALTER TABLE appointment ADD COLUMN series_id INTEGER
	CONSTRAINT fk_appointment_series_id REFERENCES series (id)
----
ALTER TABLE appointment ADD COLUMN series_position INTEGER
	CONSTRAINT ck_appointment_series_position CHECK (series_position BETWEEN 1 AND 200)
----
ALTER TABLE appointment ADD COLUMN task_accepted_at TIMESTAMP WITH TIME ZONE
----
ALTER TABLE appointment ADD COLUMN consumer_confirmed_at TIMESTAMP WITH TIME ZONE
----
ALTER TABLE appointment ADD COLUMN video_platform_id INTEGER
	CONSTRAINT fk_appointment_video_platform_id REFERENCES video_platform (id)
----
ALTER TABLE appointment ADD COLUMN video_link VARCHAR(500)
----
ALTER TABLE appointment DROP CONSTRAINT ck_appointment_times
----
ALTER TABLE appointment ADD CONSTRAINT ck_appointment_times CHECK (day BETWEEN '1850-01-01' AND '2200-01-01' AND starts_at BETWEEN '1850-01-01' AND '2200-01-01' AND ends_at BETWEEN '1850-01-01' AND '2200-01-01' AND busy_from BETWEEN '1850-01-01' AND '2200-01-01' AND busy_to BETWEEN '1850-01-01' AND '2200-01-01' AND wall_start BETWEEN '1850-01-01' AND '2200-01-01' AND wall_end BETWEEN '1850-01-01' AND '2200-01-01' AND arrived_at BETWEEN '1850-01-01' AND '2200-01-01' AND commenced_at BETWEEN '1850-01-01' AND '2200-01-01' AND completed_at BETWEEN '1850-01-01' AND '2200-01-01' AND taken_start BETWEEN '1850-01-01' AND '2200-01-01' AND taken_end BETWEEN '1850-01-01' AND '2200-01-01' AND created_at BETWEEN '1850-01-01' AND '2200-01-01' AND answer_by BETWEEN '1850-01-01' AND '2200-01-01' AND waiting_since BETWEEN '1850-01-01' AND '2200-01-01' AND completion_confirmed_at BETWEEN '1850-01-01' AND '2200-01-01' AND task_accepted_at BETWEEN '1850-01-01' AND '2200-01-01' AND consumer_confirmed_at BETWEEN '1850-01-01' AND '2200-01-01')
----
CREATE INDEX ix_appointment_series ON appointment (series_id) WHERE series_id IS NOT NULL
----
CREATE TABLE signature (
	id SERIAL NOT NULL,
	appointment_id INTEGER NOT NULL,
	appointment_version INTEGER NOT NULL,
	signer VARCHAR(100) NOT NULL,
	strokes JSONB NOT NULL,
	signed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	staff_id INTEGER,
	CONSTRAINT ck_signature_strokes CHECK (pg_column_size(strokes) <= 100000),
	CONSTRAINT ck_signature_times CHECK (signed_at BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT fk_signature_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id),
	CONSTRAINT fk_signature_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT pk_signature PRIMARY KEY (id)
)
----
CREATE INDEX ix_signature_appointment_id ON signature (appointment_id)
----
CREATE TABLE waiting (
	appointment_id INTEGER NOT NULL,
	center_id INTEGER NOT NULL,
	service_id INTEGER NOT NULL,
	clinician_id INTEGER,
	priority INTEGER NOT NULL,
	since TIMESTAMP WITH TIME ZONE NOT NULL,
	first_day DATE,
	last_day DATE,
	weekdays INTEGER NOT NULL,
	from_time TIME WITHOUT TIME ZONE,
	to_time TIME WITHOUT TIME ZONE,
	remark VARCHAR(4000) NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT ck_waiting_days CHECK (last_day >= first_day),
	CONSTRAINT ck_waiting_hours CHECK (to_time > from_time),
	CONSTRAINT ck_waiting_priority CHECK (priority BETWEEN 0 AND 9),
	CONSTRAINT ck_waiting_times CHECK (since BETWEEN '1850-01-01' AND '2200-01-01' AND first_day BETWEEN '1850-01-01' AND '2200-01-01' AND last_day BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT ck_waiting_version CHECK (version >= 1),
	CONSTRAINT ck_waiting_weekdays CHECK (weekdays BETWEEN 1 AND 127),
	CONSTRAINT fk_waiting_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id),
	CONSTRAINT fk_waiting_center_id FOREIGN KEY(center_id) REFERENCES center (id),
	CONSTRAINT fk_waiting_clinician_id FOREIGN KEY(clinician_id) REFERENCES staff (id),
	CONSTRAINT fk_waiting_service_id FOREIGN KEY(service_id) REFERENCES service (id),
	CONSTRAINT pk_waiting PRIMARY KEY (appointment_id)
)
----
CREATE INDEX ix_waiting_line ON waiting (center_id, priority, since, appointment_id)
----
ALTER TABLE outbox ADD COLUMN staff_id INTEGER
	CONSTRAINT fk_outbox_staff_id REFERENCES staff (id)
----
CREATE TRIGGER video_platform_version_step BEFORE UPDATE ON video_platform FOR EACH ROW WHEN (NEW.version NOT IN (OLD.version, OLD.version + 1)) EXECUTE FUNCTION frontdesk_refuse('a version stays or rises by one')
----
CREATE TRIGGER waiting_version_step BEFORE UPDATE ON waiting FOR EACH ROW WHEN (NEW.version NOT IN (OLD.version, OLD.version + 1)) EXECUTE FUNCTION frontdesk_refuse('a version stays or rises by one')
----
INSERT INTO waiting (appointment_id, center_id, service_id, clinician_id, priority, since, weekdays, remark, version)
SELECT id, center_id, service_id, clinician_id, 2, coalesce(waiting_since, created_at), 127, '', 1 FROM appointment WHERE status = 'waitlist'
