"""The steps between schemas, oldest first; a step that has shipped is never changed."""
