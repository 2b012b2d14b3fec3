"""The evaluation report: a neutral outline, and its faces in Word and text."""
