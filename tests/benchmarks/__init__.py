"""What benchmarks measure, and the instances they make; no time is ever asserted."""
