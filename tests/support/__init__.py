"""What tests share: other people's programs, checks of Office files."""
