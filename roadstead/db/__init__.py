"""The database: engines for SQLite and PostgreSQL behind one `Database`, and the migrations."""
