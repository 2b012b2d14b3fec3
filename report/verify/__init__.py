"""What is wrong in a report, ours or typed by hand: read its tables and sentences, and check them."""
