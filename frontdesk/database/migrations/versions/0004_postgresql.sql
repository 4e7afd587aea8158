ALTER TABLE consumer ADD COLUMN merged_into INTEGER
	CONSTRAINT fk_consumer_merged_into REFERENCES consumer (id)
----
CREATE TABLE form_field (
	id SERIAL NOT NULL,
	form VARCHAR(32) NOT NULL,
	code VARCHAR(64) NOT NULL,
	name VARCHAR(100) NOT NULL,
	kind VARCHAR(32),
	choices JSONB NOT NULL,
	position INTEGER NOT NULL,
	shown BOOLEAN NOT NULL,
	required BOOLEAN NOT NULL,
	CONSTRAINT ck_form_field_choices CHECK (pg_column_size(choices) <= 100000),
	CONSTRAINT ck_form_field_form CHECK (form IN ('consumer', 'request')),
	CONSTRAINT ck_form_field_kind CHECK (kind IN ('yes-no', 'text', 'number', 'date', 'choice')),
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
	CONSTRAINT fk_consumer_value_consumer_id FOREIGN KEY(consumer_id) REFERENCES consumer (id),
	CONSTRAINT fk_consumer_value_field_id FOREIGN KEY(field_id) REFERENCES form_field (id),
	CONSTRAINT pk_consumer_value PRIMARY KEY (consumer_id, field_id)
)
----
CREATE TABLE request_value (
	request_id INTEGER NOT NULL,
	field_id INTEGER NOT NULL,
	value VARCHAR(4000) NOT NULL,
	CONSTRAINT fk_request_value_field_id FOREIGN KEY(field_id) REFERENCES form_field (id),
	CONSTRAINT fk_request_value_request_id FOREIGN KEY(request_id) REFERENCES request (id),
	CONSTRAINT pk_request_value PRIMARY KEY (request_id, field_id)
)
----
CREATE TRIGGER form_field_stamp AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON form_field FOR EACH STATEMENT EXECUTE FUNCTION frontdesk_stamp_plans()
----
CREATE INDEX ix_outbox_consumer ON outbox (consumer_id, id)
