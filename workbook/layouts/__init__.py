"""What a sheet may look like: names and headers as data, and recognisers."""
