"""What panels are made of: painted widgets that know no session and no Frame."""
