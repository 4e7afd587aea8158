ALTER TABLE center ADD COLUMN version INTEGER DEFAULT 1 NOT NULL
	CONSTRAINT ck_center_version CHECK (version >= 1)
----
ALTER TABLE room ADD COLUMN version INTEGER DEFAULT 1 NOT NULL
	CONSTRAINT ck_room_version CHECK (version >= 1)
----
ALTER TABLE service ADD COLUMN version INTEGER DEFAULT 1 NOT NULL
	CONSTRAINT ck_service_version CHECK (version >= 1)
----
ALTER TABLE schedule_exception ADD COLUMN version INTEGER DEFAULT 1 NOT NULL
	CONSTRAINT ck_schedule_exception_version CHECK (version >= 1)
----
ALTER TABLE request ADD COLUMN clinician_id INTEGER
	CONSTRAINT fk_request_clinician_id REFERENCES staff (id)
----
ALTER TABLE request ADD COLUMN modality VARCHAR(32)
	CONSTRAINT ck_request_modality CHECK (modality IN ('in-person', 'phone', 'video'))
----
ALTER TABLE request ADD COLUMN state VARCHAR(32) DEFAULT 'completed' NOT NULL
	CONSTRAINT ck_request_state CHECK (state IN ('active', 'completed', 'revoked'))
----
ALTER TABLE request ADD COLUMN version INTEGER DEFAULT 1 NOT NULL
	CONSTRAINT ck_request_version CHECK (version >= 1)
----
ALTER TABLE appointment ADD COLUMN overbook_reason VARCHAR(4000)
----
ALTER TABLE history ADD COLUMN request_id INTEGER
	CONSTRAINT fk_history_request_id REFERENCES request (id)
----
UPDATE request SET state = CASE
  WHEN NOT EXISTS (SELECT 1 FROM appointment WHERE request_id = request.id) THEN 'active' ELSE 'revoked' END
WHERE NOT EXISTS (SELECT 1 FROM appointment WHERE request_id = request.id AND status NOT IN ('cancelled', 'entered-in-error'))
----
CREATE TABLE hold (
	id SERIAL NOT NULL,
	token VARCHAR(64) NOT NULL,
	desk VARCHAR(64) NOT NULL,
	staff_id INTEGER NOT NULL,
	center_id INTEGER NOT NULL,
	clinician_id INTEGER NOT NULL,
	room_id INTEGER,
	room_unit INTEGER,
	day DATE NOT NULL,
	starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
	ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
	busy_from TIMESTAMP WITH TIME ZONE NOT NULL,
	busy_to TIMESTAMP WITH TIME ZONE NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT ck_hold_room_unit CHECK (room_unit >= 1),
	CONSTRAINT ck_hold_times CHECK (day BETWEEN '1850-01-01' AND '2200-01-01' AND starts_at BETWEEN '1850-01-01' AND '2200-01-01' AND ends_at BETWEEN '1850-01-01' AND '2200-01-01' AND busy_from BETWEEN '1850-01-01' AND '2200-01-01' AND busy_to BETWEEN '1850-01-01' AND '2200-01-01' AND made_at BETWEEN '1850-01-01' AND '2200-01-01' AND expires_at BETWEEN '1850-01-01' AND '2200-01-01'),
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
CREATE TRIGGER center_version_step BEFORE UPDATE ON center FOR EACH ROW WHEN (NEW.version NOT IN (OLD.version, OLD.version + 1)) EXECUTE FUNCTION frontdesk_refuse('a version stays or rises by one')
----
CREATE TRIGGER room_version_step BEFORE UPDATE ON room FOR EACH ROW WHEN (NEW.version NOT IN (OLD.version, OLD.version + 1)) EXECUTE FUNCTION frontdesk_refuse('a version stays or rises by one')
----
CREATE TRIGGER service_version_step BEFORE UPDATE ON service FOR EACH ROW WHEN (NEW.version NOT IN (OLD.version, OLD.version + 1)) EXECUTE FUNCTION frontdesk_refuse('a version stays or rises by one')
----
CREATE TRIGGER request_version_step BEFORE UPDATE ON request FOR EACH ROW WHEN (NEW.version NOT IN (OLD.version, OLD.version + 1)) EXECUTE FUNCTION frontdesk_refuse('a version stays or rises by one')
----
CREATE TRIGGER schedule_exception_version_step BEFORE UPDATE ON schedule_exception FOR EACH ROW WHEN (NEW.version NOT IN (OLD.version, OLD.version + 1)) EXECUTE FUNCTION frontdesk_refuse('a version stays or rises by one')
