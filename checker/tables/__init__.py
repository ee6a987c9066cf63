"""The facts of plans as a folder of tables in Parquet, as docs/facts.md explains it, and what such a folder says of itself."""
