CREATE TABLE center (
	id INTEGER NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	address VARCHAR(4000) NOT NULL,
	phone VARCHAR(64) NOT NULL,
	zone VARCHAR(64) NOT NULL,
	country VARCHAR(64) NOT NULL,
	region VARCHAR(64),
	active BOOLEAN NOT NULL,
	CONSTRAINT ck_center_active CHECK (active IN (0, 1)),
	CONSTRAINT ck_center_address CHECK (typeof(address) = 'text' AND length(address) <= 4000 AND instr(address, char(0)) = 0),
	CONSTRAINT ck_center_code CHECK (typeof(code) = 'text' AND length(code) <= 64 AND instr(code, char(0)) = 0),
	CONSTRAINT ck_center_country CHECK (typeof(country) = 'text' AND length(country) <= 64 AND instr(country, char(0)) = 0),
	CONSTRAINT ck_center_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_center_name CHECK (typeof(name) = 'text' AND length(name) <= 100 AND instr(name, char(0)) = 0),
	CONSTRAINT ck_center_phone CHECK (typeof(phone) = 'text' AND length(phone) <= 64 AND instr(phone, char(0)) = 0),
	CONSTRAINT ck_center_region CHECK (region IS NULL OR (typeof(region) = 'text' AND length(region) <= 64 AND instr(region, char(0)) = 0)),
	CONSTRAINT ck_center_zone CHECK (typeof(zone) = 'text' AND length(zone) <= 64 AND instr(zone, char(0)) = 0),
	CONSTRAINT pk_center PRIMARY KEY (id),
	CONSTRAINT uq_center_code UNIQUE (code)
)
----
CREATE TABLE clinic (
	id INTEGER NOT NULL,
	name VARCHAR(100) NOT NULL,
	mark VARCHAR(64) NOT NULL,
	"key" VARCHAR(64) NOT NULL,
	language VARCHAR(64) NOT NULL,
	CONSTRAINT ck_clinic_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_clinic_key CHECK (typeof(key) = 'text' AND length(key) <= 64 AND instr(key, char(0)) = 0),
	CONSTRAINT ck_clinic_language CHECK (typeof(language) = 'text' AND length(language) <= 64 AND instr(language, char(0)) = 0),
	CONSTRAINT ck_clinic_mark CHECK (typeof(mark) = 'text' AND length(mark) <= 64 AND instr(mark, char(0)) = 0),
	CONSTRAINT ck_clinic_name CHECK (typeof(name) = 'text' AND length(name) <= 100 AND instr(name, char(0)) = 0),
	CONSTRAINT pk_clinic PRIMARY KEY (id)
)
----
CREATE TABLE department (
	id INTEGER NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT ck_department_active CHECK (active IN (0, 1)),
	CONSTRAINT ck_department_code CHECK (typeof(code) = 'text' AND length(code) <= 64 AND instr(code, char(0)) = 0),
	CONSTRAINT ck_department_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_department_name CHECK (typeof(name) = 'text' AND length(name) <= 100 AND instr(name, char(0)) = 0),
	CONSTRAINT pk_department PRIMARY KEY (id),
	CONSTRAINT uq_department_code UNIQUE (code)
)
----
CREATE TABLE metadata_field (
	id INTEGER NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	position INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT ck_metadata_field_active CHECK (active IN (0, 1)),
	CONSTRAINT ck_metadata_field_code CHECK (typeof(code) = 'text' AND length(code) <= 64 AND instr(code, char(0)) = 0),
	CONSTRAINT ck_metadata_field_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_metadata_field_name CHECK (typeof(name) = 'text' AND length(name) <= 100 AND instr(name, char(0)) = 0),
	CONSTRAINT ck_metadata_field_position CHECK (typeof(position) = 'integer' AND position BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT pk_metadata_field PRIMARY KEY (id),
	CONSTRAINT uq_metadata_field_code UNIQUE (code)
)
----
CREATE TABLE questionnaire (
	id INTEGER NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	CONSTRAINT ck_questionnaire_code CHECK (typeof(code) = 'text' AND length(code) <= 64 AND instr(code, char(0)) = 0),
	CONSTRAINT ck_questionnaire_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_questionnaire_name CHECK (typeof(name) = 'text' AND length(name) <= 100 AND instr(name, char(0)) = 0),
	CONSTRAINT pk_questionnaire PRIMARY KEY (id),
	CONSTRAINT uq_questionnaire_code UNIQUE (code)
)
----
CREATE TABLE reason (
	id INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	position INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT ck_reason_active CHECK (active IN (0, 1)),
	CONSTRAINT ck_reason_code CHECK (typeof(code) = 'text' AND length(code) <= 64 AND instr(code, char(0)) = 0),
	CONSTRAINT ck_reason_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_reason_kind CHECK (kind IN ('cancel', 'complete', 'no-show')),
	CONSTRAINT ck_reason_name CHECK (typeof(name) = 'text' AND length(name) <= 100 AND instr(name, char(0)) = 0),
	CONSTRAINT ck_reason_position CHECK (typeof(position) = 'integer' AND position BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT pk_reason PRIMARY KEY (id),
	CONSTRAINT uq_reason_kind_code UNIQUE (kind, code)
)
----
CREATE TABLE setting (
	name VARCHAR(64) NOT NULL,
	value TEXT NOT NULL,
	CONSTRAINT ck_setting_name CHECK (typeof(name) = 'text' AND length(name) <= 64 AND instr(name, char(0)) = 0),
	CONSTRAINT ck_setting_value CHECK (typeof(value) = 'text' AND length(value) <= 100000 AND instr(value, '\u0000') = 0),
	CONSTRAINT pk_setting PRIMARY KEY (name)
)
----
CREATE TABLE consumer (
	id INTEGER NOT NULL,
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
	created_at BIGINT NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT ck_consumer_birth_date CHECK (birth_date IS NULL OR (typeof(birth_date) = 'text' AND date(birth_date, '+0 days') IS birth_date AND birth_date BETWEEN '1850-01-01' AND '2200-01-01')),
	CONSTRAINT ck_consumer_created_at CHECK (typeof(created_at) = 'integer' AND created_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_consumer_department_id CHECK (department_id IS NULL OR (typeof(department_id) = 'integer' AND department_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_consumer_email CHECK (email IS NULL OR (typeof(email) = 'text' AND length(email) <= 254 AND instr(email, char(0)) = 0)),
	CONSTRAINT ck_consumer_first_name CHECK (typeof(first_name) = 'text' AND length(first_name) <= 100 AND instr(first_name, char(0)) = 0),
	CONSTRAINT ck_consumer_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_consumer_language CHECK (typeof(language) = 'text' AND length(language) <= 64 AND instr(language, char(0)) = 0),
	CONSTRAINT ck_consumer_last_name CHECK (typeof(last_name) = 'text' AND length(last_name) <= 100 AND instr(last_name, char(0)) = 0),
	CONSTRAINT ck_consumer_phone CHECK (phone IS NULL OR (typeof(phone) = 'text' AND length(phone) <= 64 AND instr(phone, char(0)) = 0)),
	CONSTRAINT ck_consumer_remarks CHECK (typeof(remarks) = 'text' AND length(remarks) <= 4000 AND instr(remarks, char(0)) = 0),
	CONSTRAINT ck_consumer_sort_name CHECK (typeof(sort_name) = 'text' AND length(sort_name) <= 220 AND instr(sort_name, char(0)) = 0),
	CONSTRAINT ck_consumer_title CHECK (title IS NULL OR (typeof(title) = 'text' AND length(title) <= 64 AND instr(title, char(0)) = 0)),
	CONSTRAINT ck_consumer_user_id CHECK (typeof(user_id) = 'text' AND length(user_id) <= 64 AND instr(user_id, char(0)) = 0),
	CONSTRAINT ck_consumer_version CHECK (typeof(version) = 'integer' AND version BETWEEN -2147483648 AND 2147483647 AND version >= 1),
	CONSTRAINT ck_consumer_zone CHECK (typeof(zone) = 'text' AND length(zone) <= 64 AND instr(zone, char(0)) = 0),
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
	id INTEGER NOT NULL,
	center_id INTEGER NOT NULL,
	weekday INTEGER NOT NULL,
	starts TIME NOT NULL,
	ends TIME NOT NULL,
	CONSTRAINT ck_opening_hours_center_id CHECK (typeof(center_id) = 'integer' AND center_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_opening_hours_ends CHECK (length(ends) = 15 AND time(substr(ends, 1, 8)) IS substr(ends, 1, 8)),
	CONSTRAINT ck_opening_hours_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_opening_hours_order CHECK (ends > starts OR ends = '00:00:00.000000'),
	CONSTRAINT ck_opening_hours_starts CHECK (length(starts) = 15 AND time(substr(starts, 1, 8)) IS substr(starts, 1, 8)),
	CONSTRAINT ck_opening_hours_weekday CHECK (typeof(weekday) = 'integer' AND weekday BETWEEN -2147483648 AND 2147483647 AND weekday BETWEEN 0 AND 6),
	CONSTRAINT fk_opening_hours_center_id FOREIGN KEY(center_id) REFERENCES center (id),
	CONSTRAINT pk_opening_hours PRIMARY KEY (id)
)
----
CREATE INDEX ix_opening_hours_center_id ON opening_hours (center_id)
----
CREATE TABLE program (
	id INTEGER NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	questionnaire_id INTEGER,
	active BOOLEAN NOT NULL,
	CONSTRAINT ck_program_active CHECK (active IN (0, 1)),
	CONSTRAINT ck_program_code CHECK (typeof(code) = 'text' AND length(code) <= 64 AND instr(code, char(0)) = 0),
	CONSTRAINT ck_program_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_program_name CHECK (typeof(name) = 'text' AND length(name) <= 100 AND instr(name, char(0)) = 0),
	CONSTRAINT ck_program_questionnaire_id CHECK (questionnaire_id IS NULL OR (typeof(questionnaire_id) = 'integer' AND questionnaire_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT fk_program_questionnaire_id FOREIGN KEY(questionnaire_id) REFERENCES questionnaire (id),
	CONSTRAINT pk_program PRIMARY KEY (id),
	CONSTRAINT uq_program_code UNIQUE (code)
)
----
CREATE TABLE question (
	id INTEGER NOT NULL,
	questionnaire_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	text VARCHAR(4000) NOT NULL,
	kind VARCHAR(32) NOT NULL,
	required BOOLEAN NOT NULL,
	choices TEXT NOT NULL,
	CONSTRAINT ck_question_choices CHECK (typeof(choices) = 'text' AND length(choices) <= 100000 AND instr(choices, '\u0000') = 0),
	CONSTRAINT ck_question_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_question_kind CHECK (kind IN ('yes-no', 'text', 'number', 'date', 'choice')),
	CONSTRAINT ck_question_position CHECK (typeof(position) = 'integer' AND position BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_question_questionnaire_id CHECK (typeof(questionnaire_id) = 'integer' AND questionnaire_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_question_required CHECK (required IN (0, 1)),
	CONSTRAINT ck_question_text CHECK (typeof(text) = 'text' AND length(text) <= 4000 AND instr(text, char(0)) = 0),
	CONSTRAINT fk_question_questionnaire_id FOREIGN KEY(questionnaire_id) REFERENCES questionnaire (id),
	CONSTRAINT pk_question PRIMARY KEY (id)
)
----
CREATE INDEX ix_question_questionnaire_id ON question (questionnaire_id)
----
CREATE TABLE room (
	id INTEGER NOT NULL,
	center_id INTEGER NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	kind VARCHAR(64) NOT NULL,
	capacity INTEGER NOT NULL,
	active BOOLEAN NOT NULL,
	CONSTRAINT ck_room_active CHECK (active IN (0, 1)),
	CONSTRAINT ck_room_capacity CHECK (typeof(capacity) = 'integer' AND capacity BETWEEN -2147483648 AND 2147483647 AND capacity >= 1),
	CONSTRAINT ck_room_center_id CHECK (typeof(center_id) = 'integer' AND center_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_room_code CHECK (typeof(code) = 'text' AND length(code) <= 64 AND instr(code, char(0)) = 0),
	CONSTRAINT ck_room_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_room_kind CHECK (typeof(kind) = 'text' AND length(kind) <= 64 AND instr(kind, char(0)) = 0),
	CONSTRAINT ck_room_name CHECK (typeof(name) = 'text' AND length(name) <= 100 AND instr(name, char(0)) = 0),
	CONSTRAINT fk_room_center_id FOREIGN KEY(center_id) REFERENCES center (id),
	CONSTRAINT pk_room PRIMARY KEY (id),
	CONSTRAINT uq_room_center_id_code UNIQUE (center_id, code)
)
----
CREATE TABLE service (
	id INTEGER NOT NULL,
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
	CONSTRAINT ck_service_active CHECK (active IN (0, 1)),
	CONSTRAINT ck_service_buffer_after_minutes CHECK (typeof(buffer_after_minutes) = 'integer' AND buffer_after_minutes BETWEEN -2147483648 AND 2147483647 AND buffer_after_minutes BETWEEN 0 AND 240),
	CONSTRAINT ck_service_buffer_before_minutes CHECK (typeof(buffer_before_minutes) = 'integer' AND buffer_before_minutes BETWEEN -2147483648 AND 2147483647 AND buffer_before_minutes BETWEEN 0 AND 240),
	CONSTRAINT ck_service_code CHECK (typeof(code) = 'text' AND length(code) <= 64 AND instr(code, char(0)) = 0),
	CONSTRAINT ck_service_colour CHECK (typeof(colour) = 'integer' AND colour BETWEEN -2147483648 AND 2147483647 AND colour >= 0),
	CONSTRAINT ck_service_confirmation_mode CHECK (confirmation_mode IN ('automatic', 'manual')),
	CONSTRAINT ck_service_day_length CHECK (minutes + buffer_before_minutes + buffer_after_minutes <= 1440),
	CONSTRAINT ck_service_furthest_days CHECK (typeof(furthest_days) = 'integer' AND furthest_days BETWEEN -2147483648 AND 2147483647 AND furthest_days BETWEEN 0 AND 100000),
	CONSTRAINT ck_service_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_service_least_notice_minutes CHECK (typeof(least_notice_minutes) = 'integer' AND least_notice_minutes BETWEEN -2147483648 AND 2147483647 AND least_notice_minutes >= 0),
	CONSTRAINT ck_service_minutes CHECK (typeof(minutes) = 'integer' AND minutes BETWEEN -2147483648 AND 2147483647 AND minutes BETWEEN 1 AND 1440),
	CONSTRAINT ck_service_name CHECK (typeof(name) = 'text' AND length(name) <= 100 AND instr(name, char(0)) = 0),
	CONSTRAINT ck_service_questionnaire_id CHECK (questionnaire_id IS NULL OR (typeof(questionnaire_id) = 'integer' AND questionnaire_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_service_room_kind CHECK (room_kind IS NULL OR (typeof(room_kind) = 'text' AND length(room_kind) <= 64 AND instr(room_kind, char(0)) = 0)),
	CONSTRAINT ck_service_step_minutes CHECK (typeof(step_minutes) = 'integer' AND step_minutes BETWEEN -2147483648 AND 2147483647 AND step_minutes BETWEEN 1 AND 1440),
	CONSTRAINT ck_service_what_to_bring CHECK (typeof(what_to_bring) = 'text' AND length(what_to_bring) <= 4000 AND instr(what_to_bring, char(0)) = 0),
	CONSTRAINT fk_service_questionnaire_id FOREIGN KEY(questionnaire_id) REFERENCES questionnaire (id),
	CONSTRAINT pk_service PRIMARY KEY (id),
	CONSTRAINT uq_service_code UNIQUE (code)
)
----
CREATE TABLE consumer_word (
	word VARCHAR(64) NOT NULL,
	consumer_id INTEGER NOT NULL,
	CONSTRAINT ck_consumer_word_consumer_id CHECK (typeof(consumer_id) = 'integer' AND consumer_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_consumer_word_word CHECK (typeof(word) = 'text' AND length(word) <= 64 AND instr(word, char(0)) = 0),
	CONSTRAINT fk_consumer_word_consumer_id FOREIGN KEY(consumer_id) REFERENCES consumer (id),
	CONSTRAINT pk_consumer_word PRIMARY KEY (word, consumer_id)
)
WITHOUT ROWID
----
CREATE INDEX ix_consumer_word_consumer_id ON consumer_word (consumer_id)
----
CREATE TABLE dose (
	id INTEGER NOT NULL,
	program_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	service_id INTEGER NOT NULL,
	least_days INTEGER NOT NULL,
	most_days INTEGER NOT NULL,
	CONSTRAINT ck_dose_days_order CHECK (least_days <= most_days),
	CONSTRAINT ck_dose_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_dose_least_days CHECK (typeof(least_days) = 'integer' AND least_days BETWEEN -2147483648 AND 2147483647 AND least_days BETWEEN 0 AND 100000),
	CONSTRAINT ck_dose_most_days CHECK (typeof(most_days) = 'integer' AND most_days BETWEEN -2147483648 AND 2147483647 AND most_days BETWEEN 0 AND 100000),
	CONSTRAINT ck_dose_number CHECK (typeof(number) = 'integer' AND number BETWEEN -2147483648 AND 2147483647 AND number >= 1),
	CONSTRAINT ck_dose_program_id CHECK (typeof(program_id) = 'integer' AND program_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_dose_service_id CHECK (typeof(service_id) = 'integer' AND service_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT fk_dose_program_id FOREIGN KEY(program_id) REFERENCES program (id),
	CONSTRAINT fk_dose_service_id FOREIGN KEY(service_id) REFERENCES service (id),
	CONSTRAINT pk_dose PRIMARY KEY (id),
	CONSTRAINT uq_dose_program_id_number UNIQUE (program_id, number)
)
----
CREATE TABLE room_unit (
	room_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	CONSTRAINT ck_room_unit_number CHECK (typeof(number) = 'integer' AND number BETWEEN -2147483648 AND 2147483647 AND number >= 1),
	CONSTRAINT ck_room_unit_room_id CHECK (typeof(room_id) = 'integer' AND room_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT fk_room_unit_room_id FOREIGN KEY(room_id) REFERENCES room (id),
	CONSTRAINT pk_room_unit PRIMARY KEY (room_id, number)
)
WITHOUT ROWID
----
CREATE TABLE service_modality (
	service_id INTEGER NOT NULL,
	modality VARCHAR(32) NOT NULL,
	CONSTRAINT ck_service_modality_modality CHECK (modality IN ('in-person', 'phone', 'video')),
	CONSTRAINT ck_service_modality_service_id CHECK (typeof(service_id) = 'integer' AND service_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT fk_service_modality_service_id FOREIGN KEY(service_id) REFERENCES service (id),
	CONSTRAINT pk_service_modality PRIMARY KEY (service_id, modality)
)
WITHOUT ROWID
----
CREATE TABLE staff (
	id INTEGER NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	sort_name VARCHAR(100) NOT NULL,
	email VARCHAR(254),
	confirmation_mode VARCHAR(32),
	room_id INTEGER,
	active BOOLEAN NOT NULL,
	CONSTRAINT ck_staff_active CHECK (active IN (0, 1)),
	CONSTRAINT ck_staff_code CHECK (typeof(code) = 'text' AND length(code) <= 64 AND instr(code, char(0)) = 0),
	CONSTRAINT ck_staff_confirmation_mode CHECK (confirmation_mode IS NULL OR (confirmation_mode IN ('automatic', 'manual'))),
	CONSTRAINT ck_staff_email CHECK (email IS NULL OR (typeof(email) = 'text' AND length(email) <= 254 AND instr(email, char(0)) = 0)),
	CONSTRAINT ck_staff_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_staff_name CHECK (typeof(name) = 'text' AND length(name) <= 100 AND instr(name, char(0)) = 0),
	CONSTRAINT ck_staff_room_id CHECK (room_id IS NULL OR (typeof(room_id) = 'integer' AND room_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_staff_sort_name CHECK (typeof(sort_name) = 'text' AND length(sort_name) <= 100 AND instr(sort_name, char(0)) = 0),
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
	closed_until BIGINT,
	CONSTRAINT ck_account_closed_until CHECK (closed_until IS NULL OR (typeof(closed_until) = 'integer' AND closed_until BETWEEN -3786912000000000 AND 7258118400000000)),
	CONSTRAINT ck_account_failures CHECK (typeof(failures) = 'integer' AND failures BETWEEN -2147483648 AND 2147483647 AND failures >= 0),
	CONSTRAINT ck_account_name CHECK (typeof(name) = 'text' AND length(name) <= 64 AND instr(name, char(0)) = 0),
	CONSTRAINT ck_account_password_hash CHECK (typeof(password_hash) = 'text' AND length(password_hash) <= 200 AND instr(password_hash, char(0)) = 0),
	CONSTRAINT ck_account_staff_id CHECK (typeof(staff_id) = 'integer' AND staff_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT fk_account_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT pk_account PRIMARY KEY (staff_id),
	CONSTRAINT uq_account_name UNIQUE (name)
)
----
CREATE TABLE command (
	id VARCHAR(32) NOT NULL,
	staff_id INTEGER,
	at BIGINT NOT NULL,
	result TEXT NOT NULL,
	CONSTRAINT ck_command_at CHECK (typeof(at) = 'integer' AND at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_command_id CHECK (typeof(id) = 'text' AND length(id) <= 32 AND instr(id, char(0)) = 0),
	CONSTRAINT ck_command_result CHECK (typeof(result) = 'text' AND length(result) <= 100000 AND instr(result, '\u0000') = 0),
	CONSTRAINT ck_command_staff_id CHECK (staff_id IS NULL OR (typeof(staff_id) = 'integer' AND staff_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT fk_command_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT pk_command PRIMARY KEY (id)
)
----
CREATE TABLE request (
	id INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	source VARCHAR(32) NOT NULL,
	consumer_id INTEGER NOT NULL,
	service_id INTEGER,
	program_id INTEGER,
	preferred_center_id INTEGER NOT NULL,
	location_id INTEGER NOT NULL,
	goals VARCHAR(4000) NOT NULL,
	created_at BIGINT NOT NULL,
	created_by INTEGER,
	CONSTRAINT ck_request_consumer_id CHECK (typeof(consumer_id) = 'integer' AND consumer_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_request_created_at CHECK (typeof(created_at) = 'integer' AND created_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_request_created_by CHECK (created_by IS NULL OR (typeof(created_by) = 'integer' AND created_by BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_request_goals CHECK (typeof(goals) = 'text' AND length(goals) <= 4000 AND instr(goals, char(0)) = 0),
	CONSTRAINT ck_request_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_request_kind CHECK (kind IN ('now', 'scheduled')),
	CONSTRAINT ck_request_location_id CHECK (typeof(location_id) = 'integer' AND location_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_request_preferred_center_id CHECK (typeof(preferred_center_id) = 'integer' AND preferred_center_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_request_program_id CHECK (program_id IS NULL OR (typeof(program_id) = 'integer' AND program_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_request_service_id CHECK (service_id IS NULL OR (typeof(service_id) = 'integer' AND service_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_request_source CHECK (source IN ('desk', 'phone', 'web', 'import')),
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
	id INTEGER NOT NULL,
	kind VARCHAR(32) NOT NULL,
	clinician_id INTEGER,
	center_id INTEGER,
	starts_at BIGINT NOT NULL,
	ends_at BIGINT NOT NULL,
	wall_start DATETIME NOT NULL,
	wall_end DATETIME NOT NULL,
	zone VARCHAR(64) NOT NULL,
	remark VARCHAR(4000) NOT NULL,
	CONSTRAINT ck_schedule_exception_center_id CHECK (center_id IS NULL OR (typeof(center_id) = 'integer' AND center_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_schedule_exception_clinician_id CHECK (clinician_id IS NULL OR (typeof(clinician_id) = 'integer' AND clinician_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_schedule_exception_ends_at CHECK (typeof(ends_at) = 'integer' AND ends_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_schedule_exception_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_schedule_exception_kind CHECK (kind IN ('leave', 'block', 'extra', 'closure')),
	CONSTRAINT ck_schedule_exception_order CHECK (ends_at > starts_at),
	CONSTRAINT ck_schedule_exception_remark CHECK (typeof(remark) = 'text' AND length(remark) <= 4000 AND instr(remark, char(0)) = 0),
	CONSTRAINT ck_schedule_exception_starts_at CHECK (typeof(starts_at) = 'integer' AND starts_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_schedule_exception_wall_end CHECK (length(wall_end) = 26 AND datetime(substr(wall_end, 1, 19), '+0 days') IS substr(wall_end, 1, 19) AND wall_end BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT ck_schedule_exception_wall_start CHECK (length(wall_start) = 26 AND datetime(substr(wall_start, 1, 19), '+0 days') IS substr(wall_start, 1, 19) AND wall_start BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT ck_schedule_exception_whose CHECK ((kind = 'closure') = (clinician_id IS NULL) AND (kind <> 'closure' OR center_id IS NOT NULL)),
	CONSTRAINT ck_schedule_exception_zone CHECK (typeof(zone) = 'text' AND length(zone) <= 64 AND instr(zone, char(0)) = 0),
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
	CONSTRAINT ck_staff_center_center_id CHECK (typeof(center_id) = 'integer' AND center_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_staff_center_staff_id CHECK (typeof(staff_id) = 'integer' AND staff_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT fk_staff_center_center_id FOREIGN KEY(center_id) REFERENCES center (id),
	CONSTRAINT fk_staff_center_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT pk_staff_center PRIMARY KEY (staff_id, center_id)
)
WITHOUT ROWID
----
CREATE TABLE staff_role (
	staff_id INTEGER NOT NULL,
	role VARCHAR(32) NOT NULL,
	CONSTRAINT ck_staff_role_role CHECK (role IN ('agent', 'clinician', 'manager', 'administrator', 'consumer')),
	CONSTRAINT ck_staff_role_staff_id CHECK (typeof(staff_id) = 'integer' AND staff_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT fk_staff_role_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT pk_staff_role PRIMARY KEY (staff_id, role)
)
WITHOUT ROWID
----
CREATE TABLE staff_service (
	staff_id INTEGER NOT NULL,
	service_id INTEGER NOT NULL,
	CONSTRAINT ck_staff_service_service_id CHECK (typeof(service_id) = 'integer' AND service_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_staff_service_staff_id CHECK (typeof(staff_id) = 'integer' AND staff_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT fk_staff_service_service_id FOREIGN KEY(service_id) REFERENCES service (id),
	CONSTRAINT fk_staff_service_staff_id FOREIGN KEY(staff_id) REFERENCES staff (id),
	CONSTRAINT pk_staff_service PRIMARY KEY (staff_id, service_id)
)
WITHOUT ROWID
----
CREATE TABLE work_schedule (
	id INTEGER NOT NULL,
	clinician_id INTEGER NOT NULL,
	center_id INTEGER NOT NULL,
	name VARCHAR(100) NOT NULL,
	calendar_type VARCHAR(32) NOT NULL,
	valid_from DATE NOT NULL,
	valid_to DATE,
	version INTEGER NOT NULL,
	CONSTRAINT ck_work_schedule_calendar_type CHECK (calendar_type IN ('ad-hoc', 'rapid-response')),
	CONSTRAINT ck_work_schedule_center_id CHECK (typeof(center_id) = 'integer' AND center_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_work_schedule_clinician_id CHECK (typeof(clinician_id) = 'integer' AND clinician_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_work_schedule_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_work_schedule_name CHECK (typeof(name) = 'text' AND length(name) <= 100 AND instr(name, char(0)) = 0),
	CONSTRAINT ck_work_schedule_order CHECK (valid_to >= valid_from),
	CONSTRAINT ck_work_schedule_valid_from CHECK (typeof(valid_from) = 'text' AND date(valid_from, '+0 days') IS valid_from AND valid_from BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT ck_work_schedule_valid_to CHECK (valid_to IS NULL OR (typeof(valid_to) = 'text' AND date(valid_to, '+0 days') IS valid_to AND valid_to BETWEEN '1850-01-01' AND '2200-01-01')),
	CONSTRAINT ck_work_schedule_version CHECK (typeof(version) = 'integer' AND version BETWEEN -2147483648 AND 2147483647 AND version >= 1),
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
	id INTEGER NOT NULL,
	request_id INTEGER NOT NULL,
	question_id INTEGER NOT NULL,
	value VARCHAR(4000) NOT NULL,
	answered_at BIGINT NOT NULL,
	answered_by INTEGER,
	version INTEGER NOT NULL,
	CONSTRAINT ck_answer_answered_at CHECK (typeof(answered_at) = 'integer' AND answered_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_answer_answered_by CHECK (answered_by IS NULL OR (typeof(answered_by) = 'integer' AND answered_by BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_answer_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_answer_question_id CHECK (typeof(question_id) = 'integer' AND question_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_answer_request_id CHECK (typeof(request_id) = 'integer' AND request_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_answer_value CHECK (typeof(value) = 'text' AND length(value) <= 4000 AND instr(value, char(0)) = 0),
	CONSTRAINT ck_answer_version CHECK (typeof(version) = 'integer' AND version BETWEEN -2147483648 AND 2147483647 AND version >= 1),
	CONSTRAINT fk_answer_answered_by FOREIGN KEY(answered_by) REFERENCES staff (id),
	CONSTRAINT fk_answer_question_id FOREIGN KEY(question_id) REFERENCES question (id),
	CONSTRAINT fk_answer_request_id FOREIGN KEY(request_id) REFERENCES request (id),
	CONSTRAINT pk_answer PRIMARY KEY (id),
	CONSTRAINT uq_answer_request_id_question_id UNIQUE (request_id, question_id)
)
----
CREATE TABLE appointment (
	id INTEGER NOT NULL,
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
	starts_at BIGINT,
	ends_at BIGINT,
	busy_from BIGINT,
	busy_to BIGINT,
	wall_start DATETIME,
	wall_end DATETIME,
	zone VARCHAR(64) NOT NULL,
	modality VARCHAR(32) NOT NULL,
	overbooked BOOLEAN NOT NULL,
	follows_id INTEGER,
	arrived_at BIGINT,
	late BOOLEAN NOT NULL,
	commenced_at BIGINT,
	completed_at BIGINT,
	taken_start BIGINT,
	taken_end BIGINT,
	outcome_reason_id INTEGER,
	outcome_remark VARCHAR(4000) NOT NULL,
	cancel_class VARCHAR(32),
	cancel_reason_id INTEGER,
	created_at BIGINT NOT NULL,
	created_by INTEGER,
	version INTEGER NOT NULL,
	CONSTRAINT ck_appointment_arrived_at CHECK (arrived_at IS NULL OR (typeof(arrived_at) = 'integer' AND arrived_at BETWEEN -3786912000000000 AND 7258118400000000)),
	CONSTRAINT ck_appointment_busy_from CHECK (busy_from IS NULL OR (typeof(busy_from) = 'integer' AND busy_from BETWEEN -3786912000000000 AND 7258118400000000)),
	CONSTRAINT ck_appointment_busy_length CHECK (busy_to - busy_from <= 86400000000),
	CONSTRAINT ck_appointment_busy_to CHECK (busy_to IS NULL OR (typeof(busy_to) = 'integer' AND busy_to BETWEEN -3786912000000000 AND 7258118400000000)),
	CONSTRAINT ck_appointment_cancel_class CHECK (cancel_class IS NULL OR (cancel_class IN ('consumer', 'clinic', 'other', 'declined', 'left'))),
	CONSTRAINT ck_appointment_cancel_reason_id CHECK (cancel_reason_id IS NULL OR (typeof(cancel_reason_id) = 'integer' AND cancel_reason_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_appointment_center_id CHECK (typeof(center_id) = 'integer' AND center_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_appointment_clinician_id CHECK (clinician_id IS NULL OR (typeof(clinician_id) = 'integer' AND clinician_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_appointment_code CHECK (typeof(code) = 'text' AND length(code) <= 64 AND instr(code, char(0)) = 0),
	CONSTRAINT ck_appointment_commenced_at CHECK (commenced_at IS NULL OR (typeof(commenced_at) = 'integer' AND commenced_at BETWEEN -3786912000000000 AND 7258118400000000)),
	CONSTRAINT ck_appointment_completed_at CHECK (completed_at IS NULL OR (typeof(completed_at) = 'integer' AND completed_at BETWEEN -3786912000000000 AND 7258118400000000)),
	CONSTRAINT ck_appointment_consumer_id CHECK (typeof(consumer_id) = 'integer' AND consumer_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_appointment_created_at CHECK (typeof(created_at) = 'integer' AND created_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_appointment_created_by CHECK (created_by IS NULL OR (typeof(created_by) = 'integer' AND created_by BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_appointment_day CHECK (day IS NULL OR (typeof(day) = 'text' AND date(day, '+0 days') IS day AND day BETWEEN '1850-01-01' AND '2200-01-01')),
	CONSTRAINT ck_appointment_day_of_start CHECK (day = substr(wall_start, 1, 10)),
	CONSTRAINT ck_appointment_dose_id CHECK (dose_id IS NULL OR (typeof(dose_id) = 'integer' AND dose_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_appointment_ends_at CHECK (ends_at IS NULL OR (typeof(ends_at) = 'integer' AND ends_at BETWEEN -3786912000000000 AND 7258118400000000)),
	CONSTRAINT ck_appointment_follows_id CHECK (follows_id IS NULL OR (typeof(follows_id) = 'integer' AND follows_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_appointment_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_appointment_late CHECK (late IN (0, 1)),
	CONSTRAINT ck_appointment_modality CHECK (modality IN ('in-person', 'phone', 'video')),
	CONSTRAINT ck_appointment_outcome_reason_id CHECK (outcome_reason_id IS NULL OR (typeof(outcome_reason_id) = 'integer' AND outcome_reason_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_appointment_outcome_remark CHECK (typeof(outcome_remark) = 'text' AND length(outcome_remark) <= 4000 AND instr(outcome_remark, char(0)) = 0),
	CONSTRAINT ck_appointment_overbooked CHECK (overbooked IN (0, 1)),
	CONSTRAINT ck_appointment_request_id CHECK (typeof(request_id) = 'integer' AND request_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_appointment_room_id CHECK (room_id IS NULL OR (typeof(room_id) = 'integer' AND room_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_appointment_room_unit CHECK (room_unit IS NULL OR (typeof(room_unit) = 'integer' AND room_unit BETWEEN -2147483648 AND 2147483647 AND room_unit >= 1)),
	CONSTRAINT ck_appointment_room_whole CHECK ((room_id IS NULL) = (room_unit IS NULL)),
	CONSTRAINT ck_appointment_service_id CHECK (typeof(service_id) = 'integer' AND service_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_appointment_starts_at CHECK (starts_at IS NULL OR (typeof(starts_at) = 'integer' AND starts_at BETWEEN -3786912000000000 AND 7258118400000000)),
	CONSTRAINT ck_appointment_status CHECK (status IN ('proposed', 'pending', 'waitlist', 'booked', 'arrived', 'checked-in', 'fulfilled', 'noshow', 'cancelled', 'entered-in-error')),
	CONSTRAINT ck_appointment_status_time CHECK (status NOT IN ('pending', 'booked', 'arrived', 'checked-in', 'fulfilled', 'noshow') OR (starts_at IS NOT NULL AND clinician_id IS NOT NULL)),
	CONSTRAINT ck_appointment_taken_end CHECK (taken_end IS NULL OR (typeof(taken_end) = 'integer' AND taken_end BETWEEN -3786912000000000 AND 7258118400000000)),
	CONSTRAINT ck_appointment_taken_order CHECK ((taken_start IS NULL) = (taken_end IS NULL) AND taken_end >= taken_start),
	CONSTRAINT ck_appointment_taken_start CHECK (taken_start IS NULL OR (typeof(taken_start) = 'integer' AND taken_start BETWEEN -3786912000000000 AND 7258118400000000)),
	CONSTRAINT ck_appointment_time_order CHECK (ends_at > starts_at AND busy_from <= starts_at AND busy_to >= ends_at),
	CONSTRAINT ck_appointment_time_whole CHECK ((day IS NULL) = (starts_at IS NULL) AND (ends_at IS NULL) = (starts_at IS NULL) AND (busy_from IS NULL) = (starts_at IS NULL) AND (busy_to IS NULL) = (starts_at IS NULL) AND (wall_start IS NULL) = (starts_at IS NULL) AND (wall_end IS NULL) = (starts_at IS NULL)),
	CONSTRAINT ck_appointment_version CHECK (typeof(version) = 'integer' AND version BETWEEN -2147483648 AND 2147483647 AND version >= 1),
	CONSTRAINT ck_appointment_wall_end CHECK (wall_end IS NULL OR (length(wall_end) = 26 AND datetime(substr(wall_end, 1, 19), '+0 days') IS substr(wall_end, 1, 19) AND wall_end BETWEEN '1850-01-01' AND '2200-01-01')),
	CONSTRAINT ck_appointment_wall_start CHECK (wall_start IS NULL OR (length(wall_start) = 26 AND datetime(substr(wall_start, 1, 19), '+0 days') IS substr(wall_start, 1, 19) AND wall_start BETWEEN '1850-01-01' AND '2200-01-01')),
	CONSTRAINT ck_appointment_zone CHECK (typeof(zone) = 'text' AND length(zone) <= 64 AND instr(zone, char(0)) = 0),
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
CREATE INDEX ix_appointment_clinician_busy ON appointment (clinician_id, busy_from, busy_to) WHERE status IN ('proposed', 'pending', 'booked', 'arrived', 'checked-in') AND starts_at IS NOT NULL AND NOT overbooked AND clinician_id IS NOT NULL
----
CREATE INDEX ix_appointment_clinician_day ON appointment (clinician_id, day)
----
CREATE INDEX ix_appointment_consumer_start ON appointment (consumer_id, starts_at)
----
CREATE INDEX ix_appointment_follows ON appointment (follows_id)
----
CREATE INDEX ix_appointment_request ON appointment (request_id)
----
CREATE INDEX ix_appointment_room_busy ON appointment (room_id, room_unit, busy_from, busy_to) WHERE status IN ('proposed', 'pending', 'booked', 'arrived', 'checked-in') AND starts_at IS NOT NULL AND NOT overbooked AND room_id IS NOT NULL
----
CREATE TABLE work_schedule_line (
	id INTEGER NOT NULL,
	schedule_id INTEGER NOT NULL,
	weekday INTEGER NOT NULL,
	starts TIME NOT NULL,
	ends TIME NOT NULL,
	CONSTRAINT ck_work_schedule_line_ends CHECK (length(ends) = 15 AND time(substr(ends, 1, 8)) IS substr(ends, 1, 8)),
	CONSTRAINT ck_work_schedule_line_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_work_schedule_line_order CHECK (ends > starts OR ends = '00:00:00.000000'),
	CONSTRAINT ck_work_schedule_line_schedule_id CHECK (typeof(schedule_id) = 'integer' AND schedule_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_work_schedule_line_starts CHECK (length(starts) = 15 AND time(substr(starts, 1, 8)) IS substr(starts, 1, 8)),
	CONSTRAINT ck_work_schedule_line_weekday CHECK (typeof(weekday) = 'integer' AND weekday BETWEEN -2147483648 AND 2147483647 AND weekday BETWEEN 0 AND 6),
	CONSTRAINT fk_work_schedule_line_schedule_id FOREIGN KEY(schedule_id) REFERENCES work_schedule (id),
	CONSTRAINT pk_work_schedule_line PRIMARY KEY (id)
)
----
CREATE INDEX ix_work_schedule_line_schedule_id ON work_schedule_line (schedule_id)
----
CREATE TABLE confirmation (
	id INTEGER NOT NULL,
	appointment_id INTEGER NOT NULL,
	token VARCHAR(64) NOT NULL,
	starts_at BIGINT NOT NULL,
	created_at BIGINT NOT NULL,
	CONSTRAINT ck_confirmation_appointment_id CHECK (typeof(appointment_id) = 'integer' AND appointment_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_confirmation_created_at CHECK (typeof(created_at) = 'integer' AND created_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_confirmation_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_confirmation_starts_at CHECK (typeof(starts_at) = 'integer' AND starts_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_confirmation_token CHECK (typeof(token) = 'text' AND length(token) <= 64 AND instr(token, char(0)) = 0),
	CONSTRAINT fk_confirmation_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id),
	CONSTRAINT pk_confirmation PRIMARY KEY (id),
	CONSTRAINT uq_confirmation_token UNIQUE (token)
)
----
CREATE INDEX ix_confirmation_appointment_id ON confirmation (appointment_id)
----
CREATE TABLE history (
	id INTEGER NOT NULL,
	appointment_id INTEGER,
	consumer_id INTEGER,
	version INTEGER,
	action VARCHAR(64) NOT NULL,
	actor_id INTEGER,
	desk VARCHAR(64) NOT NULL,
	at BIGINT NOT NULL,
	changes TEXT NOT NULL,
	message VARCHAR(4000) NOT NULL,
	command_id VARCHAR(64) NOT NULL,
	CONSTRAINT ck_history_action CHECK (typeof(action) = 'text' AND length(action) <= 64 AND instr(action, char(0)) = 0),
	CONSTRAINT ck_history_actor_id CHECK (actor_id IS NULL OR (typeof(actor_id) = 'integer' AND actor_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_history_appointment_id CHECK (appointment_id IS NULL OR (typeof(appointment_id) = 'integer' AND appointment_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_history_at CHECK (typeof(at) = 'integer' AND at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_history_changes CHECK (typeof(changes) = 'text' AND length(changes) <= 100000 AND instr(changes, '\u0000') = 0),
	CONSTRAINT ck_history_command_id CHECK (typeof(command_id) = 'text' AND length(command_id) <= 64 AND instr(command_id, char(0)) = 0),
	CONSTRAINT ck_history_consumer_id CHECK (consumer_id IS NULL OR (typeof(consumer_id) = 'integer' AND consumer_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_history_desk CHECK (typeof(desk) = 'text' AND length(desk) <= 64 AND instr(desk, char(0)) = 0),
	CONSTRAINT ck_history_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_history_message CHECK (typeof(message) = 'text' AND length(message) <= 4000 AND instr(message, char(0)) = 0),
	CONSTRAINT ck_history_version CHECK (version IS NULL OR (typeof(version) = 'integer' AND version BETWEEN -2147483648 AND 2147483647 AND version >= 1)),
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
	CONSTRAINT ck_line_modality_line_id CHECK (typeof(line_id) = 'integer' AND line_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_line_modality_modality CHECK (modality IN ('in-person', 'phone', 'video')),
	CONSTRAINT fk_line_modality_line_id FOREIGN KEY(line_id) REFERENCES work_schedule_line (id),
	CONSTRAINT pk_line_modality PRIMARY KEY (line_id, modality)
)
WITHOUT ROWID
----
CREATE TABLE line_service (
	line_id INTEGER NOT NULL,
	service_id INTEGER NOT NULL,
	CONSTRAINT ck_line_service_line_id CHECK (typeof(line_id) = 'integer' AND line_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_line_service_service_id CHECK (typeof(service_id) = 'integer' AND service_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT fk_line_service_line_id FOREIGN KEY(line_id) REFERENCES work_schedule_line (id),
	CONSTRAINT fk_line_service_service_id FOREIGN KEY(service_id) REFERENCES service (id),
	CONSTRAINT pk_line_service PRIMARY KEY (line_id, service_id)
)
WITHOUT ROWID
----
CREATE TABLE metadata_value (
	appointment_id INTEGER NOT NULL,
	field_id INTEGER NOT NULL,
	value VARCHAR(4000) NOT NULL,
	CONSTRAINT ck_metadata_value_appointment_id CHECK (typeof(appointment_id) = 'integer' AND appointment_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_metadata_value_field_id CHECK (typeof(field_id) = 'integer' AND field_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_metadata_value_value CHECK (typeof(value) = 'text' AND length(value) <= 4000 AND instr(value, char(0)) = 0),
	CONSTRAINT fk_metadata_value_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id),
	CONSTRAINT fk_metadata_value_field_id FOREIGN KEY(field_id) REFERENCES metadata_field (id),
	CONSTRAINT pk_metadata_value PRIMARY KEY (appointment_id, field_id)
)
----
CREATE TABLE note (
	id INTEGER NOT NULL,
	appointment_id INTEGER NOT NULL,
	text VARCHAR(4000) NOT NULL,
	author_id INTEGER NOT NULL,
	created_at BIGINT NOT NULL,
	edited_at BIGINT,
	version INTEGER NOT NULL,
	CONSTRAINT ck_note_appointment_id CHECK (typeof(appointment_id) = 'integer' AND appointment_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_note_author_id CHECK (typeof(author_id) = 'integer' AND author_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_note_created_at CHECK (typeof(created_at) = 'integer' AND created_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_note_edited_at CHECK (edited_at IS NULL OR (typeof(edited_at) = 'integer' AND edited_at BETWEEN -3786912000000000 AND 7258118400000000)),
	CONSTRAINT ck_note_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_note_text CHECK (typeof(text) = 'text' AND length(text) <= 4000 AND instr(text, char(0)) = 0),
	CONSTRAINT ck_note_version CHECK (typeof(version) = 'integer' AND version BETWEEN -2147483648 AND 2147483647 AND version >= 1),
	CONSTRAINT fk_note_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id),
	CONSTRAINT fk_note_author_id FOREIGN KEY(author_id) REFERENCES staff (id),
	CONSTRAINT pk_note PRIMARY KEY (id)
)
----
CREATE INDEX ix_note_appointment_id ON note (appointment_id)
----
CREATE TABLE suggestion (
	id INTEGER NOT NULL,
	request_id INTEGER NOT NULL,
	appointment_id INTEGER,
	starts_at BIGINT NOT NULL,
	wall_start DATETIME NOT NULL,
	zone VARCHAR(64) NOT NULL,
	note VARCHAR(4000) NOT NULL,
	created_at BIGINT NOT NULL,
	CONSTRAINT ck_suggestion_appointment_id CHECK (appointment_id IS NULL OR (typeof(appointment_id) = 'integer' AND appointment_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_suggestion_created_at CHECK (typeof(created_at) = 'integer' AND created_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_suggestion_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_suggestion_note CHECK (typeof(note) = 'text' AND length(note) <= 4000 AND instr(note, char(0)) = 0),
	CONSTRAINT ck_suggestion_request_id CHECK (typeof(request_id) = 'integer' AND request_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_suggestion_starts_at CHECK (typeof(starts_at) = 'integer' AND starts_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_suggestion_wall_start CHECK (length(wall_start) = 26 AND datetime(substr(wall_start, 1, 19), '+0 days') IS substr(wall_start, 1, 19) AND wall_start BETWEEN '1850-01-01' AND '2200-01-01'),
	CONSTRAINT ck_suggestion_zone CHECK (typeof(zone) = 'text' AND length(zone) <= 64 AND instr(zone, char(0)) = 0),
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
	id INTEGER NOT NULL,
	appointment_id INTEGER NOT NULL,
	state VARCHAR(32) NOT NULL,
	assigned_to INTEGER,
	changed_at BIGINT NOT NULL,
	CONSTRAINT ck_task_appointment_id CHECK (typeof(appointment_id) = 'integer' AND appointment_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_task_assigned_to CHECK (assigned_to IS NULL OR (typeof(assigned_to) = 'integer' AND assigned_to BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_task_changed_at CHECK (typeof(changed_at) = 'integer' AND changed_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_task_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_task_state CHECK (state IN ('draft', 'pending-dispatch', 'assigned', 'accepted', 'in-progress', 'closed-complete', 'closed-incomplete', 'cancelled')),
	CONSTRAINT fk_task_appointment_id FOREIGN KEY(appointment_id) REFERENCES appointment (id),
	CONSTRAINT fk_task_assigned_to FOREIGN KEY(assigned_to) REFERENCES staff (id),
	CONSTRAINT pk_task PRIMARY KEY (id),
	CONSTRAINT uq_task_appointment_id UNIQUE (appointment_id)
)
----
CREATE INDEX ix_task_assigned_to ON task (assigned_to)
----
CREATE TABLE outbox (
	id INTEGER NOT NULL,
	appointment_id INTEGER,
	consumer_id INTEGER NOT NULL,
	history_id INTEGER NOT NULL,
	kind VARCHAR(64) NOT NULL,
	channel VARCHAR(64) NOT NULL,
	recipient VARCHAR(254) NOT NULL,
	language VARCHAR(64) NOT NULL,
	payload TEXT NOT NULL,
	message_id VARCHAR(64) NOT NULL,
	state VARCHAR(32) NOT NULL,
	created_at BIGINT NOT NULL,
	next_at BIGINT NOT NULL,
	sent_at BIGINT,
	attempts INTEGER NOT NULL,
	error VARCHAR(4000) NOT NULL,
	CONSTRAINT ck_outbox_appointment_id CHECK (appointment_id IS NULL OR (typeof(appointment_id) = 'integer' AND appointment_id BETWEEN -2147483648 AND 2147483647)),
	CONSTRAINT ck_outbox_attempts CHECK (typeof(attempts) = 'integer' AND attempts BETWEEN -2147483648 AND 2147483647 AND attempts >= 0),
	CONSTRAINT ck_outbox_channel CHECK (typeof(channel) = 'text' AND length(channel) <= 64 AND instr(channel, char(0)) = 0),
	CONSTRAINT ck_outbox_consumer_id CHECK (typeof(consumer_id) = 'integer' AND consumer_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_outbox_created_at CHECK (typeof(created_at) = 'integer' AND created_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_outbox_error CHECK (typeof(error) = 'text' AND length(error) <= 4000 AND instr(error, char(0)) = 0),
	CONSTRAINT ck_outbox_history_id CHECK (typeof(history_id) = 'integer' AND history_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_outbox_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_outbox_kind CHECK (typeof(kind) = 'text' AND length(kind) <= 64 AND instr(kind, char(0)) = 0),
	CONSTRAINT ck_outbox_language CHECK (typeof(language) = 'text' AND length(language) <= 64 AND instr(language, char(0)) = 0),
	CONSTRAINT ck_outbox_message_id CHECK (typeof(message_id) = 'text' AND length(message_id) <= 64 AND instr(message_id, char(0)) = 0),
	CONSTRAINT ck_outbox_next_at CHECK (typeof(next_at) = 'integer' AND next_at BETWEEN -3786912000000000 AND 7258118400000000),
	CONSTRAINT ck_outbox_payload CHECK (typeof(payload) = 'text' AND length(payload) <= 100000 AND instr(payload, '\u0000') = 0),
	CONSTRAINT ck_outbox_recipient CHECK (typeof(recipient) = 'text' AND length(recipient) <= 254 AND instr(recipient, char(0)) = 0),
	CONSTRAINT ck_outbox_sent_at CHECK (sent_at IS NULL OR (typeof(sent_at) = 'integer' AND sent_at BETWEEN -3786912000000000 AND 7258118400000000)),
	CONSTRAINT ck_outbox_state CHECK (state IN ('waiting', 'sent', 'failed', 'superseded', 'held')),
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
CREATE TRIGGER appointment_clinician_overlap_insert AFTER INSERT ON appointment
WHEN NEW.status IN ('proposed', 'pending', 'booked', 'arrived', 'checked-in') AND NEW.starts_at IS NOT NULL AND NOT NEW.overbooked AND NEW.clinician_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'overlap clinician')
  FROM appointment INDEXED BY ix_appointment_clinician_busy
  WHERE status IN ('proposed', 'pending', 'booked', 'arrived', 'checked-in') AND starts_at IS NOT NULL AND NOT overbooked AND clinician_id IS NOT NULL
  AND clinician_id = NEW.clinician_id
  AND busy_from < NEW.busy_to AND busy_from > NEW.busy_from - 86400000000 AND busy_to > NEW.busy_from
  AND id <> NEW.id;
END
----
CREATE TRIGGER appointment_clinician_overlap_update AFTER UPDATE OF clinician_id, room_id, room_unit, status, starts_at, busy_from, busy_to, overbooked ON appointment
WHEN NEW.status IN ('proposed', 'pending', 'booked', 'arrived', 'checked-in') AND NEW.starts_at IS NOT NULL AND NOT NEW.overbooked AND NEW.clinician_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'overlap clinician')
  FROM appointment INDEXED BY ix_appointment_clinician_busy
  WHERE status IN ('proposed', 'pending', 'booked', 'arrived', 'checked-in') AND starts_at IS NOT NULL AND NOT overbooked AND clinician_id IS NOT NULL
  AND clinician_id = NEW.clinician_id
  AND busy_from < NEW.busy_to AND busy_from > NEW.busy_from - 86400000000 AND busy_to > NEW.busy_from
  AND id <> NEW.id;
END
----
CREATE TRIGGER appointment_room_overlap_insert AFTER INSERT ON appointment
WHEN NEW.status IN ('proposed', 'pending', 'booked', 'arrived', 'checked-in') AND NEW.starts_at IS NOT NULL AND NOT NEW.overbooked AND NEW.room_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'overlap room')
  FROM appointment INDEXED BY ix_appointment_room_busy
  WHERE status IN ('proposed', 'pending', 'booked', 'arrived', 'checked-in') AND starts_at IS NOT NULL AND NOT overbooked AND room_id IS NOT NULL
  AND room_id = NEW.room_id
  AND room_unit = NEW.room_unit
  AND busy_from < NEW.busy_to AND busy_from > NEW.busy_from - 86400000000 AND busy_to > NEW.busy_from
  AND id <> NEW.id;
END
----
CREATE TRIGGER appointment_room_overlap_update AFTER UPDATE OF clinician_id, room_id, room_unit, status, starts_at, busy_from, busy_to, overbooked ON appointment
WHEN NEW.status IN ('proposed', 'pending', 'booked', 'arrived', 'checked-in') AND NEW.starts_at IS NOT NULL AND NOT NEW.overbooked AND NEW.room_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'overlap room')
  FROM appointment INDEXED BY ix_appointment_room_busy
  WHERE status IN ('proposed', 'pending', 'booked', 'arrived', 'checked-in') AND starts_at IS NOT NULL AND NOT overbooked AND room_id IS NOT NULL
  AND room_id = NEW.room_id
  AND room_unit = NEW.room_unit
  AND busy_from < NEW.busy_to AND busy_from > NEW.busy_from - 86400000000 AND busy_to > NEW.busy_from
  AND id <> NEW.id;
END
----
CREATE TRIGGER history_no_update BEFORE UPDATE ON history
BEGIN
  SELECT RAISE(ABORT, 'history is only ever added to');
END
----
CREATE TRIGGER history_no_delete BEFORE DELETE ON history
BEGIN
  SELECT RAISE(ABORT, 'history is only ever added to');
END
----
CREATE TRIGGER history_no_replace BEFORE INSERT ON history
WHEN EXISTS (SELECT 1 FROM history WHERE id = NEW.id OR (appointment_id = NEW.appointment_id AND version = NEW.version))
BEGIN
  SELECT RAISE(ABORT, 'history is only ever added to');
END
----
CREATE TRIGGER appointment_no_delete BEFORE DELETE ON appointment
BEGIN
  SELECT RAISE(ABORT, 'appointments are never deleted, only cancelled');
END
----
CREATE TRIGGER appointment_no_replace BEFORE INSERT ON appointment
WHEN EXISTS (SELECT 1 FROM appointment WHERE id = NEW.id OR code = NEW.code)
BEGIN
  SELECT RAISE(ABORT, 'appointments are never deleted, only cancelled');
END
----
CREATE TRIGGER appointment_identity BEFORE UPDATE OF id, code ON appointment
WHEN NEW.id <> OLD.id OR NEW.code <> OLD.code
BEGIN
  SELECT RAISE(ABORT, 'an appointment keeps its id and code');
END
----
CREATE TRIGGER consumer_version_step BEFORE UPDATE OF version ON consumer
WHEN NEW.version NOT IN (OLD.version, OLD.version + 1)
BEGIN
  SELECT RAISE(ABORT, 'a version stays or rises by one');
END
----
CREATE TRIGGER work_schedule_version_step BEFORE UPDATE OF version ON work_schedule
WHEN NEW.version NOT IN (OLD.version, OLD.version + 1)
BEGIN
  SELECT RAISE(ABORT, 'a version stays or rises by one');
END
----
CREATE TRIGGER answer_version_step BEFORE UPDATE OF version ON answer
WHEN NEW.version NOT IN (OLD.version, OLD.version + 1)
BEGIN
  SELECT RAISE(ABORT, 'a version stays or rises by one');
END
----
CREATE TRIGGER appointment_version_step BEFORE UPDATE OF version ON appointment
WHEN NEW.version NOT IN (OLD.version, OLD.version + 1)
BEGIN
  SELECT RAISE(ABORT, 'a version stays or rises by one');
END
----
CREATE TRIGGER note_version_step BEFORE UPDATE OF version ON note
WHEN NEW.version NOT IN (OLD.version, OLD.version + 1)
BEGIN
  SELECT RAISE(ABORT, 'a version stays or rises by one');
END
----
CREATE VIRTUAL TABLE consumer_fts USING fts5(name, columnsize=0, detail=none, tokenize='trigram case_sensitive 1')
