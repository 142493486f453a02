"""What the suite does all day, beside what a reader would write in an hour: `python -m bench.speed`."""
