CREATE TABLE clinician_group (
	id INTEGER NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	position INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT ck_clinician_group_active CHECK (active IN (0, 1)),
	CONSTRAINT ck_clinician_group_code CHECK (typeof(code) = 'text' AND length(code) <= 64 AND instr(code, char(0)) = 0),
	CONSTRAINT ck_clinician_group_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_clinician_group_name CHECK (typeof(name) = 'text' AND length(name) <= 100 AND instr(name, char(0)) = 0),
	CONSTRAINT ck_clinician_group_position CHECK (typeof(position) = 'integer' AND position BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT pk_clinician_group PRIMARY KEY (id),
	CONSTRAINT uq_clinician_group_code UNIQUE (code)
)
----
CREATE TABLE consumer_group (
	id INTEGER NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	position INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT ck_consumer_group_active CHECK (active IN (0, 1)),
	CONSTRAINT ck_consumer_group_code CHECK (typeof(code) = 'text' AND length(code) <= 64 AND instr(code, char(0)) = 0),
	CONSTRAINT ck_consumer_group_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_consumer_group_name CHECK (typeof(name) = 'text' AND length(name) <= 100 AND instr(name, char(0)) = 0),
	CONSTRAINT ck_consumer_group_position CHECK (typeof(position) = 'integer' AND position BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT pk_consumer_group PRIMARY KEY (id),
	CONSTRAINT uq_consumer_group_code UNIQUE (code)
)
----
CREATE TABLE video_platform (
	id INTEGER NOT NULL,
	name VARCHAR(100) NOT NULL,
	kind VARCHAR(32) NOT NULL,
	address VARCHAR(500) NOT NULL,
	answer_path VARCHAR(100) NOT NULL,
	position INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT ck_video_platform_active CHECK (active IN (0, 1)),
	CONSTRAINT ck_video_platform_address CHECK (typeof(address) = 'text' AND length(address) <= 500 AND instr(address, char(0)) = 0),
	CONSTRAINT ck_video_platform_answer_path CHECK (typeof(answer_path) = 'text' AND length(answer_path) <= 100 AND instr(answer_path, char(0)) = 0),
	CONSTRAINT ck_video_platform_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_video_platform_kind CHECK (kind IN ('template', 'http', 'manual')),
	CONSTRAINT ck_video_platform_name CHECK (typeof(name) = 'text' AND length(name) <= 100 AND instr(name, char(0)) = 0),
	CONSTRAINT ck_video_platform_position CHECK (typeof(position) = 'integer' AND position BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_video_platform_version CHECK (typeof(version) = 'integer' AND version BETWEEN -2147483648 AND 2147483647 AND version >= 1),
	CONSTRAINT pk_video_platform PRIMARY KEY (id)
)
----
ALTER TABLE consumer ADD COLUMN group_id INTEGER
	CONSTRAINT ck_consumer_group_id CHECK (group_id IS NULL OR (typeof(group_id) = 'integer' AND group_id BETWEEN -2147483648 AND 2147483647))
	CONSTRAINT fk_consumer_group_id REFERENCES consumer_group (id)
----
CREATE TABLE clinician_group_member (
	group_id INTEGER NOT NULL,
	staff_id INTEGER NOT NULL,
	CONSTRAINT ck_clinician_group_member_group_id CHECK (typeof(group_id) = 'integer' AND group_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_clinician_group_member_staff_id CHECK (typeof(staff_id) = 'integer' AND staff_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT fk_clinician_group_member_group_id FOREIGN KEY(group_id) REFERENCES clinician_group (id),
	CONSTRAINT fk_clinician_group_member_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT pk_clinician_group_member PRIMARY KEY (group_id, staff_id)
)
WITHOUT ROWID
----
CREATE INDEX ix_clinician_group_member_staff_id ON clinician_group_member (staff_id)
----
CREATE TABLE on_demand (
	staff_id INTEGER NOT NULL,
	center_id INTEGER NOT NULL,
	since BIGINT NOT NULL,
	set_by INTEGER NOT NULL,
	CONSTRAINT ck_on_demand_center_id CHECK (typeof(center_id) = 'integer' AND center_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_on_demand_set_by CHECK (typeof(set_by) = 'integer' AND set_by BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_on_demand_since CHECK (typeof(since) = 'integer' AND since BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_on_demand_staff_id CHECK (typeof(staff_id) = 'integer' AND staff_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT fk_on_demand_center_id FOREIGN KEY(center_id) REFERENCES center (id),
	CONSTRAINT fk_on_demand_set_by FOREIGN KEY(set_by) REFERENCES staff (id),
	CONSTRAINT fk_on_demand_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT pk_on_demand PRIMARY KEY (staff_id)
)
----
ALTER TABLE request ADD COLUMN consumer_group_id INTEGER
	CONSTRAINT ck_request_consumer_group_id CHECK (consumer_group_id IS NULL OR (typeof(consumer_group_id) = 'integer' AND consumer_group_id BETWEEN -2147483648 AND 2147483647))
	CONSTRAINT fk_request_consumer_group_id REFERENCES consumer_group (id)
----
ALTER TABLE request ADD COLUMN clinician_group_id INTEGER
	CONSTRAINT ck_request_clinician_group_id CHECK (clinician_group_id IS NULL OR (typeof(clinician_group_id) = 'integer' AND clinician_group_id BETWEEN -2147483648 AND 2147483647))
	CONSTRAINT fk_request_clinician_group_id REFERENCES clinician_group (id)
----
ALTER TABLE request ADD COLUMN answered_at BIGINT
	CONSTRAINT ck_request_answered_at CHECK (answered_at IS NULL OR (typeof(answered_at) = 'integer' AND answered_at BETWEEN -3786912000000000 AND 7258118400000000))
----
ALTER TABLE request ADD COLUMN answered_by INTEGER
	CONSTRAINT ck_request_answered_by CHECK (answered_by IS NULL OR (typeof(answered_by) = 'integer' AND answered_by BETWEEN -2147483648 AND 2147483647))
	CONSTRAINT fk_request_answered_by REFERENCES staff (id)
----
ALTER TABLE request ADD COLUMN declined BOOLEAN DEFAULT 0 NOT NULL
	CONSTRAINT ck_request_declined CHECK (declined IN (0, 1))
----
ALTER TABLE request ADD COLUMN response VARCHAR(4000)
	CONSTRAINT ck_request_response CHECK (response IS NULL OR (typeof(response) = 'text' AND length(response) <= 4000 AND instr(response, char(0)) = 0))
----
ALTER TABLE request ADD COLUMN escalated_at BIGINT
	CONSTRAINT ck_request_escalated_at CHECK (escalated_at IS NULL OR (typeof(escalated_at) = 'integer' AND escalated_at BETWEEN -3786912000000000 AND 7258118400000000))
----
CREATE TABLE series (
	id INTEGER NOT NULL,
	request_id INTEGER NOT NULL,
	every INTEGER NOT NULL,
	unit VARCHAR(32) NOT NULL,
	count INTEGER,
	until DATE,
	created_at BIGINT NOT NULL,
	created_by INTEGER,
	CONSTRAINT ck_series_count CHECK (count IS NULL OR (typeof(count) = 'integer' AND count BETWEEN -2147483648 AND 2147483647 AND count BETWEEN 1 AND 200)),
	CONSTRAINT ck_series_created_at CHECK (typeof(created_at) = 'integer' AND created_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_series_created_by CHECK (created_by IS NULL OR (typeof(created_by) = 'integer' AND created_by BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_series_end CHECK (count IS NOT NULL OR until IS NOT NULL),
	CONSTRAINT ck_series_every CHECK (typeof(every) = 'integer' AND every BETWEEN -2147483648 AND 2147483647 AND every BETWEEN 1 AND 365),
	CONSTRAINT ck_series_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_series_request_id CHECK (typeof(request_id) = 'integer' AND request_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_series_unit CHECK (unit IN ('day', 'week')),
	CONSTRAINT ck_series_until CHECK (until IS NULL OR (typeof(until) = 'text' AND date(until, '+0 days') IS until AND until BETWEEN '1850-01-01' AND '2200-01-01')),
	CONSTRAINT fk_series_created_by FOREIGN KEY(created_by) REFERENCES staff (id),
	CONSTRAINT fk_series_request_id FOREIGN KEY(request_id) REFERENCES request (id),
	CONSTRAINT pk_series PRIMARY KEY (id)
)
----
CREATE INDEX ix_series_request_id ON series (request_id)
----
ALTER TABLE appointment ADD COLUMN series_id INTEGER
	CONSTRAINT ck_appointment_series_id CHECK (series_id IS NULL OR (typeof(series_id) = 'integer' AND series_id BETWEEN -2147483648 AND 2147483647))
	CONSTRAINT fk_appointment_series_id REFERENCES series (id)
----
ALTER TABLE appointment ADD COLUMN series_position INTEGER
	CONSTRAINT ck_appointment_series_position CHECK (series_position IS NULL OR (typeof(series_position) = 'integer' AND series_position BETWEEN -2147483648 AND 2147483647 AND series_position BETWEEN 1 AND 200))
----
ALTER TABLE appointment ADD COLUMN task_accepted_at BIGINT
	CONSTRAINT ck_appointment_task_accepted_at CHECK (task_accepted_at IS NULL OR (typeof(task_accepted_at) = 'integer' AND task_accepted_at BETWEEN -3786912000000000 AND 7258118400000000))
----
ALTER TABLE appointment ADD COLUMN consumer_confirmed_at BIGINT
	CONSTRAINT ck_appointment_consumer_confirmed_at CHECK (consumer_confirmed_at IS NULL OR (typeof(consumer_confirmed_at) = 'integer' AND consumer_confirmed_at BETWEEN -3786912000000000 AND 7258118400000000))
----
ALTER TABLE appointment ADD COLUMN video_platform_id INTEGER
	CONSTRAINT ck_appointment_video_platform_id CHECK (video_platform_id IS NULL OR (typeof(video_platform_id) = 'integer' AND video_platform_id BETWEEN -2147483648 AND 2147483647))
	CONSTRAINT fk_appointment_video_platform_id REFERENCES video_platform (id)
----
ALTER TABLE appointment ADD COLUMN video_link VARCHAR(500)
	CONSTRAINT ck_appointment_video_link CHECK (video_link IS NULL OR (typeof(video_link) = 'text' AND length(video_link) <= 500 AND instr(video_link, char(0)) = 0))
----
CREATE INDEX ix_appointment_series ON appointment (series_id) WHERE series_id IS NOT NULL
----
CREATE TABLE signature (
	id INTEGER NOT NULL,
	appointment_id INTEGER NOT NULL,
	appointment_version INTEGER NOT NULL,
	signer VARCHAR(100) NOT NULL,
	strokes TEXT NOT NULL,
	signed_at BIGINT NOT NULL,
	staff_id INTEGER,
	CONSTRAINT ck_signature_appointment_id CHECK (typeof(appointment_id) = 'integer' AND appointment_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_signature_appointment_version CHECK (typeof(appointment_version) = 'integer' AND appointment_version BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_signature_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_signature_signed_at CHECK (typeof(signed_at) = 'integer' AND signed_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_signature_signer CHECK (typeof(signer) = 'text' AND length(signer) <= 100 AND instr(signer, char(0)) = 0),
	CONSTRAINT ck_signature_staff_id CHECK (staff_id IS NULL OR (typeof(staff_id) = 'integer' AND staff_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_signature_strokes CHECK (typeof(strokes) = 'text' AND length(strokes) <= 100000 AND instr(strokes, '\u0000') = 0),
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
	since BIGINT NOT NULL,
	first_day DATE,
	last_day DATE,
	weekdays INTEGER NOT NULL,
	from_time TIME,
	to_time TIME,
	remark VARCHAR(4000) NOT NULL,
	version INTEGER DEFAULT 1 NOT NULL,
	CONSTRAINT ck_waiting_appointment_id CHECK (typeof(appointment_id) = 'integer' AND appointment_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_waiting_center_id CHECK (typeof(center_id) = 'integer' AND center_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_waiting_clinician_id CHECK (clinician_id IS NULL OR (typeof(clinician_id) = 'integer' AND clinician_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_waiting_days CHECK (last_day >= first_day),
	CONSTRAINT ck_waiting_first_day CHECK (first_day IS NULL OR (typeof(first_day) = 'text' AND date(first_day, '+0 days') IS first_day AND first_day BETWEEN '1850-01-01' AND '2200-01-01')),
	CONSTRAINT ck_waiting_from_time CHECK (from_time IS NULL OR (length(from_time) = 15 AND time(substr(from_time, 1, 8)) IS substr(from_time, 1, 8))),
	CONSTRAINT ck_waiting_hours CHECK (to_time > from_time),
	CONSTRAINT ck_waiting_last_day CHECK (last_day IS NULL OR (typeof(last_day) = 'text' AND date(last_day, '+0 days') IS last_day AND last_day BETWEEN '1850-01-01' AND '2200-01-01')),
	CONSTRAINT ck_waiting_priority CHECK (typeof(priority) = 'integer' AND priority BETWEEN -2147483648 AND 2147483647 AND priority BETWEEN 0 AND 9),
	CONSTRAINT ck_waiting_remark CHECK (typeof(remark) = 'text' AND length(remark) <= 4000 AND instr(remark, char(0)) = 0),
	CONSTRAINT ck_waiting_service_id CHECK (typeof(service_id) = 'integer' AND service_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_waiting_since CHECK (typeof(since) = 'integer' AND since BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_waiting_to_time CHECK (to_time IS NULL OR (length(to_time) = 15 AND time(substr(to_time, 1, 8)) IS substr(to_time, 1, 8))),
	CONSTRAINT ck_waiting_version CHECK (typeof(version) = 'integer' AND version BETWEEN -2147483648 AND 2147483647 AND version >= 1),
	CONSTRAINT ck_waiting_weekdays CHECK (typeof(weekdays) = 'integer' AND weekdays BETWEEN -2147483648 AND 2147483647 AND weekdays BETWEEN 1 AND 127),
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
	CONSTRAINT ck_outbox_staff_id CHECK (staff_id IS NULL OR (typeof(staff_id) = 'integer' AND staff_id BETWEEN -2147483648 AND 2147483647))
	CONSTRAINT fk_outbox_staff_id REFERENCES staff (id)
----
CREATE TRIGGER video_platform_version_step BEFORE UPDATE OF version ON video_platform
WHEN NEW.version NOT IN (OLD.version, OLD.version + 1)
BEGIN
  SELECT RAISE(ABORT, 'a version stays or rises by one');
END
----
CREATE TRIGGER waiting_version_step BEFORE UPDATE OF version ON waiting
WHEN NEW.version NOT IN (OLD.version, OLD.version + 1)
BEGIN
  SELECT RAISE(ABORT, 'a version stays or rises by one');
END
----
INSERT INTO waiting (appointment_id, center_id, service_id, clinician_id, priority, since, weekdays, remark, version)
SELECT id, center_id, service_id, clinician_id, 2, coalesce(waiting_since, created_at), 127, '', 1 FROM appointment WHERE status = 'waitlist'
