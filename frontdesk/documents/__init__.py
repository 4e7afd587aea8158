"""Printed documents and QR codes: the confirmation, the day schedule, reading codes back; importing loads no font."""
