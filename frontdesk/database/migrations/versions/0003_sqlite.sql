CREATE TABLE plan_stamp (
	id INTEGER NOT NULL,
	stamp VARCHAR(64) NOT NULL,
	CONSTRAINT ck_plan_stamp_id CHECK (typeof(id) = 'integer' AND id BETWEEN -2147483648 AND 2147483647),
	CONSTRAINT ck_plan_stamp_stamp CHECK (typeof(stamp) = 'text' AND length(stamp) <= 64 AND instr(stamp, char(0)) = 0),
	CONSTRAINT pk_plan_stamp PRIMARY KEY (id)
)
----
CREATE TRIGGER center_stamp_insert AFTER INSERT ON center
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER center_stamp_update AFTER UPDATE ON center
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER center_stamp_delete AFTER DELETE ON center
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER opening_hours_stamp_insert AFTER INSERT ON opening_hours
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER opening_hours_stamp_update AFTER UPDATE ON opening_hours
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER opening_hours_stamp_delete AFTER DELETE ON opening_hours
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER room_stamp_insert AFTER INSERT ON room
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER room_stamp_update AFTER UPDATE ON room
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER room_stamp_delete AFTER DELETE ON room
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER room_unit_stamp_insert AFTER INSERT ON room_unit
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER room_unit_stamp_update AFTER UPDATE ON room_unit
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER room_unit_stamp_delete AFTER DELETE ON room_unit
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER service_stamp_insert AFTER INSERT ON service
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER service_stamp_update AFTER UPDATE ON service
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER service_stamp_delete AFTER DELETE ON service
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER service_modality_stamp_insert AFTER INSERT ON service_modality
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER service_modality_stamp_update AFTER UPDATE ON service_modality
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER service_modality_stamp_delete AFTER DELETE ON service_modality
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER questionnaire_stamp_insert AFTER INSERT ON questionnaire
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER questionnaire_stamp_update AFTER UPDATE ON questionnaire
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER questionnaire_stamp_delete AFTER DELETE ON questionnaire
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER question_stamp_insert AFTER INSERT ON question
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER question_stamp_update AFTER UPDATE ON question
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER question_stamp_delete AFTER DELETE ON question
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER program_stamp_insert AFTER INSERT ON program
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER program_stamp_update AFTER UPDATE ON program
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER program_stamp_delete AFTER DELETE ON program
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER dose_stamp_insert AFTER INSERT ON dose
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER dose_stamp_update AFTER UPDATE ON dose
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER dose_stamp_delete AFTER DELETE ON dose
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER staff_stamp_insert AFTER INSERT ON staff
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER staff_stamp_update AFTER UPDATE ON staff
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER staff_stamp_delete AFTER DELETE ON staff
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER staff_role_stamp_insert AFTER INSERT ON staff_role
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER staff_role_stamp_update AFTER UPDATE ON staff_role
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER staff_role_stamp_delete AFTER DELETE ON staff_role
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER staff_center_stamp_insert AFTER INSERT ON staff_center
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER staff_center_stamp_update AFTER UPDATE ON staff_center
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER staff_center_stamp_delete AFTER DELETE ON staff_center
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER staff_service_stamp_insert AFTER INSERT ON staff_service
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER staff_service_stamp_update AFTER UPDATE ON staff_service
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER staff_service_stamp_delete AFTER DELETE ON staff_service
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER work_schedule_stamp_insert AFTER INSERT ON work_schedule
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER work_schedule_stamp_update AFTER UPDATE ON work_schedule
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER work_schedule_stamp_delete AFTER DELETE ON work_schedule
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER work_schedule_line_stamp_insert AFTER INSERT ON work_schedule_line
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER work_schedule_line_stamp_update AFTER UPDATE ON work_schedule_line
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER work_schedule_line_stamp_delete AFTER DELETE ON work_schedule_line
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER line_service_stamp_insert AFTER INSERT ON line_service
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER line_service_stamp_update AFTER UPDATE ON line_service
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER line_service_stamp_delete AFTER DELETE ON line_service
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER line_modality_stamp_insert AFTER INSERT ON line_modality
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER line_modality_stamp_update AFTER UPDATE ON line_modality
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER line_modality_stamp_delete AFTER DELETE ON line_modality
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER schedule_exception_stamp_insert AFTER INSERT ON schedule_exception
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER schedule_exception_stamp_update AFTER UPDATE ON schedule_exception
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER schedule_exception_stamp_delete AFTER DELETE ON schedule_exception
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER setting_stamp_insert AFTER INSERT ON setting
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER setting_stamp_update AFTER UPDATE ON setting
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
----
CREATE TRIGGER setting_stamp_delete AFTER DELETE ON setting
BEGIN
  INSERT INTO plan_stamp (id, stamp) VALUES (1, lower(hex(randomblob(16)))) ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp;
END
