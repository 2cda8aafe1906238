"""What only the database knows of content, written down in the storage as well: lost, a database can be made again."""
