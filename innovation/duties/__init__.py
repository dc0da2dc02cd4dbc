"""What somebody must not miss: values that are owed, records that wait, what ends soon; and who was reminded of it."""
