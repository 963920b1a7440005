"""What is kept of runs on the disk, and found again: sessions, snapshots, recent runs. No Qt here."""
