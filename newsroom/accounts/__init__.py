"""Who works at the desk: groups, signing in, the second factor, the log of acts."""
