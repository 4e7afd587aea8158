ALTER TABLE center ADD COLUMN version INTEGER DEFAULT 1 NOT NULL
	CONSTRAINT ck_center_version CHECK (typeof(version) = 'integer' AND version BETWEEN -2147483648 AND 2147483647 AND version >= 1)
----
ALTER TABLE room ADD COLUMN version INTEGER DEFAULT 1 NOT NULL
	CONSTRAINT ck_room_version CHECK (typeof(version) = 'integer' AND version BETWEEN -2147483648 AND 2147483647 AND version >= 1)
----
ALTER TABLE service ADD COLUMN version INTEGER DEFAULT 1 NOT NULL
	CONSTRAINT ck_service_version CHECK (typeof(version) = 'integer' AND version BETWEEN -2147483648 AND 2147483647 AND version >= 1)
----
ALTER TABLE schedule_exception ADD COLUMN version INTEGER DEFAULT 1 NOT NULL
	CONSTRAINT ck_schedule_exception_version CHECK (typeof(version) = 'integer' AND version BETWEEN -2147483648 AND 2147483647 AND version >= 1)
----
ALTER TABLE request ADD COLUMN clinician_id INTEGER
	CONSTRAINT ck_request_clinician_id CHECK (clinician_id IS NULL OR (typeof(clinician_id) = 'integer' AND clinician_id BETWEEN -2147483648 AND 2147483647))
	CONSTRAINT fk_request_clinician_id REFERENCES staff (id)
----
ALTER TABLE request ADD COLUMN modality VARCHAR(32)
	CONSTRAINT ck_request_modality CHECK (modality IS NULL OR (modality IN ('in-person', 'phone', 'video')))
----
ALTER TABLE request ADD COLUMN state VARCHAR(32) DEFAULT 'completed' NOT NULL
	CONSTRAINT ck_request_state CHECK (state IN ('active', 'completed', 'revoked'))
----
ALTER TABLE request ADD COLUMN version INTEGER DEFAULT 1 NOT NULL
	CONSTRAINT ck_request_version CHECK (typeof(version) = 'integer' AND version BETWEEN -2147483648 AND 2147483647 AND version >= 1)
----
ALTER TABLE appointment ADD COLUMN overbook_reason VARCHAR(4000)
	CONSTRAINT ck_appointment_overbook_reason CHECK (overbook_reason IS NULL OR (typeof(overbook_reason) = 'text' AND length(overbook_reason) <= 4000 AND instr(overbook_reason, char(0)) = 0))
----
ALTER TABLE history ADD COLUMN request_id INTEGER
	CONSTRAINT ck_history_request_id CHECK (request_id IS NULL OR (typeof(request_id) = 'integer' AND request_id BETWEEN -2147483648 AND 2147483647))
	CONSTRAINT fk_history_request_id REFERENCES request (id)
----
UPDATE request SET state = CASE
  WHEN NOT EXISTS (SELECT 1 FROM appointment WHERE request_id = request.id) THEN 'active' ELSE 'revoked' END
WHERE NOT EXISTS (SELECT 1 FROM appointment WHERE request_id = request.id AND status NOT IN ('cancelled', 'entered-in-error'))
----
CREATE TABLE hold (
	id INTEGER NOT NULL,
	token VARCHAR(64) NOT NULL,
	desk VARCHAR(64) NOT NULL,
	staff_id INTEGER NOT NULL,
	center_id INTEGER NOT NULL,
	clinician_id INTEGER NOT NULL,
	room_id INTEGER,
	room_unit INTEGER,
	day DATE NOT NULL,
	starts_at BIGINT NOT NULL,
	ends_at BIGINT NOT NULL,
	busy_from BIGINT NOT NULL,
	busy_to BIGINT NOT NULL,
	made_at BIGINT NOT NULL,
	expires_at BIGINT NOT NULL,
	CONSTRAINT ck_hold_busy_from CHECK (typeof(busy_from) = 'integer' AND busy_from BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_hold_busy_to CHECK (typeof(busy_to) = 'integer' AND busy_to BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_hold_center_id CHECK (typeof(center_id) = 'integer' AND center_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_hold_clinician_id CHECK (typeof(clinician_id) = 'integer' AND clinician_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_hold_day CHECK (typeof(day) = 'text' AND date(day, '+0 days') IS day AND day BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT ck_hold_desk CHECK (typeof(desk) = 'text' AND length(desk) <= 64 AND instr(desk, char(0)) = 0),
	CONSTRAINT ck_hold_ends_at CHECK (typeof(ends_at) = 'integer' AND ends_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_hold_expires_at CHECK (typeof(expires_at) = 'integer' AND expires_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_hold_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_hold_made_at CHECK (typeof(made_at) = 'integer' AND made_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_hold_room_id CHECK (room_id IS NULL OR (typeof(room_id) = 'integer' AND room_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_hold_room_unit CHECK (room_unit IS NULL OR (typeof(room_unit) = 'integer' AND room_unit BETWEEN -2147483648 AND 2147483647 AND room_unit >= 1)),
	CONSTRAINT ck_hold_staff_id CHECK (typeof(staff_id) = 'integer' AND staff_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_hold_starts_at CHECK (typeof(starts_at) = 'integer' AND starts_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_hold_token CHECK (typeof(token) = 'text' AND length(token) <= 64 AND instr(token, char(0)) = 0),
	CONSTRAINT fk_hold_center_id FOREIGN KEY(center_id) REFERENCES center (id),
	CONSTRAINT fk_hold_clinician_id FOREIGN KEY(clinician_id) REFERENCES staff (id),
	CONSTRAINT fk_hold_room_id_room_unit FOREIGN KEY(room_id, room_unit) REFERENCES room_unit (room_id, number),
	CONSTRAINT fk_hold_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT pk_hold PRIMARY KEY (id)
)
----
CREATE INDEX ix_hold_center_day ON hold (center_id, day)
----
CREATE INDEX ix_hold_clinician_day ON hold (clinician_id, day)
----
CREATE INDEX ix_hold_token ON hold (token)
----
CREATE INDEX ix_request_state ON request (state, id)
----
CREATE INDEX ix_history_request ON history (request_id)
----
CREATE TRIGGER center_version_step BEFORE UPDATE OF version ON center
WHEN NEW.version NOT IN (OLD.version, OLD.version + 1)
BEGIN
  SELECT RAISE(ABORT, 'a version stays or rises by one');
END
----
CREATE TRIGGER room_version_step BEFORE UPDATE OF version ON room
WHEN NEW.version NOT IN (OLD.version, OLD.version + 1)
BEGIN
  SELECT RAISE(ABORT, 'a version stays or rises by one');
END
----
CREATE TRIGGER service_version_step BEFORE UPDATE OF version ON service
WHEN NEW.version NOT IN (OLD.version, OLD.version + 1)
BEGIN
  SELECT RAISE(ABORT, 'a version stays or rises by one');
END
----
CREATE TRIGGER request_version_step BEFORE UPDATE OF version ON request
WHEN NEW.version NOT IN (OLD.version, OLD.version + 1)
BEGIN
  SELECT RAISE(ABORT, 'a version stays or rises by one');
END
----
CREATE TRIGGER schedule_exception_version_step BEFORE UPDATE OF version ON schedule_exception
WHEN NEW.version NOT IN (OLD.version, OLD.version + 1)
BEGIN
  SELECT RAISE(ABORT, 'a version stays or rises by one');
END
