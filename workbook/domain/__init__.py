"""The rules of plan evaluation: pure, standard library only, no clock, no file system, no Spanish prose."""
