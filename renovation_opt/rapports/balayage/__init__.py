"""What a sweep shows: response curves with the band of the gaps, the points as CSV and Parquet."""
