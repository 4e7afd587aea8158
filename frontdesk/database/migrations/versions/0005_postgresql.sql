CREATE INDEX ix_appointment_list ON appointment (status, day, starts_at, ends_at, center_id, clinician_id, service_id, modality, late, overbooked)
