"""What surrounds every answer: headers, logs, health, faults, waiting."""
