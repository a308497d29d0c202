"""The server that benches share, a PostgreSQL of the employer: its tables, the line to it, its help board."""
