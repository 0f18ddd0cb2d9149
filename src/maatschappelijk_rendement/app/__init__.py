"""What people use: the command ``mr``, the steps of its jobs, and the object analysts hold."""
