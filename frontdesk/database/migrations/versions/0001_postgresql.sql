CREATE EXTENSION IF NOT EXISTS btree_gist
----
CREATE TABLE center (
	id SERIAL NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	address VARCHAR(4000) NOT NULL,
	phone VARCHAR(64) NOT NULL,
	zone VARCHAR(64) NOT NULL,
	country VARCHAR(64) NOT NULL,
	region VARCHAR(64),
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_center PRIMARY KEY (id),
	CONSTRAINT uq_center_code UNIQUE (code)
)
----
CREATE TABLE clinic (
	id SERIAL NOT NULL,
	name VARCHAR(100) NOT NULL,
	mark VARCHAR(64) NOT NULL,
	key VARCHAR(64) NOT NULL,
	language VARCHAR(64) NOT NULL,
	CONSTRAINT pk_clinic PRIMARY KEY (id)
)
----
CREATE TABLE department (
	id SERIAL NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_department PRIMARY KEY (id),
	CONSTRAINT uq_department_code UNIQUE (code)
)
----
CREATE TABLE metadata_field (
	id SERIAL NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	position INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT pk_metadata_field PRIMARY KEY (id),
	CONSTRAINT uq_metadata_field_code UNIQUE (code)
)
----
CREATE TABLE questionnaire (
	id SERIAL NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	CONSTRAINT pk_questionnaire PRIMARY KEY (id),
	CONSTRAINT uq_questionnaire_code UNIQUE (code)
)
----
CREATE TABLE reason (
	id SERIAL NOT NULL,
	kind VARCHAR(32) NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	position INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT ck_reason_kind CHECK (kind IN ('cancel', 'complete', 'no-show')),
	CONSTRAINT pk_reason PRIMARY KEY (id),
	CONSTRAINT uq_reason_kind_code UNIQUE (kind, code)
)
----
CREATE TABLE setting (
	name VARCHAR(64) NOT NULL,
	value JSONB NOT NULL,
	CONSTRAINT ck_setting_value CHECK (pg_column_size(value) <= 100000),
	CONSTRAINT pk_setting PRIMARY KEY (name)
)
----
CREATE TABLE consumer (
	id SERIAL NOT NULL,
	user_id VARCHAR(64) NOT NULL,
	first_name VARCHAR(100) NOT NULL,
	last_name VARCHAR(100) NOT NULL,
	sort_name VARCHAR(220) NOT NULL,
	email VARCHAR(254),
	phone VARCHAR(64),
	title VARCHAR(64),
	department_id INTEGER,
	birth_date DATE,
	language VARCHAR(64) NOT NULL,
	zone VARCHAR(64) NOT NULL,
	remarks VARCHAR(4000) NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_consumer_times CHECK (birth_date BETWEEN '1850-01-01' AND '2200-01-01' AND created_at BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT ck_consumer_version CHECK (version >= 1),
	CONSTRAINT fk_consumer_department_id FOREIGN KEY(department_id) REFERENCES department (id),
	CONSTRAINT pk_consumer PRIMARY KEY (id),
	CONSTRAINT uq_consumer_user_id UNIQUE (user_id)
)
----
CREATE INDEX ix_consumer_birth ON consumer (birth_date)
----
CREATE INDEX ix_consumer_sort ON consumer (sort_name, id)
----
CREATE TABLE opening_hours (
	id SERIAL NOT NULL,
	center_id INTEGER NOT NULL,
	weekday INTEGER NOT NULL,
	starts TIME WITHOUT TIME ZONE NOT NULL,
	ends TIME WITHOUT TIME ZONE NOT NULL,
	CONSTRAINT ck_opening_hours_order CHECK (ends > starts OR ends = TIME '00:00'),
	CONSTRAINT ck_opening_hours_weekday CHECK (weekday BETWEEN 0 AND 6),
	CONSTRAINT fk_opening_hours_center_id FOREIGN KEY(center_id) REFERENCES center (id),
	CONSTRAINT pk_opening_hours PRIMARY KEY (id)
)
----
CREATE INDEX ix_opening_hours_center_id ON opening_hours (center_id)
----
CREATE TABLE program (
	id SERIAL NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	questionnaire_id INTEGER,
	active BOOLEAN NOT NULL,
	CONSTRAINT fk_program_questionnaire_id FOREIGN KEY(questionnaire_id) REFERENCES questionnaire (id),
	CONSTRAINT pk_program PRIMARY KEY (id),
	CONSTRAINT uq_program_code UNIQUE (code)
)
----
CREATE TABLE question (
	id SERIAL NOT NULL,
	questionnaire_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	text VARCHAR(4000) NOT NULL,
	kind VARCHAR(32) NOT NULL,
	required BOOLEAN NOT NULL,
	choices JSONB NOT NULL,
	CONSTRAINT ck_question_choices CHECK (pg_column_size(choices) <= 100000),
	CONSTRAINT ck_question_kind CHECK (kind IN ('yes-no', 'text', 'number', 'date', 'choice')),
	CONSTRAINT fk_question_questionnaire_id FOREIGN KEY(questionnaire_id) REFERENCES questionnaire (id),
	CONSTRAINT pk_question PRIMARY KEY (id)
)
----
CREATE INDEX ix_question_questionnaire_id ON question (questionnaire_id)
----
CREATE TABLE room (
	id SERIAL NOT NULL,
	center_id INTEGER NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	kind VARCHAR(64) NOT NULL,
	capacity INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT ck_room_capacity CHECK (capacity >= 1),
	CONSTRAINT fk_room_center_id FOREIGN KEY(center_id) REFERENCES center (id),
	CONSTRAINT pk_room PRIMARY KEY (id),
	CONSTRAINT uq_room_center_id_code UNIQUE (center_id, code)
)
----
CREATE TABLE service (
	id SERIAL NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	minutes INTEGER NOT NULL,
	buffer_before_minutes INTEGER NOT NULL,
	buffer_after_minutes INTEGER NOT NULL,
	step_minutes INTEGER NOT NULL,
	least_notice_minutes INTEGER NOT NULL,
	furthest_days INTEGER NOT NULL,
	confirmation_mode VARCHAR(32) NOT NULL,
	room_kind VARCHAR(64),
	questionnaire_id INTEGER,
	what_to_bring VARCHAR(4000) NOT NULL,
	colour INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT ck_service_buffer_after_minutes CHECK (buffer_after_minutes BETWEEN 0 AND 240),
	CONSTRAINT ck_service_buffer_before_minutes CHECK (buffer_before_minutes BETWEEN 0 AND 240),
	CONSTRAINT ck_service_colour CHECK (colour >= 0),
	CONSTRAINT ck_service_confirmation_mode CHECK (confirmation_mode IN ('automatic', 'manual')),
	CONSTRAINT ck_service_day_length CHECK (minutes + buffer_before_minutes + buffer_after_minutes <= 1440),
	CONSTRAINT ck_service_furthest_days CHECK (furthest_days BETWEEN 0 AND 100000),
	CONSTRAINT ck_service_least_notice_minutes CHECK (least_notice_minutes >= 0),
	CONSTRAINT ck_service_minutes CHECK (minutes BETWEEN 1 AND 1440),
	CONSTRAINT ck_service_step_minutes CHECK (step_minutes BETWEEN 1 AND 1440),
	CONSTRAINT fk_service_questionnaire_id FOREIGN KEY(questionnaire_id) REFERENCES questionnaire (id),
	CONSTRAINT pk_service PRIMARY KEY (id),
	CONSTRAINT uq_service_code UNIQUE (code)
)
----
CREATE TABLE consumer_word (
	word VARCHAR(64) NOT NULL,
	consumer_id INTEGER NOT NULL,
	CONSTRAINT fk_consumer_word_consumer_id FOREIGN KEY(consumer_id) REFERENCES consumer (id),
	CONSTRAINT pk_consumer_word PRIMARY KEY (word, consumer_id)
)
----
CREATE INDEX ix_consumer_word_consumer_id ON consumer_word (consumer_id)
----
CREATE TABLE dose (
	id SERIAL NOT NULL,
	program_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	service_id INTEGER NOT NULL,
	least_days INTEGER NOT NULL,
	most_days INTEGER NOT NULL,
	CONSTRAINT ck_dose_days_order CHECK (least_days <= most_days),
	CONSTRAINT ck_dose_least_days CHECK (least_days BETWEEN 0 AND 100000),
	CONSTRAINT ck_dose_most_days CHECK (most_days BETWEEN 0 AND 100000),
	CONSTRAINT ck_dose_number CHECK (number >= 1),
	CONSTRAINT fk_dose_program_id FOREIGN KEY(program_id) REFERENCES program (id),
	CONSTRAINT fk_dose_service_id FOREIGN KEY(service_id) REFERENCES service (id),
	CONSTRAINT pk_dose PRIMARY KEY (id),
	CONSTRAINT uq_dose_program_id_number UNIQUE (program_id, number)
)
----
CREATE TABLE room_unit (
	room_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	CONSTRAINT ck_room_unit_number CHECK (number >= 1),
	CONSTRAINT fk_room_unit_room_id FOREIGN KEY(room_id) REFERENCES room (id),
	CONSTRAINT pk_room_unit PRIMARY KEY (room_id, number)
)
----
CREATE TABLE service_modality (
	service_id INTEGER NOT NULL,
	modality VARCHAR(32) NOT NULL,
	CONSTRAINT ck_service_modality_modality CHECK (modality IN ('in-person', 'phone', 'video')),
	CONSTRAINT fk_service_modality_service_id FOREIGN KEY(service_id) REFERENCES service (id),
	CONSTRAINT pk_service_modality PRIMARY KEY (service_id, modality)
)
----
CREATE TABLE staff (
	id SERIAL NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	sort_name VARCHAR(100) NOT NULL,
	email VARCHAR(254),
	confirmation_mode VARCHAR(32),
	room_id INTEGER,
	active BOOLEAN NOT NULL,
	CONSTRAINT ck_staff_confirmation_mode CHECK (confirmation_mode IN ('automatic', 'manual')),
	CONSTRAINT fk_staff_room_id FOREIGN KEY(room_id) REFERENCES room (id),
	CONSTRAINT pk_staff PRIMARY KEY (id),
	CONSTRAINT uq_staff_code UNIQUE (code)
)
----
CREATE TABLE account (
	staff_id INTEGER NOT NULL,
	name VARCHAR(64) NOT NULL,
	password_hash VARCHAR(200) NOT NULL,
	failures INTEGER NOT NULL,
	closed_until TIMESTAMP WITH TIME ZONE,
	CONSTRAINT ck_account_failures CHECK (failures >= 0),
	CONSTRAINT ck_account_times CHECK (closed_until BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT fk_account_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT pk_account PRIMARY KEY (staff_id),
	CONSTRAINT uq_account_name UNIQUE (name)
)
----
CREATE TABLE command (
	id VARCHAR(32) NOT NULL,
	staff_id INTEGER,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	result JSONB NOT NULL,
	CONSTRAINT ck_command_result CHECK (pg_column_size(result) <= 100000),
	CONSTRAINT ck_command_times CHECK (at BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT fk_command_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT pk_command PRIMARY KEY (id)
)
----
CREATE TABLE request (
	id SERIAL NOT NULL,
	kind VARCHAR(32) NOT NULL,
	source VARCHAR(32) NOT NULL,
	consumer_id INTEGER NOT NULL,
	service_id INTEGER,
	program_id INTEGER,
	preferred_center_id INTEGER NOT NULL,
	location_id INTEGER NOT NULL,
	goals VARCHAR(4000) NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	created_by INTEGER,
	CONSTRAINT ck_request_kind CHECK (kind IN ('now', 'scheduled')),
	CONSTRAINT ck_request_source CHECK (source IN ('desk', 'phone', 'web', 'import')),
	CONSTRAINT ck_request_times CHECK (created_at BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT ck_request_wanted CHECK (service_id IS NOT NULL OR program_id IS NOT NULL),
	CONSTRAINT fk_request_consumer_id FOREIGN KEY(consumer_id) REFERENCES consumer (id),
	CONSTRAINT fk_request_created_by FOREIGN KEY(created_by) REFERENCES staff (id),
	CONSTRAINT fk_request_location_id FOREIGN KEY(location_id) REFERENCES center (id),
	CONSTRAINT fk_request_preferred_center_id FOREIGN KEY(preferred_center_id) REFERENCES center (id),
	CONSTRAINT fk_request_program_id FOREIGN KEY(program_id) REFERENCES program (id),
	CONSTRAINT fk_request_service_id FOREIGN KEY(service_id) REFERENCES service (id),
	CONSTRAINT pk_request PRIMARY KEY (id)
)
----
CREATE INDEX ix_request_consumer_id ON request (consumer_id)
----
CREATE TABLE schedule_exception (
	id SERIAL NOT NULL,
	kind VARCHAR(32) NOT NULL,
	clinician_id INTEGER,
	center_id INTEGER,
	starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
	ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
	wall_start TIMESTAMP WITHOUT TIME ZONE NOT NULL,
	wall_end TIMESTAMP WITHOUT TIME ZONE NOT NULL,
	zone VARCHAR(64) NOT NULL,
	remark VARCHAR(4000) NOT NULL,
	CONSTRAINT ck_schedule_exception_kind CHECK (kind IN ('leave', 'block', 'extra', 'closure')),
	CONSTRAINT ck_schedule_exception_order CHECK (ends_at > starts_at),
	CONSTRAINT ck_schedule_exception_times CHECK (starts_at BETWEEN '1850-01-01' AND '2200-01-01' AND ends_at BETWEEN '1850-01-01' AND '2200-01-01' AND wall_start BETWEEN '1850-01-01' AND '2200-01-01' AND wall_end BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT ck_schedule_exception_whose CHECK ((kind = 'closure') = (clinician_id IS NULL) AND (kind <> 'closure' OR center_id IS NOT NULL)),
	CONSTRAINT fk_schedule_exception_center_id FOREIGN KEY(center_id) REFERENCES center (id),
	CONSTRAINT fk_schedule_exception_clinician_id FOREIGN KEY(clinician_id) REFERENCES staff (id),
	CONSTRAINT pk_schedule_exception PRIMARY KEY (id)
)
----
CREATE INDEX ix_schedule_exception_center ON schedule_exception (center_id, starts_at)
----
CREATE INDEX ix_schedule_exception_clinician ON schedule_exception (clinician_id, starts_at)
----
CREATE TABLE staff_center (
	staff_id INTEGER NOT NULL,
	center_id INTEGER NOT NULL,
	CONSTRAINT fk_staff_center_center_id FOREIGN KEY(center_id) REFERENCES center (id),
	CONSTRAINT fk_staff_center_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT pk_staff_center PRIMARY KEY (staff_id, center_id)
)
----
CREATE TABLE staff_role (
	staff_id INTEGER NOT NULL,
	role VARCHAR(32) NOT NULL,
	CONSTRAINT ck_staff_role_role CHECK (role IN ('agent', 'clinician', 'manager', 'administrator', 'consumer')),
	CONSTRAINT fk_staff_role_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT pk_staff_role PRIMARY KEY (staff_id, role)
)
----
CREATE TABLE staff_service (
	staff_id INTEGER NOT NULL,
	service_id INTEGER NOT NULL,
	CONSTRAINT fk_staff_service_service_id FOREIGN KEY(service_id) REFERENCES service (id),
	CONSTRAINT fk_staff_service_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT pk_staff_service PRIMARY KEY (staff_id, service_id)
)
----
CREATE TABLE work_schedule (
	id SERIAL NOT NULL,
	clinician_id INTEGER NOT NULL,
	center_id INTEGER NOT NULL,
	name VARCHAR(100) NOT NULL,
	calendar_type VARCHAR(32) NOT NULL,
	valid_from DATE NOT NULL,
	valid_to DATE,
	version INTEGER NOT NULL,
	CONSTRAINT ck_work_schedule_calendar_type CHECK (calendar_type IN ('ad-hoc', 'rapid-response')),
	CONSTRAINT ck_work_schedule_order CHECK (valid_to >= valid_from),
	CONSTRAINT ck_work_schedule_times CHECK (valid_from BETWEEN '1850-01-01' AND '2200-01-01' AND valid_to BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT ck_work_schedule_version CHECK (version >= 1),
	CONSTRAINT fk_work_schedule_center_id FOREIGN KEY(center_id) REFERENCES center (id),
	CONSTRAINT fk_work_schedule_clinician_id FOREIGN KEY(clinician_id) REFERENCES staff (id),
	CONSTRAINT pk_work_schedule PRIMARY KEY (id)
)
----
CREATE INDEX ix_work_schedule_center_id ON work_schedule (center_id)
----
CREATE INDEX ix_work_schedule_clinician_id ON work_schedule (clinician_id)
----
CREATE TABLE answer (
	id SERIAL NOT NULL,
	request_id INTEGER NOT NULL,
	question_id INTEGER NOT NULL,
	value VARCHAR(4000) NOT NULL,
	answered_at TIMESTAMP WITH TIME ZONE NOT NULL,
	answered_by INTEGER,
	version INTEGER NOT NULL,
	CONSTRAINT ck_answer_times CHECK (answered_at BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT ck_answer_version CHECK (version >= 1),
	CONSTRAINT fk_answer_answered_by FOREIGN KEY(answered_by) REFERENCES staff (id),
	CONSTRAINT fk_answer_question_id FOREIGN KEY(question_id) REFERENCES question (id),
	CONSTRAINT fk_answer_request_id FOREIGN KEY(request_id) REFERENCES request (id),
	CONSTRAINT pk_answer PRIMARY KEY (id),
	CONSTRAINT uq_answer_request_id_question_id UNIQUE (request_id, question_id)
)
----
CREATE TABLE appointment (
	id SERIAL NOT NULL,
	code VARCHAR(64) NOT NULL,
	request_id INTEGER NOT NULL,
	consumer_id INTEGER NOT NULL,
	service_id INTEGER NOT NULL,
	dose_id INTEGER,
	center_id INTEGER NOT NULL,
	clinician_id INTEGER,
	room_id INTEGER,
	room_unit INTEGER,
	status VARCHAR(32) NOT NULL,
	day DATE,
	starts_at TIMESTAMP WITH TIME ZONE,
	ends_at TIMESTAMP WITH TIME ZONE,
	busy_from TIMESTAMP WITH TIME ZONE,
	busy_to TIMESTAMP WITH TIME ZONE,
	wall_start TIMESTAMP WITHOUT TIME ZONE,
	wall_end TIMESTAMP WITHOUT TIME ZONE,
	zone VARCHAR(64) NOT NULL,
	modality VARCHAR(32) NOT NULL,
	overbooked BOOLEAN NOT NULL,
	follows_id INTEGER,
	arrived_at TIMESTAMP WITH TIME ZONE,
	late BOOLEAN NOT NULL,
	commenced_at TIMESTAMP WITH TIME ZONE,
	completed_at TIMESTAMP WITH TIME ZONE,
	taken_start TIMESTAMP WITH TIME ZONE,
	taken_end TIMESTAMP WITH TIME ZONE,
	outcome_reason_id INTEGER,
	outcome_remark VARCHAR(4000) NOT NULL,
	cancel_class VARCHAR(32),
	cancel_reason_id INTEGER,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	created_by INTEGER,
	version INTEGER NOT NULL,
	CONSTRAINT ck_appointment_busy_length CHECK (busy_to - busy_from <= INTERVAL '24 hours'),
	CONSTRAINT ck_appointment_cancel_class CHECK (cancel_class IN ('consumer', 'clinic', 'other', 'declined', 'left')),
	CONSTRAINT ck_appointment_day_of_start CHECK (day = CAST(wall_start AS DATE)),
	CONSTRAINT ck_appointment_modality CHECK (modality IN ('in-person', 'phone', 'video')),
	CONSTRAINT ck_appointment_room_unit CHECK (room_unit >= 1),
	CONSTRAINT ck_appointment_room_whole CHECK ((room_id IS NULL) = (room_unit IS NULL)),
	CONSTRAINT ck_appointment_status CHECK (status IN ('proposed', 'pending', 'waitlist', 'booked', 'arrived', 'checked-in', 'fulfilled', 'noshow', 'cancelled', 'entered-in-error')),
	CONSTRAINT ck_appointment_status_time CHECK (status NOT IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled', 'noshow') OR (starts_at IS NOT NULL AND clinician_id IS NOT NULL)),
	CONSTRAINT ck_appointment_taken_order CHECK ((taken_start IS NULL) = (taken_end IS NULL) AND taken_end >= taken_start),
	CONSTRAINT ck_appointment_time_order CHECK (ends_at > starts_at AND busy_from <= starts_at AND busy_to >= ends_at),
	CONSTRAINT ck_appointment_time_whole CHECK ((day IS NULL) = (starts_at IS NULL) AND (ends_at IS NULL) = (starts_at IS NULL) AND (busy_from IS NULL) = (starts_at IS NULL) AND (busy_to IS NULL) = (starts_at IS NULL) AND (wall_start IS NULL) = (starts_at IS NULL) AND (wall_end IS NULL) = (starts_at IS NULL)),
	CONSTRAINT ck_appointment_times CHECK (day BETWEEN '1850-01-01' AND '2200-01-01' AND starts_at BETWEEN '1850-01-01' AND '2200-01-01' AND ends_at BETWEEN '1850-01-01' AND '2200-01-01' AND busy_from BETWEEN '1850-01-01' AND '2200-01-01' AND busy_to BETWEEN '1850-01-01' AND '2200-01-01' AND wall_start BETWEEN '1850-01-01' AND '2200-01-01' AND wall_end BETWEEN '1850-01-01' AND '2200-01-01' AND arrived_at BETWEEN '1850-01-01' AND '2200-01-01' AND commenced_at BETWEEN '1850-01-01' AND '2200-01-01' AND completed_at BETWEEN '1850-01-01' AND '2200-01-01' AND taken_start BETWEEN '1850-01-01' AND '2200-01-01' AND taken_end BETWEEN '1850-01-01' AND '2200-01-01' AND created_at BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT ck_appointment_version CHECK (version >= 1),
	CONSTRAINT ex_appointment_clinician EXCLUDE USING gist (clinician_id WITH =, tstzrange(busy_from, busy_to) WITH &&) WHERE (status IN ('proposed', 'pending', 'booked', 'arrived', 'checked-in') AND starts_at IS NOT NULL AND NOT overbooked AND clinician_id IS NOT NULL),
	CONSTRAINT ex_appointment_room EXCLUDE USING gist (room_id WITH =, room_unit WITH =, tstzrange(busy_from, busy_to) WITH &&) WHERE (status IN ('proposed', 'pending', 'booked', 'arrived', 'checked-in') AND starts_at IS NOT NULL AND NOT overbooked AND room_id IS NOT NULL),
	CONSTRAINT fk_appointment_cancel_reason_id FOREIGN KEY(cancel_reason_id) REFERENCES reason (id),
	CONSTRAINT fk_appointment_center_id FOREIGN KEY(center_id) REFERENCES center (id),
	CONSTRAINT fk_appointment_clinician_id FOREIGN KEY(clinician_id) REFERENCES staff (id),
	CONSTRAINT fk_appointment_consumer_id FOREIGN KEY(consumer_id) REFERENCES consumer (id),
	CONSTRAINT fk_appointment_created_by FOREIGN KEY(created_by) REFERENCES staff (id),
	CONSTRAINT fk_appointment_dose_id FOREIGN KEY(dose_id) REFERENCES dose (id),
	CONSTRAINT fk_appointment_follows_id FOREIGN KEY(follows_id) REFERENCES appointment (id),
	CONSTRAINT fk_appointment_outcome_reason_id FOREIGN KEY(outcome_reason_id) REFERENCES reason (id),
	CONSTRAINT fk_appointment_request_id FOREIGN KEY(request_id) REFERENCES request (id),
	CONSTRAINT fk_appointment_room_id_room_unit FOREIGN KEY(room_id, room_unit) REFERENCES room_unit (room_id, number),
	CONSTRAINT fk_appointment_service_id FOREIGN KEY(service_id) REFERENCES service (id),
	CONSTRAINT pk_appointment PRIMARY KEY (id),
	CONSTRAINT uq_appointment_code UNIQUE (code)
)
----
CREATE INDEX ix_appointment_center_day ON appointment (center_id, day)
----
CREATE INDEX ix_appointment_clinician_day ON appointment (clinician_id, day)
----
CREATE INDEX ix_appointment_consumer_start ON appointment (consumer_id, starts_at)
----
CREATE INDEX ix_appointment_follows ON appointment (follows_id)
----
CREATE INDEX ix_appointment_request ON appointment (request_id)
----
CREATE TABLE work_schedule_line (
	id SERIAL NOT NULL,
	schedule_id INTEGER NOT NULL,
	weekday INTEGER NOT NULL,
	starts TIME WITHOUT TIME ZONE NOT NULL,
	ends TIME WITHOUT TIME ZONE NOT NULL,
	CONSTRAINT ck_work_schedule_line_order CHECK (ends > starts OR ends = TIME '00:00'),
	CONSTRAINT ck_work_schedule_line_weekday CHECK (weekday BETWEEN 0 AND 6),
	CONSTRAINT fk_work_schedule_line_schedule_id FOREIGN KEY(schedule_id) REFERENCES work_schedule (id),
	CONSTRAINT pk_work_schedule_line PRIMARY KEY (id)
)
----
CREATE INDEX ix_work_schedule_line_schedule_id ON work_schedule_line (schedule_id)
----
CREATE TABLE confirmation (
	id SERIAL NOT NULL,
	appointment_id INTEGER NOT NULL,
	token VARCHAR(64) NOT NULL,
	starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT ck_confirmation_times CHECK (starts_at BETWEEN '1850-01-01' AND '2200-01-01' AND created_at BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT fk_confirmation_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id),
	CONSTRAINT pk_confirmation PRIMARY KEY (id),
	CONSTRAINT uq_confirmation_token UNIQUE (token)
)
----
CREATE INDEX ix_confirmation_appointment_id ON confirmation (appointment_id)
----
CREATE TABLE history (
	id SERIAL NOT NULL,
	appointment_id INTEGER,
	consumer_id INTEGER,
	version INTEGER,
	action VARCHAR(64) NOT NULL,
	actor_id INTEGER,
	desk VARCHAR(64) NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	changes JSONB NOT NULL,
	message VARCHAR(4000) NOT NULL,
	command_id VARCHAR(64) NOT NULL,
	CONSTRAINT ck_history_changes CHECK (pg_column_size(changes) <= 100000),
	CONSTRAINT ck_history_times CHECK (at BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT ck_history_version CHECK (version >= 1),
	CONSTRAINT fk_history_actor_id FOREIGN KEY(actor_id) REFERENCES staff (id),
	CONSTRAINT fk_history_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id),
	CONSTRAINT fk_history_consumer_id FOREIGN KEY(consumer_id) REFERENCES consumer (id),
	CONSTRAINT pk_history PRIMARY KEY (id),
	CONSTRAINT uq_history_appointment_id_version UNIQUE (appointment_id, version)
)
----
CREATE INDEX ix_history_consumer ON history (consumer_id)
----
CREATE TABLE line_modality (
	line_id INTEGER NOT NULL,
	modality VARCHAR(32) NOT NULL,
	CONSTRAINT ck_line_modality_modality CHECK (modality IN ('in-person', 'phone', 'video')),
	CONSTRAINT fk_line_modality_line_id FOREIGN KEY(line_id) REFERENCES work_schedule_line (id),
	CONSTRAINT pk_line_modality PRIMARY KEY (line_id, modality)
)
----
CREATE TABLE line_service (
	line_id INTEGER NOT NULL,
	service_id INTEGER NOT NULL,
	CONSTRAINT fk_line_service_line_id FOREIGN KEY(line_id) REFERENCES work_schedule_line (id),
	CONSTRAINT fk_line_service_service_id FOREIGN KEY(service_id) REFERENCES service (id),
	CONSTRAINT pk_line_service PRIMARY KEY (line_id, service_id)
)
----
CREATE TABLE metadata_value (
	appointment_id INTEGER NOT NULL,
	field_id INTEGER NOT NULL,
	value VARCHAR(4000) NOT NULL,
	CONSTRAINT fk_metadata_value_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id),
	CONSTRAINT fk_metadata_value_field_id FOREIGN KEY(field_id) REFERENCES metadata_field (id),
	CONSTRAINT pk_metadata_value PRIMARY KEY (appointment_id, field_id)
)
----
CREATE TABLE note (
	id SERIAL NOT NULL,
	appointment_id INTEGER NOT NULL,
	text VARCHAR(4000) NOT NULL,
	author_id INTEGER NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	edited_at TIMESTAMP WITH TIME ZONE,
	version INTEGER NOT NULL,
	CONSTRAINT ck_note_times CHECK (created_at BETWEEN '1850-01-01' AND '2200-01-01' AND edited_at BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT ck_note_version CHECK (version >= 1),
	CONSTRAINT fk_note_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id),
	CONSTRAINT fk_note_author_id FOREIGN KEY(author_id) REFERENCES staff (id),
	CONSTRAINT pk_note PRIMARY KEY (id)
)
----
CREATE INDEX ix_note_appointment_id ON note (appointment_id)
----
CREATE TABLE suggestion (
	id SERIAL NOT NULL,
	request_id INTEGER NOT NULL,
	appointment_id INTEGER,
	starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
	wall_start TIMESTAMP WITHOUT TIME ZONE NOT NULL,
	zone VARCHAR(64) NOT NULL,
	note VARCHAR(4000) NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT ck_suggestion_times CHECK (starts_at BETWEEN '1850-01-01' AND '2200-01-01' AND wall_start BETWEEN '1850-01-01' AND '2200-01-01' AND created_at BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT fk_suggestion_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id),
	CONSTRAINT fk_suggestion_request_id FOREIGN KEY(request_id) REFERENCES request (id),
	CONSTRAINT pk_suggestion PRIMARY KEY (id)
)
----
CREATE INDEX ix_suggestion_appointment_id ON suggestion (appointment_id)
----
CREATE INDEX ix_suggestion_request_id ON suggestion (request_id)
----
CREATE TABLE task (
	id SERIAL NOT NULL,
	appointment_id INTEGER NOT NULL,
	state VARCHAR(32) NOT NULL,
	assigned_to INTEGER,
	changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT ck_task_state CHECK (state IN ('draft', 'pending-dispatch', 'assigned', 'accepted', 'in-progress', 'closed-complete', 'closed-incomplete', 'cancelled')),
	CONSTRAINT ck_task_times CHECK (changed_at BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT fk_task_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id),
	CONSTRAINT fk_task_assigned_to FOREIGN KEY(assigned_to) REFERENCES staff (id),
	CONSTRAINT pk_task PRIMARY KEY (id),
	CONSTRAINT uq_task_appointment_id UNIQUE (appointment_id)
)
----
CREATE INDEX ix_task_assigned_to ON task (assigned_to)
----
CREATE TABLE outbox (
	id SERIAL NOT NULL,
	appointment_id INTEGER,
	consumer_id INTEGER NOT NULL,
	history_id INTEGER NOT NULL,
	kind VARCHAR(64) NOT NULL,
	channel VARCHAR(64) NOT NULL,
	recipient VARCHAR(254) NOT NULL,
	language VARCHAR(64) NOT NULL,
	payload JSONB NOT NULL,
	message_id VARCHAR(64) NOT NULL,
	state VARCHAR(32) NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	next_at TIMESTAMP WITH TIME ZONE NOT NULL,
	sent_at TIMESTAMP WITH TIME ZONE,
	attempts INTEGER NOT NULL,
	error VARCHAR(4000) NOT NULL,
	CONSTRAINT ck_outbox_attempts CHECK (attempts >= 0),
	CONSTRAINT ck_outbox_payload CHECK (pg_column_size(payload) <= 100000),
	CONSTRAINT ck_outbox_state CHECK (state IN ('waiting', 'sent', 'failed', 'superseded', 'held')),
	CONSTRAINT ck_outbox_times CHECK (created_at BETWEEN '1850-01-01' AND '2200-01-01' AND next_at BETWEEN '1850-01-01' AND '2200-01-01' AND sent_at BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT fk_outbox_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id),
	CONSTRAINT fk_outbox_consumer_id FOREIGN KEY(consumer_id) REFERENCES consumer (id),
	CONSTRAINT fk_outbox_history_id FOREIGN KEY(history_id) REFERENCES history (id),
	CONSTRAINT pk_outbox PRIMARY KEY (id),
	CONSTRAINT uq_outbox_message_id UNIQUE (message_id)
)
----
CREATE INDEX ix_outbox_appointment_id ON outbox (appointment_id)
----
CREATE INDEX ix_outbox_state_next ON outbox (state, next_at)
----
CREATE FUNCTION frontdesk_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'restrict_violation';
END $$
----
CREATE TRIGGER history_no_truncate BEFORE TRUNCATE ON history FOR EACH STATEMENT EXECUTE FUNCTION frontdesk_refuse('history is only ever added to')
----
CREATE TRIGGER history_no_delete BEFORE DELETE ON history FOR EACH ROW EXECUTE FUNCTION frontdesk_refuse('history is only ever added to')
----
CREATE TRIGGER appointment_no_truncate BEFORE TRUNCATE ON appointment FOR EACH STATEMENT EXECUTE FUNCTION frontdesk_refuse('appointments are never deleted, only cancelled')
----
CREATE TRIGGER appointment_no_delete BEFORE DELETE ON appointment FOR EACH ROW EXECUTE FUNCTION frontdesk_refuse('appointments are never deleted, only cancelled')
----
CREATE TRIGGER history_no_update BEFORE UPDATE ON history FOR EACH ROW EXECUTE FUNCTION frontdesk_refuse('history is only ever added to')
----
CREATE TRIGGER appointment_identity BEFORE UPDATE ON appointment FOR EACH ROW WHEN (NEW.id <> OLD.id OR NEW.code <> OLD.code) EXECUTE FUNCTION frontdesk_refuse('an appointment keeps its id and code')
----
CREATE TRIGGER consumer_version_step BEFORE UPDATE ON consumer FOR EACH ROW WHEN (NEW.version NOT IN (OLD.version, OLD.version + 1)) EXECUTE FUNCTION frontdesk_refuse('a version stays or rises by one')
----
CREATE TRIGGER work_schedule_version_step BEFORE UPDATE ON work_schedule FOR EACH ROW WHEN (NEW.version NOT IN (OLD.version, OLD.version + 1)) EXECUTE FUNCTION frontdesk_refuse('a version stays or rises by one')
----
CREATE TRIGGER answer_version_step BEFORE UPDATE ON answer FOR EACH ROW WHEN (NEW.version NOT IN (OLD.version, OLD.version + 1)) EXECUTE FUNCTION frontdesk_refuse('a version stays or rises by one')
----
CREATE TRIGGER appointment_version_step BEFORE UPDATE ON appointment FOR EACH ROW WHEN (NEW.version NOT IN (OLD.version, OLD.version + 1)) EXECUTE FUNCTION frontdesk_refuse('a version stays or rises by one')
----
CREATE TRIGGER note_version_step BEFORE UPDATE ON note FOR EACH ROW WHEN (NEW.version NOT IN (OLD.version, OLD.version + 1)) EXECUTE FUNCTION frontdesk_refuse('a version stays or rises by one')
----
CREATE EXTENSION IF NOT EXISTS pg_trgm
----
CREATE INDEX ix_consumer_name_trigrams ON consumer USING gin ((' ' || replace(replace(sort_name, '''', ''), '-', ' ') || ' ') gin_trgm_ops)
----
CREATE INDEX ix_consumer_word_prefix ON consumer_word (word COLLATE "C", consumer_id)
