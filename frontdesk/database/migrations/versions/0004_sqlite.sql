ALTER TABLE consumer ADD COLUMN merged_into INTEGER
	CONSTRAINT ck_consumer_merged_into CHECK (merged_into IS NULL OR (typeof(merged_into) = 'integer' AND merged_into BETWEEN -2147483648 AND 2147483647))
	CONSTRAINT fk_consumer_merged_into REFERENCES consumer (id)
----
CREATE TABLE form_field (
	id INTEGER NOT NULL,
	form VARCHAR(32) NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	kind VARCHAR(32),
	choices TEXT NOT NULL,
	position INTEGER NOT NULL,
	shown BOOLEAN NOT NULL,
	required BOOLEAN NOT NULL,
	CONSTRAINT ck_form_field_choices CHECK (typeof(choices) = 'text' AND length(choices) <= 100000 AND instr(choices, '\u0000') = 0),
	CONSTRAINT ck_form_field_code CHECK (typeof(code) = 'text' AND length(code) <= 64 AND instr(code, char(0)) = 0),
	CONSTRAINT ck_form_field_form CHECK (form IN ('consumer', 'request')),
	CONSTRAINT ck_form_field_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_form_field_kind CHECK (kind IS NULL OR (kind IN ('yes-no', 'text', 'number', 'date', 'choice'))),
	CONSTRAINT ck_form_field_name CHECK (typeof(name) = 'text' AND length(name) <= 100 AND instr(name, char(0)) = 0),
	CONSTRAINT ck_form_field_position CHECK (typeof(position) = 'integer' AND position BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_form_field_required CHECK (required IN (0, 1)),
	CONSTRAINT ck_form_field_shown CHECK (shown IN (0, 1)),
	CONSTRAINT pk_form_field PRIMARY KEY (id),
	CONSTRAINT uq_form_field_form_code UNIQUE (form, code)
)
----
CREATE INDEX ix_consumer_merged ON consumer (merged_into) WHERE merged_into IS NOT NULL
----
CREATE TABLE consumer_value (
	consumer_id INTEGER NOT NULL,
	field_id INTEGER NOT NULL,
	value VARCHAR(4000) NOT NULL,
	CONSTRAINT ck_consumer_value_consumer_id CHECK (typeof(consumer_id) = 'integer' AND consumer_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_consumer_value_field_id CHECK (typeof(field_id) = 'integer' AND field_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_consumer_value_value CHECK (typeof(value) = 'text' AND length(value) <= 4000 AND instr(value, char(0)) = 0),
	CONSTRAINT fk_consumer_value_consumer_id FOREIGN KEY(consumer_id) REFERENCES consumer (id),
	CONSTRAINT fk_consumer_value_field_id FOREIGN KEY(field_id) REFERENCES form_field (id),
	CONSTRAINT pk_consumer_value PRIMARY KEY (consumer_id, field_id)
)
----
CREATE TABLE request_value (
	request_id INTEGER NOT NULL,
	field_id INTEGER NOT NULL,
	value VARCHAR(4000) NOT NULL,
	CONSTRAINT ck_request_value_field_id CHECK (typeof(field_id) = 'integer' AND field_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_request_value_request_id CHECK (typeof(request_id) = 'integer' AND request_id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_request_value_value CHECK (typeof(value) = 'text' AND length(value) <= 4000 AND instr(value, char(0)) = 0),
	CONSTRAINT fk_request_value_field_id FOREIGN KEY(field_id) REFERENCES form_field (id),
	CONSTRAINT fk_request_value_request_id FOREIGN KEY(request_id) REFERENCES request (id),
	CONSTRAINT pk_request_value PRIMARY KEY (request_id, field_id)
)
----
CREATE TRIGGER form_field_stamp_insert AFTER INSERT ON form_field
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER form_field_stamp_update AFTER UPDATE ON form_field
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER form_field_stamp_delete AFTER DELETE ON form_field
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE INDEX ix_outbox_consumer ON outbox (consumer_id, id)
